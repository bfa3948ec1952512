"""The home page, the post as written, its outline and its sources."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from argmap.models import Claim, Inference, Post
from tests.builders import claim, make_post, step
from tests.people import against
from tests.views.pages import Page


def test_the_home_page_lists_the_posts_with_their_main_claims(client, demo):
    make_post("m; n", main=["n", "m"], slug="other")
    page = Page(client.get("/"))
    assert {"/posts/demo/", "/posts/other/"} <= set(page.links)
    assert "Claim c: contested" in page.words
    assert page.words.index("Claim n: stands") < page.words.index("Claim m: stands")


@pytest.mark.django_db
def test_a_home_page_without_posts_says_why_it_is_empty(client):
    assert client.get("/").status_code == 200


def test_the_post_is_there_word_for_word_with_its_passages_leading_to_their_claims(client, demo):
    page = Page(client.get("/posts/demo/"))
    for sentence in ("Numbers are not authored, so they say.", "Nobody owns a number.", "The weights are free."):
        assert sentence in page.words
    chosen = f"?claim={claim('a').pk}"
    assert any(link.startswith(chosen) for link in page.links)
    assert claim("a").get_absolute_url() in page.links


def test_overlapping_passages_and_several_passages_of_one_claim_are_all_marked(client, db):
    passage = "passage {0}\nwords: {1}\nrole: claim\nclaim: {2}\n\n"
    words = [
        ("p", "The weights are numbers.", "a"),
        ("q", "numbers. Numbers are", "b"),
        ("r", "Nobody owns a number.", "a"),
    ]
    make_post("a; b", extra="".join(passage.format(*row) for row in words))
    page = Page(client.get("/posts/demo/"))
    assert "The weights are numbers. Numbers are not authored, so they say." in page.words
    for key in "ab":
        assert any(link.startswith(f"?claim={claim(key).pk}") for link in page.links)


def test_a_note_says_what_is_said_against_its_claim(client, db):
    make_post("r: e -x a", extra="passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n")
    page = Page(client.get("/posts/demo/"))
    assert "Claim e." in page.words
    assert step("r").get_absolute_url() in page.links


def test_a_note_says_of_a_rebuttal_that_no_moderator_has_seen_it_without_asking_more(client, db):
    make_post("r: e -x a", extra="passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n")
    with CaptureQueriesContext(connection) as shipped:
        assert "not yet reviewed" not in Page(client.get("/posts/demo/")).words
    made = against(claim("a"), "They are not.")
    with CaptureQueriesContext(connection) as answered:
        assert "✕ rebuts · not yet reviewed They are not." in Page(client.get("/posts/demo/")).words
    assert len(answered) == len(shipped)
    Inference.objects.filter(pk=made.pk).update(is_accepted=True)
    Post.objects.update(version=F("version") + 1)
    assert "not yet reviewed" not in Page(client.get("/posts/demo/")).words


def test_a_chosen_claim_stands_beside_the_text_also_without_javascript(client, demo):
    number = claim("a").pk
    page = Page(client.get(f"/posts/demo/?claim={number}"))
    assert "beside" in page.ids
    assert "Someone v. Someone Else" in page.words
    assert "Someone v. Someone Else" not in Page(client.get("/posts/demo/")).words


@pytest.mark.parametrize("of", ["another post", "nobody", "the moderators"])
def test_a_claim_that_is_not_shown_here_is_not_opened(client, demo, of):
    make_post("x", slug="other")
    numbers = {"another post": claim("x", "other").pk, "nobody": 10**12, "the moderators": claim("b").pk}
    Claim.objects.filter(key="b").update(state="hidden")
    assert Page(client.get(f"/posts/demo/?claim={numbers[of]}")).words == Page(client.get("/posts/demo/")).words


def test_the_outline_says_everything_once_with_its_relation_in_words(client, demo):
    page = Page(client.get("/posts/demo/outline/"))
    for key in "abcdefg":
        assert claim(key).get_absolute_url() in page.links
        assert f"Claim {key}." in page.words
    for word in ("supports", "rebuts", "undercuts", "see above"):
        assert word in page.words


def test_the_sources_of_a_post_are_those_it_cites(client, demo):
    sources = "source t\nkind: page\ntitle: Another page\ncitation: Another page\n"
    make_post("x", slug="other", sources=sources, extra="cite x\nsource: t\n")
    page = Page(client.get("/posts/demo/sources/"))
    assert "Someone v. Someone Else" in page.words
    assert "Another page" not in page.words


def test_ids_are_given_once_on_a_page(client, addresses):
    for name in ("home", "post", "outline", "map", "claim", "inference", "source", "sources"):
        ids = Page(client.get(addresses[name])).ids
        assert len(ids) == len(set(ids)), name
    ids = Page(client.get(f"/posts/demo/map/?claim={claim('a').pk}")).ids
    assert len(ids) == len(set(ids))


def test_every_link_of_a_page_leads_somewhere(client, addresses):
    links = {link for name in ("home", "post", "outline", "map", "claim", "inference", "source", "sources", "about")
             for link in Page(client.get(addresses[name])).links}  # fmt: skip
    for link in sorted(link.partition("#")[0] for link in links if link.startswith("/")):
        assert client.get(link, follow=True).status_code == 200, link


def test_a_post_is_cited_with_where_it_stands(client, demo):
    page = Page(client.get("/posts/demo/"))
    assert "The Author, A demonstration, argmap (" in page.words
    assert "url = {http://testserver/posts/demo/}," in page.words
    assert "/posts/demo/sources.bib" in page.links
