"""A decision on its own page, in the answers to whom it affects, and at the address of what it took away."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from argmap.models import Appeal, Source
from argmap.operations import sanctions
from tests.builders import claim
from tests.decisions import accept, hide, moderator, show
from tests.merging import merge, undo
from tests.people import against, person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
WHY = "It calls a person names."


@pytest.fixture
def rebuttal(demo):
    return against(claim("a"), "Ada says something rude.", by=person("ada"))


def browser_of(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def test_what_is_hidden_says_who_decided_so_and_why_but_not_what_it_was(client, rebuttal):
    made = hide(rebuttal, reason=WHY)
    for address in (rebuttal.get_absolute_url(), rebuttal.premises.get().claim.get_absolute_url()):
        answered = client.get(address)
        words = Page(answered).words
        assert answered.status_code == 410
        assert WHY in words and "mod" in words and f"decision {made.pk}" in words
        assert "rude" not in words
        assert "It stood at the claim a." in words and "/claims/" in answered.content.decode()


def test_what_is_hidden_says_what_it_was(client, rebuttal):
    hide(rebuttal)
    assert f"the rebuttal {rebuttal.key} is not shown" in Page(client.get(rebuttal.get_absolute_url())).words
    premise = rebuttal.premises.get().claim
    assert f"the claim {premise.key} is not shown" in Page(client.get(premise.get_absolute_url())).words


def test_a_decision_stays_at_its_address_with_what_took_it_back(client, rebuttal):
    made = hide(rebuttal, reason=WHY)
    page = Page(client.get(f"/decisions/{made.pk}/")).words
    assert "hid the rebuttal" in page and WHY in page and "rude" not in page
    back = show(rebuttal, reason="On second thoughts.")
    assert f"decision {back.pk}" in Page(client.get(f"/decisions/{made.pk}/")).words
    page = Page(client.get(f"/decisions/{back.pk}/")).words
    assert (
        f"showed the rebuttal {rebuttal.key} again" in page
        and f"decision {made.pk}" in page
        and "Ada says something rude." in page
    )


def test_who_is_affected_finds_the_reason_among_their_answers_and_answers_once(client, rebuttal):
    made, ada = hide(rebuttal, reason=WHY), browser_of("ada")
    page = Page(ada.get("/answers/"))
    assert WHY in page.words and "1 unread" in page.words
    address = f"/decisions/{made.pk}/appeal/"
    assert ada.post(address, {"words": " ", "token": str(uuid4())}).status_code == 422
    for _ in range(2):
        assert ada.post(address, {"words": "It was a joke.", "token": str(uuid4())}).status_code == 302
    assert Appeal.objects.count() == 1
    assert "It was a joke." in Page(client.get(f"/decisions/{made.pk}/")).words
    assert ada.get(address).status_code == 302


def test_who_is_suspended_reads_until_when_and_why_and_answers(rebuttal):
    until = timezone.now() + timedelta(days=3)
    made = sanctions.suspend(person=person("ada"), until=until, by=moderator(), reason=WHY)
    ada = browser_of("ada")
    refused = ada.post(f"/claims/{claim('a').pk}/rebuttals/new/", {})
    assert refused.status_code == 403
    words = Page(refused).words
    assert f"{until:%-d %B %Y}" in words and WHY in words and f"/decisions/{made.pk}/" in refused.content.decode()
    assert ada.post(f"/decisions/{made.pk}/appeal/", {"words": "Sorry.", "token": str(uuid4())}).status_code == 302


def test_a_decision_is_one_page_in_a_fixed_number_of_queries(client, rebuttal, django_assert_max_num_queries):
    for made in (accept(rebuttal), hide(rebuttal), sanctions.warn(person=person("ada"), by=moderator(), reason=WHY)):
        with django_assert_max_num_queries(12):
            client.get(f"/decisions/{made.pk}/")


@pytest.mark.parametrize("number", [2, 30])
def test_answers_with_decisions_take_a_fixed_number_of_queries(demo, number, django_assert_max_num_queries):
    for place in range(number):
        hide(against(claim("a"), f"Ada says no, {place}.", by=person("ada")))
        sanctions.warn(person=person("ada"), by=moderator(), reason=WHY)
    ada = browser_of("ada")
    with django_assert_max_num_queries(32):
        assert Page(ada.get("/answers/")).words.count("Mark as read") == min(2 * number, 50)


def test_a_merge_says_into_what_wherever_it_is_read(client, rebuttal):
    other = against(claim("a"), "Ben says so too.", by=person("ben"))
    made = merge(other, rebuttal)
    said = f"merged the rebuttal {other.key} into {rebuttal.key}"
    for address in (f"/decisions/{made.pk}/", "/log/"):
        page = client.get(address)
        assert said in Page(page).words
        assert f'<a href="/inferences/{rebuttal.pk}/">{rebuttal.key}</a>' in page.content.decode()
    assert said in client.get("/log/feed.atom").content.decode()
    assert f"merged your rebuttal {other.key} into {rebuttal.key}." in Page(browser_of("ben").get("/answers/")).words
    assert f"{said}, which is yours." in Page(browser_of("ada").get("/answers/")).words
    back = undo(made)
    again = f"separated the rebuttal {other.key} again from {rebuttal.key}"
    assert again in Page(client.get(f"/decisions/{back.pk}/")).words


def test_merged_sources_are_both_named(client, demo):
    cited = ("One, A. (2020). The merged one.", "Two, B. (2021). The one that stays.")
    one, other = (Source.objects.create(key=it[:3], citation=it, title=it.split(". ")[-1], kind="case") for it in cited)
    made = merge(one, other)
    words = Page(client.get(f"/decisions/{made.pk}/")).words
    assert f"into {other.title}" in words and one.title in words


def test_undoing_a_merge_shows_what_was_merged_and_apart_from_it_why(rebuttal):
    made = merge(against(claim("a"), "Ben says so too.", by=person("ben")), rebuttal, reason="They are one.")
    moderator()
    page = browser_of("mod").get(f"/decisions/{made.pk}/undo/").content.decode()
    assert page.index("Ben says so too.") < page.index("</blockquote>") < page.index("They are one.")


def test_the_log_reads_where_things_went_in_a_fixed_number_of_queries(client, rebuttal, django_assert_max_num_queries):
    for place in range(8):
        merge(against(claim("a"), f"Ben says so too, {place}.", by=person("ben")), rebuttal)
    with django_assert_max_num_queries(26):
        assert Page(client.get("/log/")).words.count(f"into {rebuttal.key}") == 8
