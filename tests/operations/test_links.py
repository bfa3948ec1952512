"""Whether addresses still answer, and what moderators do about those that are gone or have changed."""

from __future__ import annotations

import hashlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from argmap.management.commands.check_links import pausing
from argmap.models import LinkCheck, Post, Source
from argmap.operations import links
from argmap.operations.fetching import Fetched, Refused, Unreachable
from argmap.queries.links import links_to_check, offered_for
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


# -- checking them --


def answering(status: int = 200, body: bytes = b"Hello", content_type: str = "text/plain", **more):
    return Answering(Fetched(status, more.pop("address", ADDRESS), content_type, body, is_whole=True))


class Answering:
    """A client that has an answer ready."""

    def __init__(self, answer):
        self.answer = answer

    def fetch(self, address):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def asked(source: Source, client) -> LinkCheck:
    return links.check_link(source=source, address=ADDRESS, client=client)


def test_the_first_good_answer_is_what_later_ones_are_compared_with(source):
    first = asked(source, answering())
    assert (first.outcome, first.status, first.first_sha256) == ("fine", 200, hashlib.sha256(b"Hello").hexdigest())
    changed = asked(source, answering(body=b"Goodbye"))
    assert (changed.outcome, changed.first_sha256) == ("changed", first.sha256)
    assert asked(source, answering()).outcome == "fine"
    assert LinkCheck.objects.count() == 1


def test_a_web_page_is_compared_by_its_words(source):
    body = b"<html><head><script>%d</script></head><body><p>The very same words.</p></body></html>"
    asked(source, answering(body=body % 1, content_type="text/html"))
    assert asked(source, answering(body=body % 2, content_type="text/html")).outcome == "fine"
    other = body.replace(b"very same", b"other") % 1
    assert asked(source, answering(body=other, content_type="text/html")).outcome == "changed"


@pytest.mark.parametrize(
    ("client", "outcome"),
    [
        (answering(404), "gone"),
        (answering(410), "gone"),
        (answering(503), "unreachable"),
        (Answering(Unreachable("It did not answer in time.")), "unreachable"),
        (Answering(Refused("It leads to no public place on the web.")), "refused"),
    ],
)
def test_what_came_is_remembered(source, client, outcome):
    check = asked(source, client)
    assert (check.outcome, check.failures, check.sha256) == (outcome, 1, "")


def test_where_redirects_ended_is_remembered(source):
    assert asked(source, answering(address=OTHER)).moved_to == OTHER


def test_an_archive_is_offered_in_place_of_what_is_gone(source):
    offered = offered_for(asked(source, answering(404)))
    assert offered.startswith("https://web.archive.org/web/") and offered.endswith(ADDRESS)
    Source.objects.update(archived_address=OTHER)
    assert offered_for(LinkCheck.objects.get()) == OTHER


def test_failures_are_counted_in_a_row(source):
    silent = Answering(Unreachable("It did not answer in time."))
    assert [asked(source, silent).failures for _ in range(3)] == [1, 2, 3]
    assert asked(source, answering()).failures == 0


def test_what_is_dead_is_asked_no_more(source, moderator):
    links.mark_dead(source=source, address=ADDRESS, by=moderator, reason="Gone.")
    assert links_to_check(before=timezone.now()) == []


def test_pages_are_new_only_when_something_is(source):
    version = Post.objects.get().version
    asked(source, answering())
    asked(source, answering())
    assert Post.objects.get().version == version + 1


def test_hosts_take_turns_and_what_was_asked_lately_is_left_out():
    stanza = "source {0}\nkind: page\ntitle: {0}\ncitation: Page {0}\naddress: {1}\n\n"
    places = {"a": "https://one.org/a", "b": "https://one.org/b", "c": "https://two.org/c"}
    make_post("a", sources="".join(stanza.format(*place) for place in places.items()))
    now = timezone.now()
    assert [source.key for source, _ in links_to_check(before=now)] == ["a", "c", "b"]
    links.check_link(source=Source.objects.get(key="a"), address=places["a"], client=answering())
    assert [source.key for source, _ in links_to_check(before=now)] == ["b", "c"]
    assert [source.key for source, _ in links_to_check(before=timezone.now(), keys=["a"])] == ["a"]


def test_the_command_says_what_it_found(source):
    out = StringIO()
    call_command("check_links", client=answering(404), stdout=out)
    assert out.getvalue() == f"s: {ADDRESS}: gone 404\n1 gone\n"
    call_command("check_links", client=answering(404), stdout=(out := StringIO()))
    assert out.getvalue() == "There was nothing to ask.\n"


def test_a_host_is_asked_again_only_after_the_pause():
    slept, now = [], iter([0.0, 0.5, 2.0, 2.0, 2.0])
    wait = pausing(2.0, clock=lambda: next(now), sleep=slept.append)
    for host in ("a", "a", "b"):
        wait(host)
    assert slept == [1.5]
