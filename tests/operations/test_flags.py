"""People flag contributions, once each; and answer decisions about theirs, once each."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Appeal, DeskItem, Flag, Inference
from argmap.operations import appeals, flags
from tests.builders import claim, make_post
from tests.decisions import hide
from tests.people import against, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuttal():
    make_post("i: a -> m", main=["m"])
    return Inference.objects.get(pk=against(claim("m"), "Ada says no.", by=person("ada")).pk)


def flag(thing, by: str, **values):
    given = {"why": "abuse", "words": "Look at it.", "token": uuid4()}
    return flags.flag(thing=thing, contributor=person(by), **given | values)


def answer(decision, by: str, **values):
    return appeals.appeal(decision=decision, contributor=person(by), **{"words": "No.", "token": uuid4()} | values)


def test_a_flag_comes_to_the_desk_with_what_hangs_on_it(rebuttal):
    flag(rebuttal, "ben")
    item = DeskItem.objects.by_consequence().first()
    assert (item.kind, item.subject, item.within) == ("flag", rebuttal, rebuttal.post)


def test_a_person_flags_a_thing_once_and_several_people_make_one_item(rebuttal):
    first = flag(rebuttal, "ben")
    with pytest.raises(flags.FlaggedAlready) as refused:
        flag(rebuttal, "ben", why="spam")
    assert refused.value.flag == first
    flag(rebuttal, "cleo")
    flag(claim("m"), "ben")
    assert (Flag.objects.count(), DeskItem.objects.filter(kind="flag").count()) == (3, 2)


def test_whom_a_decision_affects_answers_it_once_and_the_desk_hears_of_it(rebuttal):
    made = hide(rebuttal)
    said = answer(made, "ada", words="It was only a joke.")
    assert (said.words, DeskItem.objects.get(kind="appeal").subject) == ("It was only a joke.", rebuttal)
    with pytest.raises(appeals.AppealedAlready):
        answer(made, "ada")


def test_nobody_else_answers_a_decision(rebuttal):
    made = hide(rebuttal)
    for name in ("ben", "mod"):
        with pytest.raises(appeals.NotAffected):
            answer(made, name)
    assert not Appeal.objects.exists()
