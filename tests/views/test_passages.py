"""Choosing words of a post, and saying what they claim."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Claim, Passage, Post
from tests.builders import claim, make_post
from tests.people import person, remark
from tests.views.pages import Page

NEW = "/posts/demo/passages/new/"
WORDS = "The weights are numbers."  # 17 to 41
STATED = """\
passage p
words: The weights are numbers. Numbers are not authored, so they say.
role: claim
claim: a

passage q
words: numbers.
role: claim
claim: b
"""


@pytest.fixture
def post(db) -> Post:
    return make_post("i: a + b -> c", main=["c"], extra=STATED)


@pytest.fixture
def ada(client, post):
    client.force_login(person("ada"))
    return person("ada")


def select(client, exact=WORDS, start=17, end=41, **fields):
    return client.post(NEW, {"exact": exact, "start": start, "end": end} | fields)


@pytest.mark.parametrize(
    ("wish", "to"),
    [("claim", "claims/new/"), ("note", "remarks/new/"), ("answer", "#answer"), ("", ""), ("nonsense", "")],
)
def test_words_that_were_selected_lead_to_what_is_to_be_done_with_them(client, post, wish, to):
    response = select(client, before="monstration", after="Numbers are", do=wish)
    assert (response.status_code, response.headers["Location"]) == (302, f"/posts/demo/passages/17-41/{to}")


def test_nothing_is_stored_about_a_reader_who_selects_words(client, post):
    assert not select(client).cookies


def test_white_space_at_the_ends_and_inside_is_not_counted(client, post):
    response = select(client, " The  weights\nare numbers. ", 16, 42)
    assert response.headers["Location"] == "/posts/demo/passages/17-41/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 18},
        {"end": 40},
        {"end": 5000},
        {"start": 41, "end": 17},
        {"exact": "The weights were numbers."},
        {"before": "elsewhere"},
        {"after": "elsewhere"},
    ],
)
def test_a_mismatch_is_refused_beside_the_words_with_the_nearest(client, post, wrong):
    response = select(client, **wrong)
    page = Page(response)
    assert response.status_code == 422
    assert "Other words stand at that place of the post." in page.words
    assert "Do you mean these?" in page.words
    assert "/posts/demo/passages/17-41/" in page.links
    assert b'aria-invalid="true"' in response.content


def test_the_nearest_of_several_places_is_the_one_that_was_meant(client, post):
    again = select(client, "numbers.", 30, 38)
    assert "/posts/demo/passages/33-41/" in Page(again).links


def test_typed_words_are_found_over_any_white_space(client, post):
    response = client.post(NEW, {"exact": "so   they\n say", "do": "note"})
    assert response.headers["Location"] == "/posts/demo/passages/68-79/remarks/new/"


def test_typed_words_that_are_there_often_are_chosen_from_a_list_or_by_number(client, post):
    page = Page(client.post(NEW, {"exact": "numbers", "occurrence": ""}))
    often = Page(client.post(NEW, {"exact": "weights", "do": "claim"}))
    assert "/posts/demo/passages/33-40/" not in page.links  # it is there once, with a small letter
    assert "These words are 2 times in the post." in often.words
    assert "/posts/demo/passages/21-28/claims/new/" in often.links
    assert "1 of 2 A demonstration The weights are numbers. Numbers are not…" in often.words
    assert "2 of 2 …Nobody owns a number. The weights are free." in often.words
    second = client.post(NEW, {"exact": "weights", "occurrence": "2"})
    assert second.headers["Location"] == "/posts/demo/passages/109-116/"
    third = client.post(NEW, {"exact": "weights", "occurrence": "3"})
    assert "These words are only 2 times in the post." in Page(third).words


def test_typed_words_that_are_not_there_come_with_the_nearest_and_stay(client, post):
    response = client.post(NEW, {"exact": "Nobody owns any number"})
    page = Page(response)
    assert response.status_code == 422
    assert "These words are not in the post, letter by letter." in page.words
    assert "/posts/demo/passages/82-103/" in page.links
    assert "Nobody owns any number" in page.words


@pytest.mark.parametrize("exact", ["", "  \n ", "x" * 7000])
def test_no_words_and_too_many_are_refused(client, post, exact):
    for fields in ({}, {"start": 1, "end": 2}):
        assert client.post(NEW, {"exact": exact} | fields).status_code == 422


@pytest.mark.parametrize("place", ["41-17", "17-17", "0-99999", f"{'9' * 30}-{'9' * 31}", "15-17"])
@pytest.mark.parametrize("room", ["", "claims/new/", "remarks/new/"])
def test_an_address_without_words_is_not_there(client, ada, place, room):
    assert client.get(f"/posts/demo/passages/{place}/{room}").status_code == 404


def test_a_passage_longer_than_may_be_marked_is_refused(client, db):
    body = "word " * 700
    make_post("a", body=body)
    assert "3,000 are the most" in Page(client.post(NEW, {"exact": body})).words
    assert client.get("/posts/demo/passages/0-3001/").status_code == 404


def test_the_claims_stated_in_words_are_listed_innermost_first(client, post):
    page = Page(client.get("/posts/demo/passages/33-40/"))
    answers = [link for link in page.links if link.endswith("/answer/")]
    assert answers == [f"/claims/{claim(key).pk}/answer/" for key in "ba"]
    Claim.objects.filter(key="b").update(state="hidden")
    assert "Claim b." not in Page(client.get("/posts/demo/passages/33-40/")).words


def test_words_that_nobody_has_read_yet_say_what_to_do(client, post):
    page = Page(client.get("/posts/demo/passages/82-103/"))
    assert "Nobody has said yet what these words claim." in page.words
    assert "/posts/demo/passages/82-103/claims/new/?then=answer" in page.links


def test_remarks_on_words_are_shown_where_they_are_published(client, post):
    remark("weights", "Which ones?")
    remark("numbers.", "All of them.", state="hidden")
    words = Page(client.get("/posts/demo/passages/17-41/")).words
    assert "Which ones?" in words
    assert "All of them." not in words


PLACE = "/posts/demo/passages/82-103/claims/new/"


def send(client, text="Numbers have no owner.", **fields):
    return client.post(PLACE, {"token": uuid4(), "text": text, "granted": "on", "do": "publish"} | fields)


def test_what_words_say_is_published_as_a_claim_and_shown_at_the_words(client, ada):
    response = send(client)
    made = Passage.objects.get(claim=claim("M1"))
    assert response.headers["Location"] == f"/posts/demo/?claim={made.claim_id}#passage-{made.pk}"
    page = Page(client.get("/posts/demo/"))
    assert "by ada · not yet reviewed Numbers have no owner." in page.words
    assert f"passage-{made.pk}" in page.ids


def test_who_wants_to_answer_is_led_on_to_do_so(client, ada):
    response = send(client, then="answer")
    assert response.headers["Location"] == f"/claims/{claim('M1').pk}/answer/"


def test_words_before_signing_in_are_in_the_address(client, post):
    response = client.get(PLACE)
    assert response.headers["Location"] == f"/accounts/login/?next={PLACE}"


def test_a_claim_that_is_there_already_is_refused_with_a_link_and_can_be_given_the_words(client, ada):
    page = Page(response := send(client, "Claim a."))
    assert response.status_code == 422
    assert "The claim a says exactly this already." in page.words
    assert claim("a").get_absolute_url() in page.links
    assert b'value="use-a"' in response.content
    given = send(client, "Claim a.", do="use-a")
    made = Passage.objects.get(start=82)
    assert made.claim == claim("a")
    assert given.headers["Location"] == f"/posts/demo/?claim={made.claim_id}#passage-{made.pk}"


def test_claims_that_say_something_like_it_are_shown_once_before_a_new_one_is_published(client, ada):
    send(client, "Numbers have no owner at all.")
    like = "Numbers have no owners at all."
    first = send(client, like)
    assert first.status_code == 422
    assert "Not published yet. Is it one of these?" in Page(first).words
    assert b'name="seen" value="M1"' in first.content
    assert send(client, like, seen="M1").status_code == 302
    assert claim("M2").text == like


def test_claims_like_it_are_shown_while_it_is_typed(client, ada):
    send(client, "Numbers have no owner at all.")
    headers = {"HX-Request": "true", "HX-Target": "alike"}
    look = client.post(PLACE.replace("new", "look"), {"text": "Numbers have no owner"}, headers=headers)
    assert "Use this claim M1" in Page(look).words
    assert "<html" not in look.content.decode()


@pytest.mark.parametrize("key", ["zzz", "a"])
def test_a_claim_that_was_taken_back_meanwhile_gets_no_words_and_what_was_typed_stays(client, ada, key):
    Claim.objects.filter(key="a").update(state="withdrawn")
    response = send(client, "My own words.", do=f"use-{key}")
    assert response.status_code == 409
    assert "My own words." in response.content.decode()


def test_where_a_post_is_reviewed_first_it_is_said_that_a_claim_waits(client, ada):
    Post.objects.update(is_reviewed_first=True)
    assert "A moderator looks at it before it is shown" in Page(client.get(PLACE)).words
    response = client.get(send(client).headers["Location"].partition("#")[0])
    assert "Sent. A moderator looks at it before it is shown." in Page(response).words
    assert "Numbers have no owner." not in Page(response).words


def test_what_people_write_is_inert(client, ada):
    attack = "<script>alert(1)</script> & “so”"
    send(client, attack)
    for address in ("/posts/demo/", "/posts/demo/passages/82-103/", NEW + "?exact=%3Cscript%3E"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_words_are_unmarked_by_who_marked_them(client, ada):
    send(client, do="use-a")
    made = Passage.objects.get(start=82)
    page = Page(client.get(claim("a").get_absolute_url()))
    assert "marked by ada · unmark" in page.words
    assert client.post(f"/passages/{made.pk}/withdraw/").headers["Location"] == "/posts/demo/"
    assert not Passage.objects.filter(start=82).exists()
    assert client.get(f"/passages/{Passage.objects.first().pk}/withdraw/").status_code == 404
