"""Moderators accept, hide, show again and return contributions; each is a decision, and labels follow."""

from __future__ import annotations

import pytest
from django.db import transaction

from argmap.graph.model import State
from argmap.models import Answer, Claim, Decision, DeskItem, Flag, Inference
from argmap.operations import moderation
from argmap.operations.decisions import AlreadyDecided
from argmap.operations.editions import edition_of
from argmap.operations.edits import BuiltOn, NotThere
from tests.builders import claim, make_post
from tests.decisions import WHY, accept, give_back, hide, moderator, show
from tests.people import against, person, reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuttal() -> Inference:
    """Ada's rebuttal of the main claim, with a premise of her own."""
    make_post("i: a -> m", main=["m"])
    return against(claim("m"), "Ada says no.", by=person("ada"))


def now(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


def labels() -> dict[str, str | None]:
    return {**dict(Claim.objects.values_list("key", "label")), **dict(Inference.objects.values_list("key", "label"))}


def test_what_is_hidden_no_longer_counts_and_comes_back_exactly_when_it_is_shown_again(rebuttal):
    premise, before = rebuttal.premises.get().claim, labels()
    hide(rebuttal)
    assert (now(rebuttal).state, now(premise).state) == (State.HIDDEN, State.HIDDEN)
    assert labels()["m"] == "stands"
    show(rebuttal)
    assert (now(rebuttal).state, now(premise).state) == (State.PUBLISHED, State.PUBLISHED)
    assert labels() == before


def test_a_premise_that_something_else_uses_stays_when_a_step_is_hidden(rebuttal):
    premise = rebuttal.premises.get().claim
    against(claim("a"), premise, by=person("ben"))
    hide(rebuttal)
    assert now(premise).state == State.PUBLISHED


def test_what_had_been_withdrawn_is_withdrawn_again_after_it_was_hidden_and_shown(rebuttal):
    premise = rebuttal.premises.get().claim
    give_back(rebuttal)
    hide(rebuttal)
    assert (now(rebuttal).state, now(premise).state) == (State.HIDDEN, State.WITHDRAWN)
    show(rebuttal)
    assert (now(rebuttal).state, now(premise).state) == (State.WITHDRAWN, State.WITHDRAWN)


def test_a_premise_that_went_with_its_step_comes_back_with_it(rebuttal):
    premise = rebuttal.premises.get().claim
    hide(rebuttal)
    shown = show(premise)
    assert (shown.inference, now(rebuttal).state, now(premise).state) == (rebuttal, "published", "published")


def test_nothing_is_hidden_or_shown_twice(rebuttal):
    hide(rebuttal)
    with pytest.raises(NotThere):
        hide(rebuttal)
    show(rebuttal)
    with pytest.raises(NotThere):
        show(rebuttal)


def test_a_decision_says_who_why_and_on_which_wording_and_its_author_is_told(rebuttal):
    premise = rebuttal.premises.get().claim
    reword(premise, "Ada says otherwise.", by=person("ada"))
    made = hide(now(premise))
    assert (made.moderator.username, made.reason, made.wording, made.subject) == ("mod", WHY, 2, premise)
    told = Answer.objects.get(kind="decision")
    assert (told.recipient.username, told.decision) == ("ada", made)


def test_a_decision_closes_its_item_and_the_second_moderator_changes_nothing(rebuttal):
    item = DeskItem.objects.create(kind="contribution", inference=rebuttal)
    first = hide(rebuttal, item=item)
    show(rebuttal)
    with pytest.raises(AlreadyDecided) as refused, transaction.atomic():
        hide(rebuttal, item=item)
    assert (refused.value.decision, now(rebuttal).state) == (first, State.PUBLISHED)


def test_accepting_a_step_accepts_the_premises_that_came_with_it(rebuttal):
    made = accept(rebuttal)
    premise = now(rebuttal.premises.get().claim)
    assert now(rebuttal).is_accepted
    assert (premise.accepted_wording, made.details["premises"]) == (1, {str(premise.pk): 1})


def test_accepting_binds_to_the_wording_that_the_moderator_saw(rebuttal):
    premise = rebuttal.premises.get().claim
    seen = {thing: edition_of(thing) for thing in (premise, rebuttal)}
    reword(premise, "Ada says something quite different.", by=person("ada"))
    for thing in (premise, rebuttal):
        with pytest.raises(moderation.ChangedMeanwhile):
            accept(thing, seen=seen[thing])
    assert now(premise).accepted_wording is None
    assert accept(premise).wording == now(premise).accepted_wording == 2


def test_a_claim_reworded_after_it_was_accepted_is_accepted_at_the_older_wording(rebuttal):
    premise = rebuttal.premises.get().claim
    accept(premise)
    reword(now(premise), "Ada goes on.", by=person("ada"))
    assert (now(premise).accepted_wording, now(premise).public_wording) == (1, 2)


def test_what_is_returned_is_withdrawn_and_no_longer_accepted(rebuttal):
    accept(rebuttal)
    give_back(rebuttal)
    premise = now(rebuttal.premises.get().claim)
    assert (now(rebuttal).state, now(rebuttal).is_accepted) == (State.WITHDRAWN, False)
    assert (premise.state, premise.accepted_wording) == (State.WITHDRAWN, None)


def test_a_claim_that_others_have_built_on_is_not_returned(rebuttal):
    premise = rebuttal.premises.get().claim
    against(premise, "Ben says no.", by=person("ben"))
    with pytest.raises(BuiltOn):
        give_back(premise)
    assert now(premise).state == State.PUBLISHED


def test_an_older_wording_can_be_hidden_and_the_public_one_only_with_its_claim(rebuttal):
    premise = rebuttal.premises.get().claim
    reword(premise, "Ada says it better.", by=person("ada"))
    older, public = premise.wordings.order_by("number")
    hide(older)
    assert (now(older).state, now(premise).state) == (State.HIDDEN, State.PUBLISHED)
    with pytest.raises(NotThere):
        hide(public)
    show(older)
    assert now(older).state == State.PUBLISHED


def test_flags_are_answered_when_a_moderator_dismisses_them_or_acts_on_them(rebuttal):
    for name in ("ben", "cleo"):
        Flag.objects.create(inference=rebuttal, why="abuse", contributor=person(name))
    made = moderation.dismiss_flags(thing=rebuttal, by=moderator(), reason=WHY)
    assert (made.action, made.details, Flag.objects.open().count()) == ("dismiss", {"flags": 2}, 0)
    with pytest.raises(NotThere):
        moderation.dismiss_flags(thing=rebuttal, by=moderator(), reason=WHY)
    Flag.objects.create(inference=rebuttal, why="spam", contributor=person("dora"))
    hide(rebuttal)
    assert not Flag.objects.open().exists()
    assert Decision.objects.count() == 2
