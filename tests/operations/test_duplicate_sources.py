"""Which two sources are suspected of being one: by citation, by address, and by being nearly alike."""

from __future__ import annotations

from typing import Any

import pytest

from argmap.library import shipped_folders
from argmap.models import DeskItem, Source
from argmap.operations import desk
from argmap.operations.loading import load_post
from tests.builders import make_post
from tests.desk import causes, on_the_desk
from tests.people import person

pytestmark = pytest.mark.django_db
SHIPPED = "source shipped\nkind: page\ntitle: A page\ncitation: Someone, A Page of Some Length (2020)\n{0}\n"


def shipped(**columns: str) -> Source:
    """A source that came with a post."""
    make_post("a", sources=SHIPPED.format("".join(f"{name}: {value}\n" for name, value in columns.items())))
    return Source.objects.get()


def added(citation: str, **columns: Any) -> Source:
    """A source that somebody added here."""
    values = {"kind": "page", "title": citation, "contributor": person(), "key": f"added-{Source.objects.count()}"}
    made = Source.objects.create(citation=citation, **values | columns)
    desk.sync_library()
    return made


def suspected() -> set[tuple[str, str]]:
    items = DeskItem.objects.open().filter(kind="duplicate", source__isnull=False)
    assert {it for it in on_the_desk() if it[0] == "duplicate"} == {it for it in causes() if it[0] == "duplicate"}
    return {(item.source.citation, item.other_source.citation) for item in items}


SAME_PAGE = [
    "https://example.org/a/b",
    "http://example.org/a/b/",
    "https://www.example.org/a/b#part",
    "https://www.example.org/a/b/#/part",
]


@pytest.mark.parametrize("address", SAME_PAGE)
def test_one_address_however_it_is_written_is_one_source(address):
    shipped(address="https://example.org/a/b")
    added("Quite another way to say it", address=address, kind="article")
    assert suspected() == {("Quite another way to say it", "Someone, A Page of Some Length (2020)")}


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "https://example.org/a/b?page=2", "https://b.org/a/b", ""]
)
def test_another_address_is_another_source(address):
    shipped(address="https://example.org/a/b")
    added("Quite another way to say it", address=address)
    assert suspected() == set()


def test_nearly_the_same_citation_is_suspected_where_one_was_added_here():
    shipped()
    added("Someone, A Page of Same Length (2020)")
    assert len(suspected()) == 1


def test_it_does_not_matter_which_of_the_two_came_first():
    added("Someone, A Page of Same Length (2020)")
    make_post("a", sources=SHIPPED.format(""))
    desk.sync_library()
    assert suspected() == {("Someone, A Page of Some Length (2020)", "Someone, A Page of Same Length (2020)")}


def test_nearly_the_same_citation_of_another_kind_is_not_suspected():
    shipped()
    added("Someone, A Page of Same Length (2020)", kind="case")
    assert suspected() == set()


def test_the_same_citation_is_suspected_where_only_one_names_an_edition():
    shipped()
    added("SOMEONE, a page of some length 2020", edition="2d ed.", kind="article")
    assert len(suspected()) == 1


def test_another_edition_is_another_source():
    shipped(edition="1st ed.", address="https://example.org/a")
    added("Someone, A Page of Some Length (2020)", edition="2d ed.", address="https://example.org/a")
    assert suspected() == set()


def test_two_that_came_with_posts_are_suspected_by_address_only_not_for_being_alike():
    other = "source other\nkind: page\ntitle: A\ncitation: Someone, A Page of Same Length (2020)\n"
    make_post("a", sources=f"{SHIPPED.format('')}\n{other}")
    assert suspected() == set()
    Source.objects.update(address="https://example.org/a")
    desk.sync_library()
    assert len(suspected()) == 1


def test_what_was_merged_is_suspected_no_more():
    first = shipped(address="https://example.org/a")
    second = added("Another", address="http://www.example.org/a")
    assert suspected()
    Source.objects.filter(pk=second.pk).update(merged_into=first)
    desk.sync_library()
    assert suspected() == set()


def test_nothing_in_the_library_that_ships_is_suspected():
    for folder in shipped_folders():
        load_post(folder=folder)
    desk.sync_library(is_whole=True)
    assert Source.objects.count() > 50
    assert not DeskItem.objects.filter(kind="duplicate").exists()
