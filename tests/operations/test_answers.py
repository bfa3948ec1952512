"""Telling people what happened to what they contributed."""

from __future__ import annotations

import pytest

from argmap.models import Answer, Claim, Inference, User
from argmap.operations.answers import read_answers, tell_of_outcomes, tell_of_reply, tell_of_rewording
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def student() -> User:
    return User.objects.create_user("student")


@pytest.fixture
def student2() -> User:
    return User.objects.create_user("student2")


@pytest.fixture(autouse=True)
def post():
    return make_post("i: a + b -> c; r: d -x a; u: e -x i", main=["c"])


def own(person, *, claims="", steps=""):
    Claim.objects.filter(key__in=list(claims)).update(contributor=person)
    Inference.objects.filter(key__in=list(steps)).update(contributor=person)


def told(person):
    """What a person is told: kind, what it is about, and what became of it; oldest first."""
    answers = Answer.objects.filter(recipient=person).select_related("claim", "inference").order_by("pk")
    return [(it.kind, (it.claim or it.inference).key, it.was, it.became) for it in answers]


# -- replies --


def test_who_made_a_claim_is_told_of_a_reply_and_so_is_who_uses_it(student, student2):
    own(student, claims="a")
    own(student2, steps="i")
    tell_of_reply(step=step("r"))
    assert told(student) == told(student2) == [("reply", "r", "", "")]


def test_who_made_a_step_is_told_that_it_was_undercut(student):
    own(student, steps="i")
    tell_of_reply(step=step("u"))
    assert told(student) == [("reply", "u", "", "")]


def test_nobody_is_told_of_their_own_reply_nor_twice_of_one(student):
    own(student, claims="a", steps="ir")
    tell_of_reply(step=step("r"))
    assert told(student) == []
    own(None, steps="r")
    tell_of_reply(step=step("r"))
    assert told(student) == [("reply", "r", "", "")]


def test_what_came_with_the_post_tells_nobody(django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        tell_of_reply(step=step("r"))
    assert not Answer.objects.exists()


def test_who_withdrew_a_step_is_not_told_about_its_premises(student):
    own(student, steps="i")
    Inference.objects.filter(key="i").update(state="withdrawn")
    tell_of_reply(step=step("r"))
    assert told(student) == []


# -- rewordings --


def reword(key, text, person=None):
    found = claim(key)
    found.public_wording += 1
    found.wordings.create(number=found.public_wording, text=text, contributor=person)
    found.save(update_fields=["public_wording"])
    tell_of_rewording(claim=claim(key))


def test_who_answered_a_claim_and_who_uses_it_are_told_that_it_was_reworded(student, student2):
    own(student, steps="r")
    own(student2, steps="i")
    reword("a", "Claim a, more exactly.")
    assert told(student) == told(student2) == [("rewording", "a", "1", "2")]


def test_who_reworded_a_claim_is_not_told(student, student2):
    own(student, steps="r")
    own(student2, steps="i")
    reword("a", "Claim a, more exactly.", student2)
    assert (told(student), told(student2)) == ([("rewording", "a", "1", "2")], [])


def test_two_rewordings_are_one_unread_answer(student):
    own(student, steps="r")
    reword("a", "Claim a, more exactly.")
    reword("a", "Claim a, most exactly.")
    assert told(student) == [("rewording", "a", "1", "3")]
    read_answers(reader=student)
    reword("a", "Claim a.")
    assert told(student) == [("rewording", "a", "1", "3"), ("rewording", "a", "3", "4")]


def test_a_claim_that_was_never_reworded_tells_nobody(student):
    own(student, steps="r")
    tell_of_rewording(claim=claim("a"))
    assert told(student) == []


# -- outcomes --


def relabel(*changes, by=None):
    ids = {"claim": claim, "inference": step}
    tell_of_outcomes(changes=[(kind, ids[kind](key).pk, was, became) for kind, key, was, became in changes], by=by)


FELL = ("claim", "a", "stands", "falls")
FAILED = ("inference", "i", "applies", "fails")


def test_who_made_something_is_told_what_became_of_its_label(student, student2):
    own(student, claims="a")
    own(student2, steps="i")
    relabel(FELL, FAILED)
    assert told(student) == [("outcome", "a", "stands", "falls")]
    assert told(student2) == [("outcome", "i", "applies", "fails")]


def test_nobody_is_told_of_what_they_did_themselves_nor_of_the_label_of_something_new(student):
    own(student, claims="ab")
    relabel(FELL, by=student)
    relabel(("claim", "b", None, "stands"))
    assert told(student) == []


def test_changes_of_one_label_are_one_unread_answer(student):
    own(student, claims="a")
    relabel(FELL)
    relabel(("claim", "a", "falls", "contested"))
    assert told(student) == [("outcome", "a", "stands", "contested")]


def test_a_label_that_is_back_takes_its_unread_answer_with_it(student):
    own(student, claims="a")
    relabel(FELL)
    relabel(("claim", "a", "falls", "stands"), by=student)
    assert told(student) == []


def test_what_was_read_stays_and_the_next_change_is_new(student):
    own(student, claims="a")
    relabel(FELL)
    read_answers(reader=student)
    relabel(("claim", "a", "falls", "stands"))
    assert told(student) == [("outcome", "a", "stands", "falls"), ("outcome", "a", "falls", "stands")]


def test_telling_of_many_outcomes_takes_as_many_queries_as_telling_of_one(student, django_assert_max_num_queries):
    own(student, claims="abcde", steps="iru")
    claims = [("claim", key, "stands", "falls") for key in "abcde"]
    steps = [("inference", key, "applies", "fails") for key in "iru"]
    changes = [(kind, (claim if kind == "claim" else step)(key).pk, *rest) for kind, key, *rest in (*claims, *steps)]
    tell_of_outcomes(changes=changes, by=None)
    with django_assert_max_num_queries(9):  # deleting and inserting many is wrapped in savepoints
        tell_of_outcomes(changes=[(kind, pk, became, "open") for kind, pk, _, became in changes], by=None)
    assert len(told(student)) == 8


# -- reading --


def test_one_answer_is_read_or_all_but_never_another_persons(student, student2):
    own(student, claims="a", steps="i")
    relabel(FELL, FAILED)
    first = Answer.objects.order_by("pk").first()
    read_answers(reader=student2)
    read_answers(reader=student2, number=first.pk)
    assert Answer.objects.unread().count() == 2
    read_answers(reader=student, number=first.pk)
    assert first not in Answer.objects.unread()
    read_answers(reader=student)
    assert not Answer.objects.unread().exists()
