"""Answers to the reader: the page, the count in the header, and reading them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Answer, Claim, Inference, User
from argmap.operations.answers import tell_of_outcomes, tell_of_reply, tell_of_rewording
from tests.builders import claim, step
from tests.views.pages import Page


@pytest.fixture
def student(db) -> User:
    return User.objects.create_user("student")


@pytest.fixture
def signed_in(client, student):
    client.force_login(student)
    return client


@pytest.fixture
def told(demo, student) -> User:
    """A student who made claim c and step r, and whom three things happened to."""
    other = User.objects.create_user("student2")
    Claim.objects.filter(key="c").update(contributor=student)
    Inference.objects.filter(key__in="ir").update(contributor=student)
    Inference.objects.filter(key="u").update(contributor=other, voice="reader")
    claim("c").wordings.create(number=2, text="Claim c, more exactly.")
    Claim.objects.filter(key="c").update(public_wording=2)
    tell_of_reply(step=step("u"))
    tell_of_rewording(claim=claim("c"))
    tell_of_outcomes(changes=[("inference", step("r").pk, "applies", "fails")], by=other)
    return student


def test_who_is_not_signed_in_is_asked_to(client, db):
    response = client.get("/answers/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/answers/")


def test_without_answers_the_page_says_why_and_what_next(signed_in):
    page = Page(signed_in.get("/answers/"))
    assert "Nobody has answered you yet." in page.words
    assert "/" in page.links


def test_the_newest_answer_comes_first_each_in_a_sentence_with_links(signed_in, told):
    page = Page(signed_in.get("/answers/"))
    sentences = [
        "Your rebuttal r now fails: was applies → , now fails Claim e.",
        "c, which you answered, now reads otherwise. Claim c[added: , more exactly].",
        "student2 says that your step i does not follow: Claim f.",
    ]
    places = [page.words.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    assert {step("u").get_absolute_url(), step("i").get_absolute_url(), claim("c").get_absolute_url()} <= set(
        page.links
    )


def test_a_rebuttal_of_ones_own_claim_and_of_a_premise_are_told_apart(signed_in, demo, student):
    Claim.objects.filter(key="c").update(contributor=student)
    tell_of_reply(step=step("r"))
    assert "rebuts your claim: Claim c." in Page(signed_in.get("/answers/")).words
    Answer.objects.all().delete()
    Claim.objects.filter(key="c").update(contributor=None)
    Inference.objects.filter(key="k").update(contributor=student)
    tell_of_reply(step=step("r"))
    assert "rebuts a premise of yours: Claim c." in Page(signed_in.get("/answers/")).words


@pytest.mark.parametrize(("state", "said"), [("withdrawn", "It has been withdrawn"), ("hidden", "taken it down")])
def test_what_is_gone_since_is_not_repeated_and_it_is_said_how_it_went(signed_in, told, state, said):
    Claim.objects.filter(key__in="cef").update(state=state)
    Inference.objects.filter(key="r").update(state=state)
    words = Page(signed_in.get("/answers/")).words
    assert words.count(f"{said} since.") == 2
    assert "It is not shown any more." in words
    assert "Claim" not in words.replace("Claims", "")


def test_other_peoples_answers_are_nobody_elses(client, told):
    client.force_login(User.objects.create_user("student3"))
    assert "Nobody has answered you yet." in Page(client.get("/answers/")).words


def test_the_header_counts_what_is_unread(signed_in, told):
    assert "Answers 3 unread" in Page(signed_in.get("/about/")).words
    signed_in.post("/answers/", {"number": Answer.objects.first().pk})
    assert "Answers 2 unread" in Page(signed_in.get("/about/")).words
    signed_in.post("/answers/")
    assert "unread" not in Page(signed_in.get("/about/")).words


def test_to_mark_as_read_leads_back_to_the_same_page(signed_in, told):
    response = signed_in.post("/answers/?page=2", {"number": Answer.objects.first().pk})
    assert (response.status_code, response.headers["Location"]) == (302, "/answers/?page=2")
    assert signed_in.post("/answers/").headers["Location"] == "/answers/"


@pytest.mark.parametrize("number", ["0", "-1", "one", "9" * 30, "1; DROP", "\0"])
def test_a_number_without_sense_marks_nothing(signed_in, told, number):
    assert signed_in.post("/answers/", {"number": number}).status_code == 302
    assert Answer.objects.unread().count() == 3


def test_htmx_gets_the_list_and_the_new_count(signed_in, told):
    response = signed_in.get("/answers/", headers={"HX-Request": "true", "HX-Target": "answers"})
    assert b"<html" not in response.content
    assert b'id="answers-link"' in response.content
    assert b"hx-swap-oob" in response.content


def test_to_look_at_answers_does_not_read_them(signed_in, told):
    signed_in.get("/answers/")
    assert Answer.objects.unread().count() == 3


def test_a_long_list_has_pages_and_takes_as_many_queries_as_a_short_one(signed_in, told):
    with CaptureQueriesContext(connection) as few:
        signed_in.get("/answers/")
    Answer.objects.bulk_create(Answer(recipient=told, kind="reply", inference=step("u")) for _ in range(50))
    with CaptureQueriesContext(connection) as many:
        page = Page(signed_in.get("/answers/"))
    assert "Page 1 of 2" in page.words
    assert len(many) <= len(few) <= 11
    assert "now reads otherwise" in Page(signed_in.get("/answers/?page=2")).words


def test_a_new_answer_makes_new_pages_for_who_got_it(signed_in, told):
    address = claim("a").get_absolute_url()
    signed_in.get(address)  # from here on there is a cookie for forms
    tag = signed_in.get(address).headers["ETag"]
    assert signed_in.get(address, headers={"If-None-Match": tag}).status_code == 304
    tell_of_reply(step=step("u"))
    assert signed_in.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_readers_without_an_account_are_not_asked_about(client, demo):
    with CaptureQueriesContext(connection) as asked:
        client.get("/about/")
        client.get("/posts/demo/")
    assert not [query for query in asked.captured_queries if "argmap_answer" in query["sql"]]
