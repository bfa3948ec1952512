"""Hiding where a contribution stands: the form, the stub, what is said to who comes late or judges their own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from argmap.models import Decision
from argmap.operations import edits
from tests.builders import claim, step
from tests.decisions import WHY, hide, moderator, review_first
from tests.people import against, person, remark
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SENT = {"reason": WHY}


@pytest.fixture
def mod(demo) -> Client:
    client = Client()
    client.force_login(moderator())
    return client


@pytest.fixture
def things(demo):
    """One of everything that can be hidden, by its address; a misreading is shown on its claim."""
    ada = {"by": person("ada")}
    made = against(claim("a"), "Ada says no.", **ada)
    alone = against(step("i"), "Not by that.", **ada).premises.get().claim
    said = edits.misread(claim=claim("a"), contributor=person("ada"), words="x", reading="y", note="", token=uuid4())
    noted = remark("The weights are numbers.", **ada)
    rows = {"inferences": made, "claims": alone, "remarks": noted, "misreadings": said}
    rows["citations"] = claim("a").citations.get()
    return {f"/{room}/{thing.pk}/": thing for room, thing in rows.items()}


def test_moderators_find_it_beside_flag_and_others_do_not(mod, things, client):
    for place, thing in things.items():
        page = thing.get_absolute_url()
        assert f"{place}hide/" in Page(mod.get(page)).links
        assert f"{place}hide/" not in Page(client.get(page)).links
    assert f"/claims/{claim('c').pk}/hide/" not in Page(mod.get(f"/claims/{claim('c').pk}/")).links


def test_what_was_hidden_leaves_a_stub_from_which_it_is_shown_again(mod, things):
    for place, thing in things.items():
        page = thing.get_absolute_url()
        assert mod.post(f"{place}hide/", {"reason": " "}).status_code == 422
        assert mod.post(f"{place}hide/", SENT).headers["Location"] == page
        decision = Decision.objects.filter(action="hide").latest("pk")
        if "misreadings" not in place:
            stub = mod.get(page)
            assert stub.status_code == 410
            assert WHY in Page(stub).words
            assert f"{place}show/" in Page(stub).links
        assert f"{place}show/" in Page(mod.get(decision.get_absolute_url())).links
        assert mod.post(f"{place}show/", SENT).headers["Location"] == page
        assert mod.get(page).status_code == 200
        assert f"{place}show/" not in Page(mod.get(decision.get_absolute_url())).links


def test_who_comes_late_is_told_what_was_decided(mod, things):
    for place, thing in things.items():
        hide(thing, by=moderator("may"), reason="May was quicker.")
        late = mod.post(f"{place}hide/", SENT)
        assert late.status_code == 409
        assert "It is hidden already" in Page(late).words
        assert "May was quicker." in Page(late).words
        mod.post(f"{place}show/", SENT)
        late = mod.post(f"{place}show/", SENT)
        assert late.status_code == 409
        assert "It is not hidden" in Page(late).words


def test_a_stub_offers_it_to_nobody_else(things, client):
    for place, thing in things.items():
        hide(thing)
        assert f"{place}show/" not in Page(client.get(thing.get_absolute_url())).links


def test_a_moderator_does_not_hide_their_own_while_another_could(mod, things):
    own = against(claim("b"), "Mod says no.", by=moderator())
    moderator("may")
    for answered in (mod.get(f"/inferences/{own.pk}/hide/"), mod.post(f"/inferences/{own.pk}/hide/", SENT)):
        assert "another moderator decides" in Page(answered).words
    assert answered.status_code == 422
    assert not Decision.objects.exists()


def test_a_main_claim_stands_as_the_post_does(mod):
    answered = mod.post(f"/claims/{claim('c').pk}/hide/", SENT)
    assert answered.status_code == 422
    assert "cannot be taken down" in Page(answered).words


def test_the_form_says_what_labels_change(mod, demo):
    made = against(claim("b"), "Ada says no.", by=person("ada"))
    said = Page(mod.get(f"/inferences/{made.pk}/hide/")).words
    assert "Claim b. falls → stands" in said.partition("What it would change")[2]


def test_what_waited_and_was_hidden_says_that_it_waits_again(mod, demo):
    review_first(demo)
    made = against(claim("a"), "It waits.", by=person("ada"))
    mod.post(f"/inferences/{made.pk}/hide/", SENT)
    assert "It waits for a moderator again." in Page(mod.post(f"/inferences/{made.pk}/show/", SENT, follow=True)).words


def test_what_was_withdrawn_can_be_hidden_too(mod, things):
    made = next(iter(things.values()))
    edits.withdraw(thing=made, by=person("ada"))
    assert f"/inferences/{made.pk}/hide/" in Page(mod.get(f"/inferences/{made.pk}/")).links
    mod.post(f"/inferences/{made.pk}/hide/", SENT)
    assert "Taken down" in Page(mod.get(f"/inferences/{made.pk}/")).words


def test_htmx_gets_the_form_alone(mod, things):
    place = next(iter(things))
    answered = mod.get(f"{place}hide/", headers={"HX-Request": "true", "HX-Target": "move"})
    assert "<h1" not in answered.content.decode()
    assert 'id="move"' in answered.content.decode()
