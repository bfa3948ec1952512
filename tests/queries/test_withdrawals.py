"""What hangs on a contribution that its author wants to take back."""

from __future__ import annotations

import pytest

from argmap.models import Citation, Claim, Source
from argmap.operations import edits
from argmap.queries.withdrawals import answers_to, built_on_by_others, only_used_in
from tests.builders import claim, make_post
from tests.people import against, person, reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def rebuttal():
    """A rebuttal of Ada's, from a claim of hers and one that is there."""
    make_post("i: a -> c; d", main=["c"])
    return against(claim("a"), "No.", claim("d"))


@pytest.fixture
def mine(rebuttal) -> Claim:
    return claim("M1")


def test_ones_own_steps_are_not_those_of_others(mine):
    reason(mine, "Because.")
    reason(claim("c"), mine)
    assert not built_on_by_others(mine)


@pytest.mark.parametrize("build", [against, reason])
def test_a_step_of_somebody_else_at_a_claim_is_built_on_it(mine, build):
    made = build(mine, "Because.", by=person("ben"))
    assert built_on_by_others(mine)
    edits.withdraw(thing=made, by=person("ben"))
    assert not built_on_by_others(mine)


def test_so_is_one_that_uses_it_and_one_by_somebody_who_left(mine):
    reason(claim("c"), mine, by=person("ben"))
    assert built_on_by_others(mine)
    person("ben").delete()
    assert built_on_by_others(mine)


def test_what_came_with_a_post_counts_as_built_on_by_others(rebuttal):
    assert built_on_by_others(claim("a"))
    assert built_on_by_others(claim("d"))
    assert not built_on_by_others(claim("M1"))


def test_answers_are_counted_once_each(mine):
    assert answers_to(mine) == 1
    against(mine, "Yes.", by=person("ben"))
    reason(claim("c"), mine, "And more.", by=person("ben"))
    assert answers_to(mine) == 3


def test_only_ones_own_premises_go_with_a_step(rebuttal):
    assert [it.key for it in only_used_in(rebuttal)] == ["M1"]


def test_a_premise_with_a_source_of_somebody_else_stays(rebuttal, mine):
    source = Source.objects.create(key="s", kind="page", title="A page", citation="A page")
    citation = Citation.objects.create(claim=mine, source=source, voice="reader", contributor=person())
    assert only_used_in(rebuttal).exists()
    Citation.objects.filter(pk=citation.pk).update(contributor=person("ben"))
    assert not only_used_in(rebuttal).exists()


def test_a_premise_that_was_used_only_by_what_was_taken_back_goes_too(rebuttal, mine):
    other = reason(claim("c"), mine)
    assert not only_used_in(rebuttal).exists()
    edits.withdraw(thing=other, by=person())
    assert only_used_in(rebuttal).exists()
