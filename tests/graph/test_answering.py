"""What would have to be answered for a claim to stand: by hand, and against trying every set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.answering import Ways, ways_to_stand
from argmap.graph.labelling import label
from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.openings import unanswered
from argmap.graph.suppositions import NONE, Suppositions
from tests.graph.builders import claim_ids, graph
from tests.graph.graphs import graphs, suppositions

NO_WAY = Ways((), is_complete=True)


def ways(text: str, key: str, **options: int) -> list[set[str]]:
    """The sets of steps, by key, whose answer makes a claim of a graph in text stand."""
    argument = graph(text)
    found = ways_to_stand(argument, label(argument), claim_ids(argument)[key], **options)
    assert found.is_complete
    return [{argument.inferences[id].key for id in points} for points in found.sets]


def every_smallest_set(argument: Graph, claim: int, supposed: Suppositions, most: int = 3) -> list[frozenset[int]]:
    """The same by trying all sets of open points, the smaller ones first."""
    before = label(argument, suppositions=supposed)
    for size in range(1, most + 1):
        found = []
        for points in combinations(unanswered(argument, before), size):
            trial = Suppositions(supposed.granted, supposed.denied, supposed.set_aside | set(points))
            if label(argument, suppositions=trial).claims[claim] == "stands":
                found.append(frozenset(points))
        if found:
            return found
    return []


def test_a_claim_that_stands_needs_no_answer() -> None:
    assert ways("a", "a") == []


def test_a_rebutted_claim_stands_when_the_rebuttal_is_answered() -> None:
    assert ways("r: d -x c", "c") == [{"r"}]


def test_all_rebuttals_have_to_be_answered() -> None:
    assert ways("r: d -x c; s: e -x c; i: a -> c; t: f -x a", "c") == [{"r", "s", "t"}]


def test_more_than_three_answers_are_not_looked_for() -> None:
    text = "r: d -x c; s: e -x c; t: f -x c; u: g -x c"
    assert ways(text, "c") == []
    assert ways(text, "c", most=4) == [{"r", "s", "t", "u"}]


def test_answering_what_undercuts_any_one_of_the_reasons_is_enough() -> None:
    assert ways("i: a -> c; u: d -x i; j: b -> c; v: e -x j", "c") == [{"u"}, {"v"}]


def test_an_answer_may_bring_an_earlier_answer_back() -> None:
    assert ways("r: d -x c; u: e -x r; v: f -x u", "c") == [{"v"}]


def test_a_claim_left_without_a_reason_has_no_answer_to_wait_for() -> None:
    assert ways("i: ?a -> c", "c") == []


def test_no_answer_helps_a_claim_that_is_denied() -> None:
    argument = graph("r: d -x c")
    claim = claim_ids(argument)["c"]
    denied = Suppositions(denied=frozenset([claim]))
    labelling = label(argument, suppositions=denied)
    assert ways_to_stand(argument, labelling, claim, suppositions=denied) == NO_WAY


@given(st.data())
def test_the_ways_to_stand_are_the_smallest_sets_of_all_that_would_do(data: st.DataObject) -> None:
    argument = data.draw(graphs(claims=7, steps=11))
    supposed = data.draw(st.just(NONE) | suppositions(argument))
    labelling = label(argument, suppositions=supposed)
    for claim, present in labelling.claims.items():
        expected = [] if present == "stands" else every_smallest_set(argument, claim, supposed)
        found = ways_to_stand(argument, labelling, claim, suppositions=supposed)
        assert found == Ways(tuple(sorted(expected, key=sorted)), is_complete=True)


@st.composite
def besieged(draw: st.DrawFn) -> Graph:
    """Granted claims under attack from granted claims, so that most ways to stand take several answers."""
    count = draw(st.integers(4, 10))
    claims = [Claim(id, f"c{id}", granted=id > 3 or draw(st.booleans())) for id in range(1, count + 1)]
    steps = []
    for id in range(1, draw(st.integers(3, 9)) + 1):
        target, premise = draw(st.integers(1, count // 2)), draw(st.integers(count // 2, count))
        stance = Stance.FOR if draw(st.integers(0, 3)) == 0 else Stance.AGAINST
        if id > 2 and draw(st.integers(0, 3)) == 0:
            undercut = draw(st.integers(1, id - 1))
            steps.append(Inference(id, f"i{id}", Stance.AGAINST, (premise,), undercuts=undercut))
        elif target != premise:
            steps.append(Inference(id, f"i{id}", stance, (premise,), target))
    return Graph.build(claims, steps)


@given(besieged())
def test_the_ways_to_stand_are_right_where_much_has_to_be_answered(argument: Graph) -> None:
    labelling = label(argument)
    for claim, present in labelling.claims.items():
        expected = [] if present == "stands" else every_smallest_set(argument, claim, NONE)
        assert {*ways_to_stand(argument, labelling, claim).sets} == {*expected}


def test_a_search_that_ends_early_says_so_and_what_it_found_is_right() -> None:
    claims = [Claim(id, f"C{id}", granted=id > 0) for id in range(300)]
    reasons = [Inference(id, f"I{id}", Stance.FOR, (id,), 0) for id in range(1, 100)]
    undercuts = [Inference(100 + id, f"U{id}", Stance.AGAINST, (100 + id,), undercuts=id) for id in range(1, 100)]
    argument = Graph.build(claims, reasons + undercuts)
    found = ways_to_stand(argument, label(argument), 0, budget=700)
    assert not found.is_complete
    assert 0 < len(found.sets) < len(ways_to_stand(argument, label(argument), 0).sets) == 99


def test_very_many_rebuttals_that_cannot_all_be_answered_are_given_up_at_once() -> None:
    claims = [Claim(id, f"C{id}") for id in range(20_001)]
    argument = Graph.build(claims, [Inference(id, f"R{id}", Stance.AGAINST, (id,), 0) for id in range(1, len(claims))])
    assert ways_to_stand(argument, label(argument), 0) == NO_WAY
