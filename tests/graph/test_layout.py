from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.graph.layout import WIDE, Drawing
from argmap.graph.model import Claim, Graph, Inference, Relation, Stance
from tests.graph.arguments import arguments, texts
from tests.graph.builders import claim_ids, graph
from tests.graph.drawings import ROUNDING, assert_edges_join, assert_no_overlap, draw, ends


@given(arguments())
@settings(max_examples=60)
def test_every_claim_is_drawn_once_no_two_cards_overlap_and_every_edge_joins_its_ends(argument):
    drawing = draw(argument)
    assert sorted(card.claim for card in drawing.cards) == sorted(argument.claims)
    assert_no_overlap(drawing)
    assert_edges_join(drawing)


@given(arguments())
@settings(max_examples=60)
def test_every_step_on_a_claim_is_drawn_with_all_its_premises_and_its_target(argument):
    drawing = draw(argument)
    drawn = {junction.inference for junction in drawing.junctions}
    assert drawn >= {step.id for step in argument.inferences.values() if step.conclusion is not None}
    premises = defaultdict(list)
    for edge in drawing.edges:
        premises[edge.inference].append(edge.claim if edge.kind == "premise" else None)
    for id in drawn:
        step = argument.inferences[id]
        target = [edge for edge in drawing.edges if edge.inference == id and edge.kind == "target"]
        assert [(edge.claim, edge.undercuts) for edge in target] == [(step.conclusion, step.undercuts)]
        assert [claim for claim in premises[id] if claim is not None] == list(step.premises)


