"""Who may do what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from argmap.models import Claim
from argmap.policies import ACTIVE, TABLE, Action, Who, is_suspended, may, who_is
from tests.builders import claim, make_post
from tests.people import against, person, reason

pytestmark = pytest.mark.django_db
OWN = [Action.REWORD, Action.WITHDRAW, Action.RESTORE]
HOUR = timedelta(hours=1)


@pytest.fixture
def mine() -> Claim:
    make_post("i: a -> c; d", main=["c"])
    return against(claim("a"), "No.").premises.get().claim


@pytest.fixture
def suspended():
    return person("sue", suspended_until=timezone.now() + HOUR)


def test_every_action_has_a_rule():
    assert set(TABLE) == set(Action)
    assert all(TABLE.values())


def test_who_has_no_account_only_reads():
    assert [action for action in Action if may(AnonymousUser(), action)] == [Action.READ]


def test_an_account_that_was_closed_is_that_of_nobody():
    assert who_is(person(is_active=False)) == {Who.ANONYMOUS}


@pytest.mark.parametrize("role", ["member", "moderator", "administrator"])
def test_a_suspended_person_writes_nothing_whatever_their_role_and_reads_on(suspended, role, mine):
    suspended.role = role
    Claim.objects.filter(pk=mine.pk).update(contributor=suspended)
    found = {action for action in Action if may(suspended, action, claim(mine.key))}
    assert found == {Action.READ, Action.READ_ANSWERS, Action.APPEAL, Action.MANAGE_ACCOUNT}


def test_a_suspension_ends_by_itself(suspended):
    assert is_suspended(suspended)
    suspended.suspended_until = timezone.now() - HOUR
    assert not is_suspended(suspended)
    assert may(suspended, Action.CONTRIBUTE)


@pytest.mark.parametrize("action", OWN)
def test_what_a_reader_contributed_is_in_the_hands_of_that_reader_alone(mine, action):
    assert may(person("ada"), action, mine)
    for other in (person("ben"), person("mo", role="moderator"), person("al", role="administrator"), AnonymousUser()):
        assert not may(other, action, mine)


@pytest.mark.parametrize("action", OWN)
def test_moderators_stand_in_for_the_authors_of_what_came_with_a_post(mine, action):
    assert may(person("mo", role="moderator"), action, claim("a"))
    assert may(person("al", role="administrator"), action, claim("a"))
    assert not may(person("ada"), action, claim("a"))


def test_nobody_stands_in_for_a_member_who_left(mine):
    step = reason(claim("d"), mine)
    person("ada").delete()
    for thing in (claim(mine.key), type(step).objects.get(pk=step.pk)):
        assert not may(person("mo", role="moderator"), Action.REWORD, thing)


def test_about_nothing_in_particular_nobody_is_an_author():
    assert not any(may(person(role="administrator"), action) for action in OWN)
    assert all(may(person(), action) for action in Action if TABLE[action] >= ACTIVE)
