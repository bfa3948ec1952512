from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.graph.layout import TALL, folded, neighbourhood, unsettled, upper_levels, vertical
from tests.graph.arguments import arguments
from tests.graph.builders import claim_ids, graph
from tests.graph.drawings import assert_edges_join, assert_no_overlap, draw, lines


def test_the_neighbourhood_of_a_claim_has_what_bears_on_it_and_what_it_bears_on():
    argument = graph("i: b + s -> a; j: c -> b; k: d -> c; l: e -> d; u: v -x j; z -> a", main=["a"])
    part = neighbourhood(argument, claim_ids(argument)["c"], 1)
    assert {claim.key for claim in part.claims.values()} == {"b", "c", "d", "v"} - {"v"}
    part = neighbourhood(argument, claim_ids(argument)["c"], 2)
    assert {claim.key for claim in part.claims.values()} == {"a", "b", "s", "c", "d", "e"}


def test_the_neighbourhood_of_a_claim_includes_undercuts_of_its_reasons_and_the_step_it_undercuts():
    argument = graph("i: a -> c; u: b -x i; w: d -x u; x -> a", main=["c"])
    assert {claim.key for claim in neighbourhood(argument, claim_ids(argument)["c"], 1).claims.values()} == set("cabd")
    part = neighbourhood(argument, claim_ids(argument)["d"], 1)
    assert {claim.key for claim in part.claims.values()} == set("cabd")
    assert len(part.inferences) == 3


def test_the_neighbourhood_of_an_unknown_claim_is_an_error():
    with pytest.raises(KeyError):
        neighbourhood(graph("a"), 99, 2)


@given(arguments(), st.integers(0, 4), st.data())
@settings(max_examples=60)
def test_a_neighbourhood_holds_its_claim_and_grows_with_its_depth(argument, depth, data):
    claim = data.draw(st.sampled_from(list(argument.claims)))
    narrow, wide = neighbourhood(argument, claim, depth), neighbourhood(argument, claim, depth + 1)
    assert claim in narrow.claims
    assert narrow.claims.keys() <= wide.claims.keys() <= argument.claims.keys()
    assert narrow.inferences.keys() <= wide.inferences.keys()


@given(arguments(most_claims=20), st.integers(1, 20))
@settings(max_examples=100)
def test_upper_levels_keep_to_the_limit_and_count_each_claim_behind_once(argument, limit):
    part, behind = upper_levels(argument, limit)
    assert 1 <= len(part.claims) <= limit
    assert behind.keys() <= part.claims.keys()
    assert sum(behind.values()) <= len(argument.claims) - len(part.claims)
    assert len(draw(argument, limit=limit).cards) == min(limit, len(part.claims))


def test_upper_levels_take_the_nearest_first_and_count_the_rest_behind_them():
    argument = graph("i: a + b -> m; j: c -> a; k: d + e -> b; l: f -> c", main=["m"])
    ids = claim_ids(argument)
    part, behind = upper_levels(argument, 4)
    assert [claim.key for claim in part.claims.values()] == ["a", "b", "m", "c"]
    assert behind == {ids["c"]: 1, ids["b"]: 2}


def test_a_step_is_never_kept_without_one_of_its_premises():
    argument = graph("i: a + b + c -> m", main=["m"])
    part, behind = upper_levels(argument, 3)
    assert (len(part.claims), len(part.inferences)) == (1, 0)
    assert behind == {claim_ids(argument)["m"]: 3}


def test_nothing_is_folded_behind_a_whole_argument():
    argument = graph("i: a -> b; j: b -> a")
    assert folded(argument, argument.claims) == {}


@given(arguments(), st.data())
@settings(max_examples=60)
def test_the_narrow_drawing_stacks_a_claim_and_what_bears_on_it_in_one_column(argument, data):
    claim = data.draw(st.sampled_from(list(argument.claims)))
    drawing = vertical(argument, claim, wrap=lines)
    assert drawing.width < 350
    assert drawing.cards[0].claim == claim
    shown = [card.claim for card in drawing.cards]
    assert len(shown) == len(set(shown))
    assert {step.id for step in argument.bearing_on.get(claim, ())} <= {
        junction.inference for junction in drawing.junctions
    }
    assert all(upper.bottom + TALL.gap <= lower.y for upper, lower in pairwise(drawing.cards))
    assert_no_overlap(drawing)
    assert_edges_join(drawing)
    assert all(node.y < drawing.height for node in drawing.nodes)


def test_the_narrow_drawing_counts_what_it_leaves_out():
    argument = graph("i: a -> m; j: b + c -> a; u: d -x i; w: e -x u", main=["m"])
    drawing = vertical(argument, claim_ids(argument)["m"], wrap=lines)
    assert {argument.claims[card.claim].key: card.hidden for card in drawing.cards} == {
        "m": 0,
        "a": 2,
        "d": 0,
        "e": 0,
    }


def test_what_is_unsettled_keeps_what_is_said_against_it_and_of_a_step_the_premises_shown():
    argument = graph("i: a + s -> c; r: d + e -x a; w: f -> s", main=["c"])
    ids = claim_ids(argument)
    part = unsettled(argument, {ids[key] for key in "sdef"})
    assert {claim.key for claim in part.claims.values()} == set("cade")
    assert {step.key: len(step.premises) for step in part.inferences.values()} == {"i": 1, "r": 2}
