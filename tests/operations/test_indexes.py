"""The words of texts are kept in memory, and not without end."""

from __future__ import annotations

import hashlib

import pytest

from argmap.models import Source, SourceText
from argmap.operations import indexes
from argmap.operations.indexes import index_of, indexes_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(indexes, "_kept", type(indexes._kept)())


def stored(*texts: str) -> list[str]:
    source = Source.objects.create(key="s", kind="page", title="A page", citation="A page")
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    for text, sha256 in zip(texts, hashes, strict=True):
        SourceText.objects.create(source=source, text=text, sha256=sha256, is_whole=True)
    return hashes


def test_texts_are_read_in_one_query_and_then_kept(django_assert_num_queries):
    hashes = stored("One.", "Two.")
    with django_assert_num_queries(1):
        found = indexes_of(hashes)
    assert [found[sha256].text for sha256 in hashes] == ["One.", "Two."]
    with django_assert_num_queries(0):
        assert index_of(hashes[0]) is found[hashes[0]]


def test_what_was_not_asked_for_longest_makes_room(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(indexes, "ROOM", 10)
    first, second, third = stored("One….", "Two….", "Three")
    for sha256 in (first, second, first, third):
        index_of(sha256)
    with django_assert_num_queries(0):
        indexes_of([first, third])
    with django_assert_num_queries(1):
        index_of(second)


def test_a_text_that_is_longer_than_the_room_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(indexes, "ROOM", 1)
    assert [index_of(sha256).text for sha256 in stored("One.", "Two.")] == ["One.", "Two."]
