"""Hiding a contribution where it stands: as the desk does it, with the desk's rules, and the desk knows of it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Answer, Decision, DeskItem, Flag
from argmap.operations import appeals, desk, flags, hiding
from argmap.operations.edits import NotThere
from tests.builders import claim, make_post
from tests.decisions import WHY, hide, moderator
from tests.desk import causes, on_the_desk, put_back, settled
from tests.people import against, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post():
    return make_post("i: a -> m", main=["m"])


def rude(by: str = "ada"):
    return against(claim("m"), "Something rude.", by=person(by))


def now(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


def the_desk_is_true() -> bool:
    return set(on_the_desk()) == (causes() - settled()) | put_back()


def test_the_author_is_told_labels_change_and_the_item_is_settled():
    made = rude()
    assert claim("m").label == "contested"
    decision = hiding.hide(thing=made, by=moderator(), reason=WHY)
    assert (now(made).state, claim("m").label) == ("hidden", "stands")
    assert Answer.objects.get(recipient=person("ada")).decision == decision
    assert decision.item.kind == "contribution"
    assert decision.item.closed_at is not None
    assert not DeskItem.objects.open().filter(inference=made).exists()


def test_what_people_flagged_is_answered_by_it():
    made = rude()
    flags.flag(thing=made, contributor=person("ben"), why="abuse", words="", token=uuid4())
    decision = hiding.hide(thing=made, by=moderator(), reason=WHY)
    assert decision.item.kind == "flag"
    assert not Flag.objects.open().exists()
    assert not DeskItem.objects.open().filter(inference=made).exists()
    assert Decision.objects.filter(action="cause gone", inference=made).count() == 1


def test_nobody_hides_or_shows_their_own_while_another_moderator_could():
    alone = moderator("mod")
    made = rude(by="mod")
    hiding.hide(thing=made, by=alone, reason=WHY)
    other = moderator("may")
    with pytest.raises(hiding.OwnCause):
        hiding.show(thing=now(made), by=alone, reason=WHY)
    hiding.show(thing=now(made), by=other, reason=WHY)
    with pytest.raises(hiding.OwnCause):
        hiding.hide(thing=now(made), by=alone, reason=WHY)


def test_a_main_claim_is_not_hidden():
    with pytest.raises(hiding.MainClaim):
        hiding.hide(thing=claim("m"), by=moderator(), reason=WHY)


def test_nothing_is_hidden_twice_nor_shown_that_is_not_hidden():
    made = rude()
    with pytest.raises(NotThere):
        hiding.show(thing=made, by=moderator(), reason=WHY)
    hiding.hide(thing=made, by=moderator(), reason=WHY)
    with pytest.raises(NotThere):
        hiding.hide(thing=made, by=moderator(), reason=WHY)


def test_showing_again_settles_what_its_author_said_to_the_decision():
    made = rude()
    appeals.appeal(decision=hide(made), contributor=person("ada"), words="It is not.", token=uuid4())
    shown = hiding.show(thing=now(made), by=moderator("may"), reason=WHY)
    assert shown.item.kind == "appeal"
    assert now(made).state == "published"
    assert not DeskItem.objects.open().filter(kind="appeal").exists()
    assert the_desk_is_true()


def test_showing_again_settles_what_was_put_back_on_the_desk():
    made = rude()
    item = hiding.hide(thing=made, by=moderator(), reason=WHY).item
    desk.reopen(item=item, by=moderator(), reason="Look again.")
    shown = hiding.show(thing=now(made), by=moderator(), reason=WHY)
    assert shown.item == item
    assert [it.kind for it in DeskItem.objects.open().filter(inference=made)] == ["contribution"]
    assert the_desk_is_true()


def test_a_premise_that_went_with_its_step_comes_back_with_it():
    made = rude()
    premise = made.premises.get().claim
    hiding.hide(thing=made, by=moderator(), reason=WHY)
    hiding.show(thing=now(premise), by=moderator(), reason=WHY)
    assert (now(made).state, now(premise).state) == ("published", "published")
