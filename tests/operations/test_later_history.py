"""What later happened to a source: recorded by moderators, and taken back."""

from __future__ import annotations

import pytest

from argmap.graph.treatments import Extent, Treatment
from argmap.models import LaterHistory, Post, Source
from argmap.operations.later_history import (
    BySomethingElse,
    Happened,
    HistoryGone,
    HistoryThere,
    record_history,
    remove_history,
)
from tests.builders import make_post
from tests.people import person

pytestmark = pytest.mark.django_db
SOURCES = "".join(f"source {key}\nkind: case\ntitle: {key}\ncitation: Case {key}\n\n" for key in "st")


@pytest.fixture
def demo() -> Post:
    return make_post("a", extra="cite a\nsource: s\n", sources=SOURCES)


@pytest.fixture
def moderator():
    return person("moderator", role="moderator")


def source(key: str) -> Source:
    return Source.objects.get(key=key)


def test_it_says_what_how_far_and_by_which_source(demo, moderator):
    before = demo.version
    happened = Happened(Treatment.REVERSED, Extent.OTHER_GROUNDS, source("t"))
    made = record_history(source=source("s"), happened=happened, by=moderator, reason="Read both.")
    row = LaterHistory.objects.published().get(source__key="s")
    assert (row.treatment, row.extent, row.by, row.contributor) == (
        "reversed", "on other grounds", source("t"), moderator,
    )  # fmt: skip
    assert made.details["says"] == "reversed on other grounds by Case t"
    assert Post.objects.get().version == before + 1


def test_the_same_is_not_recorded_twice(demo, moderator):
    happened = Happened(Treatment.CERT_DENIED, cited="No. 1-2")
    record_history(source=source("s"), happened=happened, by=moderator, reason="So.")
    with pytest.raises(HistoryThere):
        record_history(source=source("s"), happened=happened, by=moderator, reason="So.")


@pytest.mark.parametrize("by_source", [None, "s"])
def test_it_says_by_what_and_that_is_another_source(demo, moderator, by_source):
    happened = Happened(Treatment.AMENDED, by_source=source(by_source) if by_source else None)
    with pytest.raises(BySomethingElse):
        record_history(source=source("s"), happened=happened, by=moderator, reason="So.")


def test_what_is_taken_back_stays_as_a_row_and_is_taken_back_once(demo, moderator):
    happened = Happened(Treatment.AFFIRMED, by_source=source("t"))
    record_history(source=source("s"), happened=happened, by=moderator, reason="So.")
    row = LaterHistory.objects.get()
    remove_history(history=row, by=moderator, reason="Another case.")
    assert not LaterHistory.objects.published().exists()
    with pytest.raises(HistoryGone):
        remove_history(history=row, by=moderator, reason="Again.")
