"""What a move would change, compared with what it changes."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from argmap.graph.model import Graph, Stance
from argmap.models import Claim, Inference
from argmap.operations import edits, moves
from argmap.operations.changes import changing
from argmap.queries.effects import MOST_NAMED, effect_of_granting, effect_of_step, effect_of_withdrawing
from tests.builders import claim, make_post, step
from tests.graph.graphs import graphs
from tests.people import person, reword
from tests.stored import FAR, store

pytestmark = pytest.mark.django_db
with_rows = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def told(relabelled) -> dict[int, tuple[str, str]]:
    """What a move said it changed: the claims that were there before and got another label."""
    return {it.id: (it.was, it.became) for it in relabelled if it.kind == "claim" and it.was is not None}


def shown(effect) -> dict[int, tuple[str, str]]:
    """What was shown before the move."""
    assert effect.total == len(effect.changed)
    return {it.claim.pk: (it.was, it.becomes) for it in effect.changed}


def label_of(thing) -> str | None:
    return type(thing).objects.values_list("label", flat=True).get(pk=thing.pk)


def target_in(data: st.DataObject, graph: Graph) -> Claim | Inference:
    """A claim or a step of a stored graph."""
    found: list[tuple[type, int]] = [(Claim, id) for id in graph.claims] + [(Inference, id) for id in graph.inferences]
    model, id = data.draw(st.sampled_from(found))
    return model.objects.get(pk=FAR + id)


@with_rows
@given(graph=graphs(claims=6, steps=8), data=st.data())
def test_what_a_step_is_shown_to_change_is_what_it_changes(graph, data):
    with transaction.atomic():
        post = store(graph)
        target = target_in(data, graph)
        stance = Stance.AGAINST if isinstance(target, Inference) else data.draw(st.sampled_from(Stance))
        others = [FAR + id for id in graph.claims if not (isinstance(target, Claim) and target.pk == FAR + id)]
        old = data.draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
        new = ["Nobody said so.", "Nor that."][: data.draw(st.integers(0 if old else 1, 2))]
        effect = effect_of_step(post, target, stance=stance, premises=old, is_new=bool(new))
        was = label_of(target)
        try:
            made = moves.add_step(
                target=target, stance=stance, contributor=person(), premises=[*old, *new], token=uuid4()
            )
        except moves.StepThere:
            transaction.set_rollback(True)
            reject()
        assert shown(effect) == told(made.relabelled)
        assert (effect.step, effect.target_was, effect.target) == (label_of(made.step), was, label_of(target))
        transaction.set_rollback(True)


@with_rows
@given(graph=graphs(claims=6, steps=8), data=st.data())
def test_what_it_is_shown_to_change_to_take_something_back_is_what_it_changes(graph, data):
    with transaction.atomic():
        post = store(graph, by=person())
        thing = target_in(data, graph)
        effect = effect_of_withdrawing(post, thing)
        assert shown(effect) == told(edits.withdraw(thing=thing, by=person()))
        assert (effect.target, label_of(thing)) == (None, None)
        transaction.set_rollback(True)


@with_rows
@given(graph=graphs(claims=6, steps=8), data=st.data())
def test_what_it_is_shown_to_change_to_grant_a_claim_is_what_it_changes(graph, data):
    with transaction.atomic():
        post = store(graph, by=person())
        found = Claim.objects.with_wording().get(pk=FAR + data.draw(st.sampled_from(sorted(graph.claims))))
        effect = effect_of_granting(post, found, granted=not found.granted)
        assert shown(effect) == told(reword(found, found.text, granted=not found.granted))
        assert effect.target == label_of(found)
        transaction.set_rollback(True)


def test_what_does_not_count_would_change_nothing():
    post = make_post("i: a -> c; u: e -x i", main=["c"])
    Claim.objects.filter(key="a").update(state="withdrawn")
    with changing(post=post.pk) as change:
        pass
    effect = effect_of_step(change.post, step("i"), stance=Stance.AGAINST, premises=[], is_new=True)
    assert (effect.total, effect.step, effect.target_was, effect.target) == (0, None, None, None)


def test_the_target_and_the_main_claims_come_first_and_only_some_are_named():
    post = make_post("; ".join(f"i{number}: a -> b{number}" for number in range(12)) + "; j: b3 -> z", main=["z", "b7"])
    effect = effect_of_step(post, claim("a"), stance=Stance.AGAINST, premises=[], is_new=True)
    assert [it.claim.key for it in effect.changed[:3]] == ["a", "z", "b7"]
    assert (len(effect.changed), effect.total) == (MOST_NAMED, 14)


def test_a_step_that_would_itself_not_apply_says_why():
    post = make_post("c; r: d -x e", main=["c"])
    effect = effect_of_step(post, claim("c"), stance=Stance.AGAINST, premises=[claim("e").pk], is_new=False)
    assert (effect.total, effect.step, effect.step_why.code) == (0, "fails", "premise falls")
    assert (effect.target_was, effect.target, effect.target_why.code) == ("stands", "stands", "answered")


def test_an_effect_takes_one_query_once_the_structure_is_known():
    post = make_post("i: a -> c", main=["c"])
    found = claim("a")
    effect_of_step(post, found, stance=Stance.AGAINST, premises=[], is_new=True)
    with CaptureQueriesContext(connection) as asked:
        effect_of_step(post, found, stance=Stance.AGAINST, premises=[], is_new=True)
    assert len(asked) == 1
