"""Administrators name moderators; moderators warn, suspend, and let a post be reviewed first; each with a reason."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from argmap.models import Decision, Post, User
from argmap.policies import is_suspended
from tests.builders import claim
from tests.people import against, person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
WHY = "She knows the library well."


def browser_of(name: str, role: str = "member") -> Client:
    client = Client()
    client.force_login(person(name, role=role))
    return client


def test_an_administrator_names_a_moderator_and_that_is_a_decision(client):
    ada, admin = person("ada"), browser_of("admin", "administrator")
    answered = admin.post("/people/ada/role/", {"role": "moderator", "reason": WHY})
    made = Decision.objects.get()
    assert answered.headers["Location"] == f"/decisions/{made.pk}/"
    assert User.objects.get(pk=ada.pk).role == "moderator"
    words = Page(client.get(f"/decisions/{made.pk}/")).words
    assert "changed the role of ada from member to moderator" in words and WHY in words


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"role": "moderator", "reason": " "}, "Every decision says why."),
        ({"role": "member", "reason": WHY}, "has this role already"),
        ({"role": "emperor", "reason": WHY}, "Select a valid choice"),
    ],
)
def test_a_role_needs_a_reason_and_to_be_another_one(sent, said):
    person("ada")
    answered = browser_of("admin", "administrator").post("/people/ada/role/", sent)
    assert answered.status_code == 422
    assert said in Page(answered).words


def test_the_last_administrator_cannot_step_down():
    admin = browser_of("admin", "administrator")
    answered = admin.post("/people/admin/role/", {"role": "member", "reason": WHY})
    assert "This is the last administrator" in Page(answered).words
    assert User.objects.get().role == "administrator"


def test_an_administrator_reads_a_decision_about_their_own_account_and_makes_none():
    first, second = browser_of("admin", "administrator"), browser_of("other", "administrator")
    second.post("/people/admin/role/", {"role": "moderator", "reason": WHY})
    second.post("/people/admin/role/", {"role": "administrator", "reason": WHY})
    page = Page(first.get(f"/decisions/{Decision.objects.latest('pk').pk}/"))
    assert "changed the role of admin from moderator to administrator" in page.words
    refused = first.get("/people/admin/decisions/new/")
    assert refused.status_code == 403
    assert "Nobody decides about their own account." in Page(refused).words


def test_only_who_is_suspended_is_offered_to_have_that_lifted():
    mod, address = browser_of("mod", "moderator"), f"/people/{person('ada').username}/decisions/new/"
    assert "Lift the suspension" not in Page(mod.get(address)).words
    mod.post(address, {"what": "suspend", "days": "3", "reason": WHY})
    assert "Lift the suspension" in Page(mod.get(address)).words


def test_a_moderator_suspends_for_a_number_of_days_and_lifts_it():
    ada, mod = person("ada"), browser_of("mod", "moderator")
    address = "/people/ada/decisions/new/"
    assert "Say for how many days." in Page(mod.post(address, {"what": "suspend", "reason": WHY})).words
    assert mod.post(address, {"what": "suspend", "days": "3", "reason": WHY}).status_code == 302
    assert is_suspended(User.objects.get(pk=ada.pk))
    assert "is suspended until" in Page(mod.get(address)).words
    assert mod.post(address, {"what": "lift suspension", "reason": WHY}).status_code == 302
    assert not is_suspended(User.objects.get(pk=ada.pk))
    assert "no suspension to lift" in Page(mod.post(address, {"what": "lift suspension", "reason": WHY})).words


def test_moderators_do_not_decide_about_each_other():
    person("other", role="moderator")
    assert browser_of("mod", "moderator").get("/people/other/decisions/new/").status_code == 403


def test_people_are_listed_for_moderators_by_name_and_role(django_assert_max_num_queries):
    mod = browser_of("mod", "moderator")
    for number in range(60):
        person(f"student{number:02}")
    with django_assert_max_num_queries(9):
        words = Page(mod.get("/people/")).words
    assert "student20" in words and "Page 1 of 2" in words
    assert "student07" in Page(mod.get("/people/?name=07")).words
    words = Page(mod.get("/people/?role=moderator")).words
    assert "mod moderator" in words and "student" not in words
    assert mod.get("/people/?name=%00&role=emperor&page=x").status_code == 200


def test_a_moderator_lets_contributions_wait_and_the_forms_say_so(demo):
    mod, ada = browser_of("mod", "moderator"), browser_of("ada")
    assert mod.post("/posts/demo/settings/", {"is_first": "yes", "reason": WHY}).status_code == 302
    assert Post.objects.get().is_reviewed_first
    assert "It is so already." in Page(mod.post("/posts/demo/settings/", {"is_first": "yes", "reason": WHY})).words
    form = f"/claims/{claim('a').pk}/rebuttals/new/"
    words = Page(ada.get(form)).words
    assert "It will wait for a moderator." in words and "Publish" not in words
    sent = {"premise-0": "Ada says no.", "token": str(uuid4()), "do": "publish", "claim-0": "", "met": "1"}
    assert "wait" in Page(ada.get("/posts/demo/")).words
    assert ada.post(form, sent).status_code in (302, 422)


def test_what_waits_is_seen_by_its_author_and_moderators_alone(client, demo):
    browser_of("mod", "moderator").post("/posts/demo/settings/", {"is_first": "yes", "reason": WHY})
    mine = against(claim("a"), "Ada says no.", by=person("ada"))
    premise = mine.premises.get().claim
    for thing in (mine, premise):
        for reader, status in (
            (client, 404),
            (browser_of("ben"), 404),
            (browser_of("ada"), 200),
            (browser_of("mod"), 200),
        ):
            answered = reader.get(thing.get_absolute_url())
            assert answered.status_code == status
            assert ("Ada says no." in Page(answered).words) == (status == 200)
    assert "Waits for a moderator" in Page(browser_of("ada").get(premise.get_absolute_url())).words
    assert "waits for a moderator" in Page(browser_of("ada").get("/people/ada/")).words
    assert browser_of("ada").post(f"{premise.get_absolute_url()}withdraw/").status_code == 302
    assert b"Ada says no." not in client.get(f"{premise.get_absolute_url()}history/").content
