"""What counts in a graph, and the ways one can walk it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from argmap.graph.model import Claim, Graph, Inference, Relation, Stance, State
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import parts

GONE = [State.WAITING, State.WITHDRAWN, State.HIDDEN]


def rebuilt(drawn: Graph, **states: State) -> Graph:
    """The same graph with some claims and steps, by key, in other states."""
    claims = [replace(claim, state=states.get(claim.key, claim.state)) for claim in drawn.claims.values()]
    steps = [replace(step, state=states.get(step.key, step.state)) for step in drawn.inferences.values()]
    return Graph.build(claims, steps, drawn.main)


def keys(steps) -> list[str]:
    return [step.key for step in steps]


def test_a_step_is_support_rebuttal_or_undercut():
    drawn = graph("i: a -> c; r: b -x c; u: d -x i; v: e -x u")
    relations = {step.key: step.relation for step in drawn.inferences.values()}
    assert relations == {
        "i": Relation.SUPPORT,
        "r": Relation.REBUTTAL,
        "u": Relation.UNDERCUT,
        "v": Relation.UNDERCUT,
    }


def test_a_graph_can_be_walked_in_every_direction():
    drawn = graph("i: a + b -> c; j: a -> d; r: b -x c; u: d -x i")
    claim, step = claim_ids(drawn), inference_ids(drawn)
    assert keys(drawn.bearing_on[claim["c"]]) == ["i", "r"]
    assert keys(drawn.reasons_for(claim["c"])) == ["i"]
    assert keys(drawn.rebuttals_of(claim["c"])) == ["r"]
    assert keys(drawn.undercuts_of[step["i"]]) == ["u"]
    assert keys(drawn.used_in[claim["a"]]) == ["i", "j"]
    assert drawn.reasons_for(claim["a"]) == drawn.rebuttals_of(claim["a"]) == []


@pytest.mark.parametrize("state", GONE)
@pytest.mark.parametrize(
    ("gone", "left"),
    [("a", ["r"]), ("c", []), ("i", ["r"]), ("r", ["i", "u", "v"]), ("u", ["i", "r"]), ("d", ["i", "r"])],
)
def test_what_is_not_published_does_not_count_nor_does_what_needs_it(gone, left, state):
    drawn = graph("i: a + b -> c; r: e -x c; u: d -x i; v: f -x u")
    assert keys(rebuilt(drawn, **{gone: state}).inferences.values()) == left


def test_a_main_claim_that_is_not_published_is_no_main_claim():
    drawn = graph("a; b", main=["a", "b"])
    assert rebuilt(drawn, a=State.HIDDEN).main == (claim_ids(drawn)["b"],)


def test_ids_that_nobody_knows_count_as_not_published():
    unknown = [
        Inference(1, "i", Stance.FOR, (1, 99), conclusion=2),
        Inference(2, "j", Stance.FOR, (1,), conclusion=99),
        Inference(3, "u", Stance.AGAINST, (1,), undercuts=99),
    ]
    assert not Graph.build([Claim(1, "a"), Claim(2, "c")], unknown, [99]).inferences


def test_the_order_given_is_kept():
    drawn = graph("z: a -> c; y: b -> c; x: d -> c")
    assert keys(drawn.reasons_for(claim_ids(drawn)["c"])) == ["z", "y", "x"]


@given(parts())
def test_the_indexes_hold_every_step_that_counts_once(drawn):
    built = Graph.build(*drawn)
    targeted = [step.id for steps in (built.bearing_on, built.undercuts_of) for row in steps.values() for step in row]
    assert sorted(targeted) == sorted(built.inferences)
    used = sorted((claim, step.id) for claim, steps in built.used_in.items() for step in steps)
    assert used == sorted((claim, step.id) for step in built.inferences.values() for claim in step.premises)
