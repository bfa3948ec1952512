"""The pages with which people change what is theirs, and say that the map misreads the post."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from argmap.models import Claim, Misreading, Post
from argmap.operations import edits
from tests.builders import claim, make_post
from tests.people import against, person, reword
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
WORDS = "passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n"


@pytest.fixture
def post() -> Post:
    return make_post("i: a + b -> c", main=["c"], extra=WORDS)


@pytest.fixture
def mine(post) -> Claim:
    """A claim of Ada's, the premise of her rebuttal of `a`."""
    return against(claim("a"), "Numbers are owned.").premises.get().claim


@pytest.fixture
def ada(client, post) -> Client:
    """Ada's browser."""
    client.force_login(person("ada"))
    return client


def browser_of(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def wording(claim, text, **fields):
    """The form of another wording, as filled in by somebody who sees the claim as it is."""
    return {"token": str(uuid4()), "edition": edits.edition_of(claim), "text": text, "granted": "on"} | fields


def now(row):
    return type(row).objects.get(pk=row.pk)


# -- another wording --


def test_a_claim_is_reworded_and_says_so(ada, mine):
    response = ada.post(f"/claims/{mine.pk}/edit/", wording(mine, "Numbers are owned by all."), follow=True)
    assert response.redirect_chain == [(mine.get_absolute_url(), 302)]
    assert "Numbers are owned by all." in Page(response).words and "reworded since" in Page(response).words


def test_an_edit_says_what_the_grant_changed(ada, mine):
    sent = wording(mine, mine.text)
    del sent["granted"]
    response = ada.post(f"/claims/{mine.pk}/edit/", sent, follow=True)
    assert "Claim a: falls → stands" in Page(response).words


def test_who_is_second_gets_both_texts_and_can_bring_them_together(ada, mine):
    address, sent = f"/claims/{mine.pk}/edit/", wording(mine, "My words.", note="My note.")
    reword(mine, "The words of the first.")
    response = ada.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "The words of the first." in Page(response).words and "My words." in page and "My note." in page
    assert edits.edition_of(now(mine)) in page and sent["token"] in page
    assert ada.post(address, sent | {"edition": edits.edition_of(now(mine))}).status_code == 302
    assert (now(mine).text, now(mine).public_wording) == ("My words.", 3)


def test_an_edit_that_is_sent_twice_makes_one_wording(ada, mine):
    sent = wording(mine, "Numbers are owned by all.")
    assert [ada.post(f"/claims/{mine.pk}/edit/", sent).status_code for _ in range(2)] == [302, 302]
    assert mine.wordings.count() == 2


@pytest.mark.parametrize("text", ["", " \n ", "x" * 501, "claim B"])
def test_what_cannot_be_saved_comes_back_as_it_was_typed(ada, mine, text):
    response = ada.post(f"/claims/{mine.pk}/edit/", wording(mine, text, note="Kept."))
    assert response.status_code == 422
    assert "Kept." in response.content.decode() and text.strip() in response.content.decode()
    assert now(mine).text == "Numbers are owned."


def test_how_many_answered_it_is_said_before_it_is_reworded(ada, mine):
    against(mine, "No.", by=person("ben"))
    assert "2 steps answer or use it" in Page(ada.get(f"/claims/{mine.pk}/edit/")).words


# -- taking back and putting back --


def test_taking_back_a_step_shows_what_that_changes_and_does_it(ada, mine):
    rebuttal = mine.uses.get().inference
    address = f"{rebuttal.get_absolute_url()}withdraw/"
    assert "Claim a. falls → stands" in Page(ada.get(address)).words
    response = ada.post(address, follow=True)
    assert response.redirect_chain == [(claim("a").get_absolute_url(), 302)]
    assert "Claim a: falls → stands" in Page(response).words
    assert (now(rebuttal).state, now(mine).state) == ("withdrawn", "withdrawn")


def test_what_was_taken_back_leaves_a_stub_from_which_its_author_alone_puts_it_back(ada, mine):
    rebuttal = mine.uses.get().inference
    ada.post(f"{rebuttal.get_absolute_url()}withdraw/")
    for thing in (rebuttal, mine):
        restore = f"{thing.get_absolute_url()}restore/"
        for other in (Client(), browser_of(person("ben")), browser_of(person("mo", role="moderator"))):
            stub = other.get(thing.get_absolute_url())
            assert stub.status_code == 410
            assert restore not in Page(stub).links
        stub = ada.get(thing.get_absolute_url())
        assert (stub.status_code, restore in Page(stub).links) == (410, True)
    response = ada.post(f"{rebuttal.get_absolute_url()}restore/", follow=True)
    assert "Claim a: stands → falls" in Page(response).words
    assert (now(rebuttal).state, now(mine).state) == ("published", "published")


@pytest.mark.parametrize("state", ["hidden", "withdrawn"])
def test_what_a_moderator_hid_or_a_folder_no_longer_says_is_not_put_back_from_its_stub(ada, mine, state):
    Claim.objects.filter(pk=mine.pk).update(state="hidden")
    Claim.objects.filter(key="b").update(state=state)
    assert not any("restore" in link for link in Page(ada.get(mine.get_absolute_url())).links)
    stub = browser_of(person("mo", role="moderator")).get(claim("b").get_absolute_url())
    assert (stub.status_code, any("restore" in link for link in Page(stub).links)) == (410, False)


def test_what_others_have_built_on_stays_and_it_is_said_why(ada, mine):
    against(mine, "No.", by=person("ben"))
    address = f"/claims/{mine.pk}/withdraw/"
    assert "Others have built on this claim" in Page(ada.get(address)).words
    assert ada.post(address).status_code == 409
    assert now(mine).state == "published"


def test_taking_back_twice_or_putting_back_what_is_there_leads_on_and_changes_nothing(ada, mine):
    room = mine.get_absolute_url()
    assert ada.post(f"{room}restore/").headers["Location"] == room
    ada.post(f"{room}withdraw/")
    assert ada.post(f"{room}withdraw/").headers["Location"] == f"{room}restore/"
    version = Post.objects.get().version
    ada.post(f"{room}withdraw/")
    assert Post.objects.get().version == version


# -- misreadings --


def misreading(**fields):
    return {"token": str(uuid4()), "words": "are numbers", "reading": "They are made of numbers."} | fields


def test_a_misreading_shows_on_its_claim_until_its_author_takes_it_back(ada):
    address = f"/claims/{claim('a').pk}/misreadings/new/"
    assert "The weights are numbers." in ada.get(address).content.decode()
    sent = misreading(note="See *there*.")
    assert [ada.post(address, sent).status_code for _ in range(2)] == [302, 302]
    made = Misreading.objects.get()
    shown = ada.get(claim("a").get_absolute_url())
    assert (
        "They are made of numbers." in Page(shown).words
        and f"/misreadings/{made.pk}/withdraw/" in shown.content.decode()
    )
    others = browser_of(person("ben")).get(claim("a").get_absolute_url()).content.decode()
    assert f"/misreadings/{made.pk}/withdraw/" not in others
    assert [ada.post(f"/misreadings/{made.pk}/withdraw/").status_code for _ in range(2)] == [302, 302]
    assert "They are made of numbers." not in Page(ada.get(claim("a").get_absolute_url())).words


def test_a_claim_the_post_does_not_state_cannot_be_misread(ada, mine):
    address = f"/claims/{mine.pk}/misreadings/new/"
    assert ada.get(address).headers["Location"] == mine.get_absolute_url()
    ada.post(address, misreading())
    assert not Misreading.objects.exists()


def test_a_misreading_that_is_not_whole_comes_back_as_it_was_typed(ada):
    response = ada.post(f"/claims/{claim('a').pk}/misreadings/new/", misreading(reading="", note="Kept."))
    assert response.status_code == 422
    assert "Kept." in response.content.decode()


def test_a_note_is_previewed_as_it_will_look_and_is_inert(ada):
    page = ada.post("/notes/preview/", {"note": "*So* <script>alert(1)</script> \x00"}).content.decode()
    assert "<em>So</em>" in page and "<script>" not in page
    assert ada.post("/notes/preview/", {"note": "x" * 100_000}).status_code == 200
    assert ada.post("/notes/preview/").status_code == 200
