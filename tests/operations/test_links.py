"""What moderators do about addresses that are gone or have changed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from argmap.models import LinkCheck, Source
from argmap.operations import links
from tests.builders import make_post
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESS, OTHER = "https://example.org/a", "https://archive.example.org/a"
SOURCES = f"source s\nkind: page\ntitle: A page\ncitation: A page\naddress: {ADDRESS}\n"


@pytest.fixture
def source() -> Source:
    make_post("a", extra="cite a\nsource: s\n", sources=SOURCES)
    return Source.objects.get()


@pytest.fixture
def moderator():
    return person("moderator", role="moderator")


def checked(source: Source, **values) -> LinkCheck:
    return LinkCheck.objects.create(source=source, address=ADDRESS, checked_at=timezone.now(), **values)


def test_a_replaced_address_gives_way_and_stays_in_the_decision(source, moderator):
    made = links.replace_link(source=source, address=ADDRESS, becomes=OTHER, by=moderator, reason="Moved.")
    source.refresh_from_db()
    assert source.address == OTHER
    assert made.details == {"column": "address", "address": ADDRESS, "becomes": OTHER}


def test_what_is_kept_is_compared_with_what_it_is_now(source, moderator):
    check = checked(source, outcome="changed", sha256="b" * 64, first_sha256="a" * 64, failures=2)
    links.keep_link(source=source, address=ADDRESS, by=moderator, reason="A new footer.")
    check.refresh_from_db()
    assert (check.outcome, check.first_sha256, check.failures) == ("fine", "b" * 64, 0)


def test_what_is_dead_is_marked_whether_it_was_asked_before_or_not(source, moderator):
    links.mark_dead(source=source, address=ADDRESS, by=moderator, reason="The site is gone.")
    links.mark_dead(source=source, address=ADDRESS, by=moderator, reason="Still.")
    assert LinkCheck.objects.get().is_dead


def test_an_address_that_the_source_does_not_have_is_refused(source, moderator):
    with pytest.raises(links.NoSuchLink):
        links.mark_dead(source=source, address=OTHER, by=moderator, reason="So.")
    with pytest.raises(links.NoSuchLink):
        links.mark_dead(source=source, address="", by=moderator, reason="So.")
