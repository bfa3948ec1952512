"""What a person contributed, and what became of it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.model import Stance
from argmap.models import Citation, Claim, Inference, Misreading, Remark, Source
from argmap.operations import passages, remarks
from argmap.operations.edits import withdraw
from argmap.prose.passages import find
from argmap.queries.people import Kind, contributions, counts, listed
from tests.builders import claim, make_post, step
from tests.moves import answer, doing, person, say_otherwise

pytestmark = pytest.mark.django_db
OWNED = "Nobody owns a number."
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


@pytest.fixture
def post():
    return make_post("i: a + b -> c", main=["c"], sources=SOURCE)


@pytest.fixture
def student(post):
    """Somebody who has done a little of everything."""
    student = person("student")
    answer(student, claim("a"), "It is not so.")
    say_otherwise(student, Claim.objects.get(wording__text="It is not so."), "It is not so at all.")
    with doing(student):
        values = {"claim": claim("a"), "voice": "reader", "contributor": student}
        Citation.objects.create(source=Source.objects.get(), quotation="Words of it.", **values)
        Misreading.objects.create(claim=claim("b"), wording=1, reading="It says less.", contributor=student)
    place = {"place": find(post.text, OWNED), "contributor": student, "token": uuid4()}
    passages.give_words(claim=claim("a"), **place)
    remarks.add_remark(post=post, body="Nobody *at all*.", **place | {"token": uuid4()})
    return student


def shown(somebody, *, for_themselves=False):
    found = listed(somebody, for_themselves=for_themselves)
    return contributions(found, for_themselves=for_themselves)


def one(somebody, kind, **options):
    (found,) = [contribution for contribution in shown(somebody, **options) if contribution.kind is kind]
    return found


def test_everything_is_listed_newest_first_and_counted(student):
    kinds = [contribution.kind for contribution in shown(student)]
    assert kinds == [Kind.REMARK, Kind.PASSAGE, Kind.MISREADING, Kind.CITATION, Kind.REWORDING, Kind.STEP, Kind.CLAIM]
    assert counts(listed(student, for_themselves=False)) == dict.fromkeys(Kind, 1)


def test_each_is_told_with_what_it_is_about(student):
    about = {found.kind: (found.words, found.target_words) for found in shown(student)}
    assert about == {
        Kind.CLAIM: ("It is not so at all.", ""),
        Kind.STEP: ("It is not so at all.", "Claim a."),
        Kind.CITATION: ("Words of it.", "Claim a."),
        Kind.REWORDING: ("It is not so at all.", "It is not so at all."),
        Kind.MISREADING: ("It says less.", "Claim b."),
        Kind.PASSAGE: (OWNED, "Claim a."),
        Kind.REMARK: ("Nobody *at all*.", OWNED),
    }


def test_what_others_said_against_it_is_counted(student):
    other = person("other")
    answer(other, one(student, Kind.CLAIM).row, "It is so.")
    answer(other, one(student, Kind.STEP).row, "That does not follow.")
    answer(other, one(student, Kind.CLAIM).row, "Indeed.", stance=Stance.FOR)
    assert (one(student, Kind.CLAIM).against, one(student, Kind.STEP).against) == (1, 1)


def test_it_is_said_where_the_words_have_changed_since(student):
    say_otherwise(person("other"), claim("a"), "Claim a, in other words.")
    changed = {found.kind for found in shown(student) if found.is_reworded}
    assert changed == {Kind.CLAIM, Kind.STEP}
    say_otherwise(student, one(student, Kind.CLAIM).row, "It is not.")
    assert [found.is_reworded for found in shown(student) if found.kind is Kind.REWORDING] == [False, True]


def test_what_was_withdrawn_is_a_stub_to_others_and_readable_to_its_author(student):
    withdraw(thing=one(student, Kind.STEP).row, by=student)
    for kind in (Kind.STEP, Kind.CLAIM, Kind.REWORDING):
        assert (one(student, kind).state, one(student, kind).words) == ("withdrawn", "")
        assert one(student, kind, for_themselves=True).words == "It is not so at all."


def test_what_waits_is_seen_by_its_author_alone(student):
    Claim.objects.filter(contributor=student).update(state="waiting")
    Inference.objects.filter(contributor=student).update(state="waiting")
    for model in (Citation, Remark):
        model.objects.update(state="waiting")
    assert {found.kind for found in shown(student)} == {Kind.MISREADING, Kind.PASSAGE}
    assert {found.kind for found in shown(student, for_themselves=True)} == set(Kind)


def test_what_is_hidden_is_not_listed(student):
    Claim.objects.filter(contributor=student).update(state="hidden")
    listed_now = shown(student)
    assert {found.kind for found in listed_now} == set(Kind) - {Kind.CLAIM, Kind.REWORDING}
    assert not any("not so" in found.words + found.target_words for found in listed_now)


def test_the_words_of_a_claim_that_was_hidden_are_not_repeated_beside_its_answer(student):
    Claim.objects.filter(key="a").update(state="hidden")
    assert one(student, Kind.STEP).target_words == ""
    assert not [found for found in shown(student) if found.kind is Kind.CITATION]


def test_someone_who_did_nothing_has_nothing(post):
    assert shown(person("nobody")) == []


def test_many_contributions_take_as_many_queries_as_few(student):
    asked = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            shown(student)
        asked.append(len(queries))
        answer(student, claim("b"), f"No {number}.", f"Not at all {number}.")
        answer(student, step("i"), f"It does not follow {number}.")
        say_otherwise(student, Claim.objects.get(wording__text=f"No {number}."), f"Never {number}.")
    assert asked[0] == asked[1] <= 16


def test_the_words_of_ones_own_claim_are_listed_with_it_alone(post, student):
    place = {"place": find(post.text, "The weights are free."), "contributor": student}
    passages.state_claim(post=post, text="No owner.", granted=True, note="", token=uuid4(), **place)
    assert one(student, Kind.PASSAGE).words == OWNED


def test_a_note_that_was_withdrawn_is_readable_to_its_author_alone_and_so_is_one_that_is_hidden(student):
    Remark.objects.update(state="withdrawn")
    assert one(student, Kind.REMARK).words == ""
    assert one(student, Kind.REMARK, for_themselves=True).words == "Nobody *at all*."
    Remark.objects.update(state="hidden")
    assert one(student, Kind.REMARK, for_themselves=True).words == "Nobody *at all*."
    assert Kind.REMARK not in {it.kind for it in shown(student)}
