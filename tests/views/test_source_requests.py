"""Saying that a claim needs a source: where it shows, who takes it back, and when it goes away by itself."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Post, Source, SourceRequest
from argmap.operations import citations
from tests.builders import claim, make_post
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


@pytest.fixture
def ada(client):
    """Ada's browser."""
    make_post("i: a -> c", main=["c"], sources=SOURCES)
    client.force_login(person())
    return client


def address() -> str:
    return f"/claims/{claim('a').pk}/source-requests/new/"


def ask(ada, words="A court’s decision would do."):
    return ada.post(address(), {"token": str(uuid4()), "words": words}, follow=True)


def shown(ada) -> str:
    return Page(ada.get(f"/claims/{claim('a').pk}/")).words


@pytest.mark.parametrize("words", ["A court’s decision would do.", ""])
def test_a_claim_says_who_wants_a_source_for_it_and_of_which_kind(ada, words):
    page = Page(ask(ada, words))
    assert "It shows on the claim until somebody attaches a source." in page.words
    assert "Needs a source, says ada" in page.words
    assert words in page.words
    assert SourceRequest.objects.get().words == words
    assert address() not in page.links  # she has asked, and is offered to take it back


def test_it_stands_among_the_open_points(ada):
    assert "Nobody has asked for a source." in Page(ada.get("/posts/demo/open/")).words
    ask(ada)
    page = Page(ada.get("/posts/demo/open/"))
    assert "1 needs a source" in page.words
    assert "Nobody has asked for a source." not in page.words


def test_it_changes_no_label(ada):
    before = claim("a").label
    ask(ada)
    assert claim("a").label == before


def test_it_goes_away_when_somebody_attaches_a_source(ada):
    ask(ada)
    citations.cite(claim=claim("a"), source=Source.objects.get(), contributor=person("bo"), token=uuid4())
    assert "Needs a source, says" not in shown(ada)
    assert not SourceRequest.objects.open().exists()


def test_who_asked_takes_it_back_and_may_ask_again(ada):
    ask(ada)
    response = ada.post(f"/source-requests/{SourceRequest.objects.get().pk}/withdraw/", follow=True)
    assert "Taken back." in Page(response).words
    assert "Needs a source, says" not in shown(ada)
    ask(ada)
    assert "Needs a source, says" in shown(ada)


def test_nobody_else_is_offered_to_take_it_back(ada, client):
    ask(ada)
    client.force_login(person("bo"))
    assert "Take it back" not in shown(client)
    assert client.post(f"/source-requests/{SourceRequest.objects.get().pk}/withdraw/").status_code == 403


def test_asking_twice_is_told(ada):
    ask(ada)
    response = ask(ada)
    assert response.status_code == 409
    assert "You have asked for a source of a already." in Page(response).words
    assert SourceRequest.objects.count() == 1


def test_a_form_that_is_sent_twice_asks_once(ada):
    form = {"token": str(uuid4()), "words": ""}
    assert [ada.post(address(), form).status_code for _ in range(2)] == [302, 302]
    assert SourceRequest.objects.count() == 1


def test_what_is_too_long_is_kept_and_refused(ada):
    response = ask(ada, "x" * 501)
    assert response.status_code == 422
    assert "x" * 501 in response.content.decode()
    assert not SourceRequest.objects.exists()


def test_words_are_inert(ada):
    assert "<script>x</script>" not in ask(ada, "<script>x</script>").content.decode()


def test_where_moderators_look_first_nothing_is_said_before_they_did(ada):
    Post.objects.update(is_reviewed_first=True)
    response = ask(ada)
    assert response.status_code == 422
    assert "Moderators look first at what is said here." in Page(response).words
    assert "A court’s decision would do." in response.content.decode()
    ask(ada, "")
    assert "Needs a source, says ada" in shown(ada)


def test_a_source_that_waits_settles_nothing(ada):
    ask(ada)
    Post.objects.update(is_reviewed_first=True)
    citations.cite(claim=claim("a"), source=Source.objects.get(), contributor=person("bo"), token=uuid4())
    assert "Needs a source, says ada" in shown(ada)
