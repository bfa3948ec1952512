"""Remarks on words of a post."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Post, Remark
from argmap.operations.accounts import delete_account
from tests.builders import make_post
from tests.people import person, remark
from tests.views.pages import Page

PLACE = "/posts/demo/passages/17-41/remarks/new/"


@pytest.fixture
def post(db) -> Post:
    return make_post("a")


@pytest.fixture
def ada(client, post):
    client.force_login(person("ada"))
    return person("ada")


def send(client, note="Which *weights*?", **fields):
    return client.post(PLACE, {"token": uuid4(), "note": note} | fields)


def test_a_note_is_published_and_stands_in_the_margin_under_a_letter(client, ada):
    response = send(client)
    made = Remark.objects.get()
    assert response.headers["Location"] == f"/posts/demo/#remark-{made.pk}"
    page = Page(client.get("/posts/demo/"))
    assert "a Note by ada · not yet reviewed Which weights?" in page.words
    assert f"remark-{made.pk}" in page.ids
    assert {f"#remark-{made.pk}", f"/remarks/{made.pk}/"} <= set(page.links)


def test_a_note_has_a_page_of_its_own(client, post):
    made = remark("weights are", "Which *weights*?", by=person("bob"))
    page = Page(client.get(f"/remarks/{made.pk}/"))
    assert "Note by bob · not yet reviewed" in page.words
    assert {"/posts/demo/passages/21-32/", f"/posts/demo/#remark-{made.pk}"} <= set(page.links)
    assert f"/remarks/{made.pk}/withdraw/" not in page.links
    client.force_login(person("bob"))
    assert f"/remarks/{made.pk}/withdraw/" in Page(client.get(f"/remarks/{made.pk}/")).links


@pytest.mark.parametrize("note", ["", "  \n", "x" * 5001])
def test_a_note_says_something_and_not_too_much(client, ada, note):
    response = send(client, note)
    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content
    assert not Remark.objects.exists()


def test_the_same_note_twice_is_refused_with_a_link(client, ada):
    send(client)
    again = send(client)
    assert again.status_code == 422
    assert Remark.objects.get().get_absolute_url() in Page(again).links


def test_a_note_is_withdrawn_leaves_a_stub_and_is_put_back(client, ada):
    send(client)
    own = Remark.objects.get().get_absolute_url()
    assert client.post(f"{own}withdraw/").headers["Location"] == "/posts/demo/"
    gone = client.get(own)
    assert gone.status_code == 410
    assert f"{own}restore/" in Page(gone).links
    assert "Which" not in Page(client.get("/posts/demo/")).words
    client.post(f"{own}restore/")
    assert client.get(own).status_code == 200


@pytest.mark.parametrize(("state", "status"), [("withdrawn", 410), ("hidden", 410), ("waiting", 404)])
def test_what_is_not_published_is_shown_to_nobody_else(client, post, state, status):
    made = remark("weights are", "Which ones?", state=state)
    assert client.get(f"/remarks/{made.pk}/").status_code == status
    for address in ("/posts/demo/", "/posts/demo/passages/17-41/", "/posts/demo/annotations.json"):
        assert "Which ones?" not in client.get(address).content.decode()


def test_who_closes_their_account_is_named_no_more_and_the_note_stays(client, post):
    bob = person("bob")
    made = remark("weights are", "Which ones?", by=bob)
    tag = client.get("/posts/demo/").headers["ETag"]
    delete_account(person=bob)
    for address in ("/posts/demo/", f"/remarks/{made.pk}/"):
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code == 200
        assert "Note by a former member" in Page(response).words
        assert "bob" not in Page(response).words


def test_a_note_is_inert_and_its_links_are_not_followed(client, post):
    made = remark("weights are", "<script>alert(1)</script> [so](https://bad.example)")
    for address in ("/posts/demo/", f"/remarks/{made.pk}/"):
        assert "<script>alert" not in client.get(address).content.decode()
    assert 'rel="nofollow ugc' in client.get(f"/remarks/{made.pk}/").content.decode()


def test_notes_on_words_that_overlap_get_letters_of_their_own(client, post):
    for words in ("The weights are numbers.", "weights are", "Nobody owns"):
        remark(words, f"On {words}")
    page = Page(client.get("/posts/demo/"))
    assert [page.words.index(f"{letter} Note by ada") for letter in "abc"] == sorted(
        page.words.index(f"{letter} Note by ada") for letter in "abc"
    )
