"""Warnings, suspensions and roles: who may decide them about whom, and what stays of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from argmap.models import Answer, Decision
from argmap.operations import sanctions
from argmap.policies import Action, may
from tests.decisions import WHY, moderator
from tests.people import person

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.now() + timedelta(days=days)


def suspend(whom, *, by=None, days=7):
    return sanctions.suspend(person=whom, until=in_days(days), by=by or moderator(), reason=WHY)


def administrator(name: str = "admin"):
    return person(name, role="administrator")


def test_who_is_suspended_cannot_write_may_appeal_and_is_told():
    made = suspend(person("ada"))
    ada = made.person
    assert not may(ada, Action.CONTRIBUTE)
    assert may(ada, Action.APPEAL)
    assert Answer.objects.get(recipient=ada).decision == made


def test_a_suspension_that_is_lifted_is_undone():
    made = suspend(person("ada"))
    lifted = sanctions.lift(person=person("ada"), by=moderator(), reason=WHY)
    assert (lifted.undoes, may(person("ada"), Action.CONTRIBUTE)) == (made, True)
    with pytest.raises(sanctions.NothingToDo):
        sanctions.lift(person=person("ada"), by=moderator(), reason=WHY)


def test_a_suspension_ends_in_the_future():
    with pytest.raises(sanctions.NotAhead):
        suspend(person("ada"), days=-1)


def test_a_warning_changes_nothing_but_is_told():
    made = sanctions.warn(person=person("ada"), by=moderator(), reason=WHY)
    assert (made.person.username, may(person("ada"), Action.CONTRIBUTE)) == ("ada", True)
    assert Answer.objects.filter(recipient=person("ada"), decision=made).exists()


def test_moderators_decide_about_members_and_administrators_about_everybody_but_themselves():
    mod, admin = moderator(), administrator()
    for by, whom in [
        (mod, mod),
        (mod, moderator("mod2")),
        (mod, admin),
        (admin, admin),
        (person("ada"), person("ben")),
    ]:
        with pytest.raises(sanctions.NotYours):
            suspend(whom, by=by)
    assert suspend(mod, by=admin).person == mod
    assert Decision.objects.count() == 1


def test_a_role_is_given_by_a_decision():
    made = sanctions.appoint(person=person("ada"), role="moderator", by=administrator(), reason=WHY)
    assert made.details == {"was": "member", "became": "moderator"}
    assert may(person("ada"), Action.MODERATE)
    with pytest.raises(sanctions.NothingToDo):
        sanctions.appoint(person=person("ada"), role="moderator", by=administrator(), reason=WHY)


def test_the_last_administrator_stays_one():
    admin = administrator()
    person("gone", role="administrator", is_active=False)
    with pytest.raises(sanctions.LastAdministrator):
        sanctions.appoint(person=admin, role="member", by=admin, reason=WHY)
    administrator("second")
    assert sanctions.appoint(person=admin, role="member", by=admin, reason=WHY).details["became"] == "member"