@given(arguments())
@settings(max_examples=60)
def test_junctions_in_the_same_room_leave_each_other_room_for_their_words(argument):
    drawing = draw(argument)
    rooms = defaultdict(list)
    for junction in drawing.junctions:
        rooms[int((junction.x - WIDE.margin) // (WIDE.card_width + WIDE.between))].append(junction.y)
    for heights in rooms.values():
        for upper, lower in pairwise(sorted(heights)):
            assert lower - upper >= WIDE.junction_slot - 1e-6


@given(arguments())
@settings(max_examples=60)
def test_the_same_argument_always_gives_the_same_drawing(argument):
    again = Graph.build(list(argument.claims.values()), list(argument.inferences.values()), argument.main)
    assert draw(again) == draw(argument)


def assert_calm(before: Drawing, after: Drawing, new: int) -> None:
    """No column changed, no two cards swapped, and none moved farther than the new card's slot."""
    old = {card.claim: card for card in before.cards}
    now = {card.claim: card for card in after.cards}
    slot = now[new].height + WIDE.gap
    for claim, card in old.items():
        assert (card.x, card.height) == (now[claim].x, now[claim].height)
        assert -slot / 2 - 1e-6 <= now[claim].y - card.y <= slot + 1e-6
    for x in {card.x for card in old.values()}:
        column = sorted((card for card in old.values() if card.x == x), key=lambda card: card.y)
        assert all(now[upper.claim].bottom <= now[lower.claim].y for upper, lower in pairwise(column))
    places = {junction.inference: junction for junction in after.junctions}
    for junction in before.junctions:
        assert junction.x == places[junction.inference].x
        assert abs(junction.y - places[junction.inference].y) <= slot + 1e-6


def with_answer(argument: Graph, text: str, target: int, more: tuple[int, ...] = ()) -> tuple[Graph, int]:
    """The argument with one more step against a claim or a step, from a new claim and perhaps old ones."""
    claim, step = max(argument.claims) + 1, max(argument.inferences, default=100) + 1
    on_claim = target in argument.claims
    answer = Inference(
        step,
        f"I{step}",
        Stance.AGAINST,
        (claim, *more),
        conclusion=target if on_claim else None,
        undercuts=None if on_claim else target,
    )
    claims = [*argument.claims.values(), Claim(claim, f"C{claim}", text)]
    return Graph.build(claims, [*argument.inferences.values(), answer], argument.main), claim


@given(arguments(), texts(), st.data())
@settings(max_examples=80)
def test_one_answer_moves_cards_up_or_down_by_at_most_its_own_slot_and_swaps_none(argument, text, data):
    target = data.draw(st.sampled_from([*argument.claims, *argument.inferences]))
    more = tuple(claim for claim in argument.main if claim != target)[: data.draw(st.integers(0, 1))]
    answered, new = with_answer(argument, text, target, more)
    assert_calm(draw(argument), draw(answered), new)


def large(size: int, seed: int = 1) -> Graph:
    """An argument of many claims in which some are shared, one step in six is an undercut and one in three attacks."""
    random = Random(seed)
    claims = [Claim(id, f"C{id}", "word " * random.randint(3, 50)) for id in range(1, size + 1)]
    steps: list[Inference] = []
    fresh = list(range(2, size + 1))
    while fresh:
        taken = [fresh.pop(0) for _ in range(min(len(fresh), random.randint(1, 3)))]
        first = taken[0]
        shared = [random.randrange(1, first)] if first > 20 and random.random() < 0.2 else []
        target = random.randint(max(1, first // 4), first - 1)
        id = len(steps) + 1001
        if steps and random.random() < 1 / 6:
            under = random.choice(steps[-15:]).id
            steps.append(Inference(id, f"I{id}", Stance.AGAINST, (*taken, *shared), undercuts=under))
        else:
            premises = tuple(premise for premise in (*taken, *shared) if premise != target)
            stance = random.choice([Stance.FOR, Stance.FOR, Stance.AGAINST])
            steps.append(Inference(id, f"I{id}", stance, premises, conclusion=target))
    return Graph.build(claims, steps, [1])


def test_one_rebuttal_in_a_map_of_300_claims_leaves_it_calm_wherever_it_comes():
    argument = large(300)
    before = draw(argument)
    random = Random(2)
    for target in [
        1,
        2,
        300,
        *random.sample(list(argument.claims), 12),
        *random.sample(list(argument.inferences), 8),
    ]:
        old = random.randint(1, 300)
        answered, new = with_answer(argument, "word " * random.randint(1, 50), target, (old,) if old != target else ())
        assert_calm(before, draw(answered), new)


def test_a_map_of_5000_claims_has_no_overlap_within_a_column_and_keeps_reading_order():
    drawing = draw(large(5000))
    columns = defaultdict(list)
    for card in drawing.cards:
        columns[card.x].append(card)
    assert sum(map(len, columns.values())) == 5000
    for column in columns.values():
        assert all(upper.bottom <= lower.y for upper, lower in pairwise(column))


def test_a_chain_of_5000_claims_is_drawn_on_one_line():
    claims = [Claim(id, f"C{id}", "A claim.") for id in range(5000)]
    steps = [Inference(id, f"I{id}", Stance.FOR, (id + 1,), conclusion=id) for id in range(4999)]
    drawing = draw(Graph.build(claims, steps, [0]))
    assert {card.y for card in drawing.cards} == {WIDE.margin}
    assert drawing.cards[-1].depth == 4999


def test_what_bears_on_a_claim_stands_one_column_to_its_right_with_the_junction_between():
    drawing = draw(graph("i: a + b -> c; r: d -x c", main=["c"]))
    conclusion, first, second, rebuttal = drawing.cards
    assert conclusion.right < drawing.junctions[0].x < first.x == second.x == rebuttal.x
    assert first.y < second.y < rebuttal.y
    assert drawing.junctions[0].y == first.middle == conclusion.middle
    assert [junction.relation for junction in drawing.junctions] == [Relation.SUPPORT, Relation.REBUTTAL]


def test_reasons_stand_above_rebuttals_whichever_came_first():
    argument = graph("r: d -x c; i: a -> c", main=["c"])
    assert [argument.claims[card.claim].key for card in draw(argument).cards] == ["c", "a", "d"]


def test_an_undercut_ends_at_the_junction_it_attacks():
    drawing = draw(graph("i: a -> c; u: b -x i", main=["c"]))
    attacked, attack = drawing.junctions
    edge = next(edge for edge in drawing.edges if edge.undercuts is not None)
    assert (edge.claim, edge.undercuts) == (None, attacked.inference)
    assert ends(edge)[1] == pytest.approx((attacked.x, attacked.y), abs=ROUNDING)
    assert attacked.x < attack.x < drawing.cards[2].x


def test_a_claim_used_twice_is_drawn_once_where_its_oldest_chain_of_steps_leads():
    argument = graph("i: a -> c; j: b -> a; k: b -> c", main=["c"])
    drawing = draw(argument)
    assert {argument.claims[card.claim].key: card.depth for card in drawing.cards} == {"c": 0, "a": 1, "b": 2}
    assert [edge.again for edge in drawing.edges if edge.claim == claim_ids(argument)["b"]] == [False, True]


def test_a_circle_is_drawn_with_a_line_back_to_the_card_already_there():
    argument = graph("i: b -> a; j: a -> b", main=["a"])
    drawing = draw(argument)
    assert [argument.claims[card.claim].key for card in drawing.cards] == ["a", "b"]
    assert [edge.claim for edge in drawing.edges if edge.again] == [claim_ids(argument)["a"]]
    assert_edges_join(drawing)


def test_claims_that_hang_on_no_main_claim_stand_at_the_left_below():
    argument = graph("i: a -> c; j: x -> y; k: p -> q; l: q -> p", main=["c"])
    roots = [argument.claims[card.claim].key for card in draw(argument).cards if card.depth == 0]
    assert roots == ["c", "y", "p"]


def test_an_argument_without_claims_is_an_empty_drawing():
    drawing = draw(Graph.build([], []))
    assert (drawing.cards, drawing.edges) == ((), ())
    assert drawing.width > 0 and drawing.height > 0


def test_a_long_text_is_cut_to_six_lines_and_an_ellipsis():
    drawing = draw(Graph.build([Claim(1, "A", "word " * 90)], []))
    assert len(drawing.cards[0].lines) == 6
    assert drawing.cards[0].lines[-1].endswith("word …")
    assert len(drawing.cards[0].lines[-1]) <= 32


def test_a_card_with_claims_folded_behind_it_has_room_for_saying_so():
    argument = graph("a")
    plain, folding = draw(argument).cards[0], draw(argument, hidden={1: 7}).cards[0]
    assert (plain.hidden, folding.hidden) == (0, 7)
    assert folding.height - plain.height == WIDE.fold
