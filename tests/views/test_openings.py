"""The pages about what is left to do: open points, and what a claim turns on."""

from __future__ import annotations

import pytest

from argmap.graph.answering import Ways
from argmap.graph.turning import Turning
from argmap.models import Claim
from argmap.queries import openings, turning
from tests.builders import claim, make_post, step
from tests.views.pages import Page

OPEN = "/posts/demo/open/"


def turning_of(key: str) -> str:
    return f"{claim(key).get_absolute_url()}turning/"


def test_the_open_points_of_a_post_are_linked_with_their_labels_and_what_hangs_on_them(client, db):
    make_post("i: a -> c; r: d -x c; u: e -x i", main=["c"])
    page = Page(client.get(OPEN))
    assert {step("r").get_absolute_url(), step("u").get_absolute_url()} <= set(page.links)
    assert "Claim d. applies Rebuttal of Claim c." in page.words
    assert "without it 1 claim changes" in page.words
    assert "Undercut of the step i" in page.words


def test_where_nothing_is_open_the_page_says_so(client, db):
    sources = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
    words = "passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n\ncite a\nsource: s\n"
    make_post("a", sources=sources, extra=words)
    page = Page(client.get(OPEN))
    for nothing in ("Nothing is left unanswered.", "Every claim has a reason or a source.", "No claim is a reason"):
        assert nothing in page.words


def test_the_page_says_how_many_of_all_are_shown(client, db, monkeypatch):
    monkeypatch.setattr(openings, "MOST_SHOWN", 2)
    make_post("r: d -x c; s: e -x c; t: f -x c", main=["c"])
    assert "2 shown of 3" in Page(client.get(OPEN)).words


def test_the_open_points_are_a_tab_of_every_page_of_the_post(client, demo):
    for name in ("", "map/", "outline/", "open/", "sources/"):
        assert OPEN in Page(client.get(f"/posts/demo/{name}")).links


def test_a_claim_links_to_what_it_turns_on_and_keeps_the_suppositions(client, demo):
    supposed = f"?grant={claim('b').pk}"
    assert turning_of("c") in Page(client.get(claim("c").get_absolute_url())).links
    assert turning_of("c") + supposed in Page(client.get(claim("c").get_absolute_url() + supposed)).links


def test_what_a_claim_turns_on_says_what_it_becomes_and_links_to_that(client, db):
    make_post("r: d -x c", main=["c"])
    page = Page(client.get(turning_of("c")))
    assert "denied → stands" in page.words
    assert "set aside → stands" in page.words
    supposed = f"{claim('c').get_absolute_url()}?deny={claim('d').pk}"
    assert supposed in page.links
    assert "stands" in Page(client.get(supposed)).words


def test_what_would_make_a_claim_stand_is_named(client, db):
    make_post("r: d -x c; s: e -x c", main=["c"])
    page = Page(client.get(turning_of("c")))
    assert "On nothing alone" in page.words
    assert "Answers to all of these:" in page.words
    assert f"{claim('c').get_absolute_url()}?without={step('r').pk},{step('s').pk}" in page.links


def test_a_claim_on_which_nothing_bears_turns_on_itself(client, db):
    make_post("a")
    assert "On nothing but itself" in Page(client.get(turning_of("a"))).words


def test_a_claim_that_more_than_three_answers_would_save_says_so(client, db):
    make_post("; ".join(f"r{n}: d{n} -x c" for n in range(4)), main=["c"])
    words = Page(client.get(turning_of("c"))).words
    assert "No set of up to three points that nobody has answered would be enough" in words


def test_what_was_not_tried_is_said(client, db, monkeypatch):
    make_post("r: d -x c; s: e -x c", main=["c"])
    monkeypatch.setattr(turning, "turns_on", lambda *_, **__: Turning((), 3, 4))
    monkeypatch.setattr(turning, "ways_to_stand", lambda *_, **__: Ways((), is_complete=False))
    words = Page(client.get(turning_of("c"))).words
    assert "tried were 3 of 4" in words
    assert "cut short" in words


def test_htmx_gets_what_a_claim_turns_on_without_the_page_around_it(client, demo):
    response = client.get(turning_of("c"), headers={"HX-Request": "true", "HX-Target": "turning"})
    assert b"<html" not in response.content
    assert claim("a").get_absolute_url() in Page(response).links


@pytest.mark.parametrize(("state", "status"), [("waiting", 404), ("withdrawn", 410), ("hidden", 410)])
def test_what_a_claim_that_is_not_published_turns_on_is_not_shown(client, demo, state, status):
    Claim.objects.filter(key="a").update(state=state)
    assert client.get(turning_of("a")).status_code == status


def test_an_unchanged_argument_has_unchanged_open_points(client, demo):
    for address in (OPEN, turning_of("c")):
        etag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
