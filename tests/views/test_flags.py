"""Flagging on pages: a reason and words, a second attempt shows the first, and nobody else sees it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from argmap.models import Flag
from tests.builders import claim
from tests.people import against, person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuttal(demo):
    return against(claim("a"), "Ada says no.", by=person("ada"))


def browser_of(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def form(**fields) -> dict[str, str]:
    return {"token": str(uuid4()), "why": "spam", "words": "It sells shoes."} | fields


def test_a_flag_needs_a_reason_and_something_else_needs_words(rebuttal):
    ben, address = browser_of("ben"), f"/inferences/{rebuttal.pk}/flags/new/"
    assert "Choose what comes nearest." in Page(ben.post(address, form(why=""))).words
    answered = ben.post(address, form(why="other", words=" "))
    assert answered.status_code == 422
    assert "Say what is wrong." in Page(answered).words
    assert ben.post(address, form(why="other", words="It is empty.")).status_code == 302


def test_a_second_flag_says_so_and_shows_the_first(rebuttal):
    ben, address = browser_of("ben"), f"/inferences/{rebuttal.pk}/flags/new/"
    assert "It sells shoes." not in Page(ben.get(address)).words
    assert ben.post(address, form()).status_code == 302
    second = ben.post(address, form(why="abuse", words="And it is rude."))
    assert second.status_code == 409
    for answered in (second, ben.get(address)):
        words = Page(answered).words
        assert "You have flagged this already" in words
        assert "It sells shoes." in words
    assert Flag.objects.get().why == "spam"


def test_the_same_form_sent_twice_flags_once(rebuttal):
    ben, address, sent = browser_of("ben"), f"/claims/{claim('a').pk}/flags/new/", form()
    assert {ben.post(address, sent).status_code for _ in range(2)} == {302}
    assert Flag.objects.count() == 1


def test_nobody_else_sees_who_flagged_what(client, rebuttal):
    browser_of("flagger").post(f"/inferences/{rebuttal.pk}/flags/new/", form(words="Quite secret words."))
    ada, home = browser_of("ada"), "/posts/demo/"
    pages = [f"/inferences/{rebuttal.pk}/", f"/inferences/{rebuttal.pk}/history/", f"{home}history/", "/people/ada/"]
    pages += [f"/inferences/{rebuttal.pk}/flags/new/", "/answers/", f"{home}feed.atom"]
    for address in pages:
        for reader in (client, ada):
            answered = reader.get(address, follow=True)
            assert b"flagger" not in answered.content
            assert b"Quite secret words." not in answered.content


def test_the_pages_of_what_can_be_flagged_offer_it(client, demo, rebuttal):
    for address in (
        f"/claims/{claim('a').pk}/",
        f"/inferences/{rebuttal.pk}/",
        claim("a").citations.get().get_absolute_url(),
    ):
        assert f"{address}flags/new/" in client.get(address).content.decode()
