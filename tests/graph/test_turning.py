"""What a claim turns on and what a supposition flips: by hand, and against labelling the whole graph anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.labelling import label
from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.suppositions import NONE, Suppositions
from argmap.graph.turning import Turning, compare, flips, flips_of_each, turns_on
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import graphs, parts, suppositions

LONG = 5_000


def deny(claim: int, supposed: Suppositions = NONE) -> Suppositions:
    return Suppositions(supposed.granted - {claim}, supposed.denied | {claim}, supposed.set_aside)


def set_aside(step: int, supposed: Suppositions = NONE) -> Suppositions:
    return Suppositions(supposed.granted, supposed.denied, supposed.set_aside | {step})


def both(first: Suppositions, second: Suppositions) -> Suppositions:
    """Two readers' suppositions together; where they differ about a claim the second has the word."""
    granted = (first.granted - second.denied) | second.granted
    denied = (first.denied - second.granted) | second.denied
    return Suppositions(granted, denied, first.set_aside | second.set_aside)


def turns(text: str, key: str, **options: int) -> list[tuple[str, str]]:
    """What a claim of a graph in text turns on, by key, each with the label that the claim would get."""
    argument = graph(text)
    found = turns_on(argument, label(argument), claim_ids(argument)[key], **options)
    return [(named(argument, turn.claim, turn.inference), turn.becomes) for turn in found.turns]


def named(argument: Graph, claim: int | None, step: int | None) -> str:
    return argument.inferences[step].key if claim is None else argument.claims[claim].key


def chain(length: int) -> Graph:
    """A claim that rests on one claim, and so on."""
    claims = [Claim(id, f"C{id}", granted=id == length) for id in range(1, length + 1)]
    return Graph.build(claims, [Inference(id, f"I{id}", Stance.FOR, (id + 1,), id) for id in range(1, length)])


def circle(length: int) -> Graph:
    """Claims each of which is the reason for the one before it, with one that is granted besides."""
    claims = [Claim(id, f"C{id}", granted=id == length) for id in range(1, length + 1)]
    steps = [Inference(id, f"I{id}", Stance.FOR, (id % length + 1,), id) for id in range(1, length + 1)]
    return Graph.build(claims, steps)


def rebutted(times: int) -> Graph:
    """A claim with so many rebuttals."""
    claims = [Claim(id, f"C{id}") for id in range(times + 1)]
    return Graph.build(claims, [Inference(id, f"I{id}", Stance.AGAINST, (id,), 0) for id in range(1, times + 1)])


def test_a_claim_turns_on_its_only_reason_and_on_all_that_this_rests_on_nearest_first() -> None:
    assert turns("i: a + b -> c; j: c -> m", "m") == [(key, "falls") for key in ("j", "c", "i", "a", "b")]


def test_a_claim_turns_on_neither_of_two_reasons() -> None:
    assert turns("i: a -> c; j: b -> c", "c") == []


def test_a_claim_turns_on_what_two_reasons_share() -> None:
    assert turns("i: a + s -> c; j: b + s -> c", "c") == [("s", "falls")]


def test_a_claim_that_falls_turns_on_the_rebuttal_and_one_that_stands_on_the_answer_to_it() -> None:
    assert turns("r: d -x c", "c") == [("r", "stands"), ("d", "stands")]
    assert turns("r: d -x c; u: e -x r", "c") == [("u", "falls"), ("e", "falls")]


def test_a_claim_with_both_sides_unanswered_turns_on_each_of_them() -> None:
    found = turns("i: a -> c; r: d -x c", "c")
    assert found == [("i", "falls"), ("r", "stands"), ("a", "falls"), ("d", "stands")]


def test_a_claim_turns_on_what_keeps_a_circle_up() -> None:
    assert turns("i: a -> b; j: b -> a; k: s -> b; l: a -> m", "m") == [
        ("l", "falls"),
        ("a", "falls"),
        ("j", "falls"),
        ("b", "falls"),
        ("k", "contested"),
        ("s", "contested"),
    ]


def test_nothing_turns_a_claim_that_is_supposed() -> None:
    argument = graph("i: a -> c; r: d -x c")
    supposed = Suppositions(granted=frozenset([claim_ids(argument)["c"]]))
    found = turns_on(argument, label(argument, suppositions=supposed), claim_ids(argument)["c"], suppositions=supposed)
    assert found == Turning((), tried=0, candidates=0)


def test_denying_takes_the_place_of_a_grant() -> None:
    argument = graph("i: ?a -> c")
    claims = claim_ids(argument)
    supposed = Suppositions(granted=frozenset([claims["a"]]))
    found = turns_on(argument, label(argument, suppositions=supposed), claims["c"], suppositions=supposed)
    assert [named(argument, turn.claim, turn.inference) for turn in found.turns] == ["i", "a"]


@given(st.data())
def test_a_claim_turns_on_just_what_labelling_anew_says_it_does(data: st.DataObject) -> None:
    argument = data.draw(graphs())
    supposed = data.draw(st.just(NONE) | suppositions(argument))
    before = label(argument, suppositions=supposed)
    for claim, present in before.claims.items():
        trials = {(other, None): deny(other, supposed) for other in argument.claims if other != claim}
        trials |= {(None, step): set_aside(step, supposed) for step in argument.inferences}
        becomes = {who: label(argument, suppositions=trial).claims[claim] for who, trial in trials.items()}
        expected = {who: becoming for who, becoming in becomes.items() if becoming is not present}
        if claim in supposed.granted | supposed.denied:
            assert not expected
        found = turns_on(argument, before, claim, suppositions=supposed)
        assert {(turn.claim, turn.inference): turn.becomes for turn in found.turns} == expected
        assert found.is_complete


@given(graphs(), st.integers(0, 40))
def test_what_is_tried_within_a_budget_is_the_beginning_of_what_is_tried_without(argument: Graph, budget: int) -> None:
    labelling = label(argument)
    for claim in argument.claims:
        whole = turns_on(argument, labelling, claim)
        found = turns_on(argument, labelling, claim, budget=budget)
        assert found.turns == whole.turns[: len(found.turns)]
        assert found.candidates == whole.candidates
        assert found.is_complete == (found.tried == whole.tried)


def test_a_search_that_ends_early_says_how_much_it_tried() -> None:
    argument = circle(100)
    found = turns_on(argument, label(argument), 1, budget=1000)
    assert not found.is_complete
    assert 0 < found.tried < found.candidates == 199


def test_a_long_chain_is_walked_once_and_not_from_each_of_its_links() -> None:
    argument = chain(LONG)
    found = turns_on(argument, label(argument), 1, budget=4 * LONG)
    assert found.is_complete
    assert len(found.turns) == 2 * (LONG - 1)


def test_a_claim_with_very_many_rebuttals_is_judged_in_a_moment_for_each() -> None:
    argument = rebutted(LONG)
    assert turns_on(argument, label(argument), 0, budget=8 * LONG) == Turning((), 2 * LONG, 2 * LONG)


def test_a_large_circle_meets_no_recursion_limit() -> None:
    argument = circle(LONG)
    assert 0 < turns_on(argument, label(argument), 1, budget=1).tried < 2 * LONG
    assert len(flips(argument, label(argument), deny(LONG)).claims) == LONG


def test_a_supposition_flips_what_rests_on_it_and_itself() -> None:
    argument = graph("i: a -> c; j: b -> c; r: c -x d; k: a -> e")
    claims, steps = claim_ids(argument), inference_ids(argument)
    found = flips(argument, label(argument), deny(claims["a"]))
    assert found.claims == {claims["a"]: "falls", claims["e"]: "falls"}
    assert found.inferences == {steps["i"]: "fails", steps["k"]: "fails"}


@given(st.data())
def test_suppositions_flip_just_what_labelling_anew_says_they_do(data: st.DataObject) -> None:
    argument = data.draw(graphs())
    supposed = data.draw(st.just(NONE) | suppositions(argument))
    extras = data.draw(st.lists(suppositions(argument), max_size=4))
    before = label(argument, suppositions=supposed)
    found = flips_of_each(argument, before, extras, suppositions=supposed)
    expected = [compare(before, label(argument, suppositions=both(supposed, extra))) for extra in extras]
    assert found == expected
    assert [[*each.claims] for each in found] == [sorted(each.claims) for each in found]


def test_ids_that_the_graph_does_not_have_flip_nothing() -> None:
    argument = graph("a -> b")
    absent = frozenset([99])
    found = flips(argument, label(argument), Suppositions(absent, absent, absent))
    assert not found.claims and not found.inferences


@given(parts(), st.data())
def test_comparing_tells_what_a_new_step_would_change(drawn: tuple[list, list], data: st.DataObject) -> None:
    claims, steps = drawn
    before = label(Graph.build(claims, steps))
    target = data.draw(st.sampled_from(claims))
    new = Inference(1000, "new", Stance.AGAINST, (1000,), target.id)
    after = label(Graph.build([*claims, Claim(1000, "ground")], [*steps, new]))
    found = compare(before, after)
    assert {**before.claims, **found.claims, 1000: "stands"} == after.claims
    assert {**before.inferences, **found.inferences, 1000: "applies"} == after.inferences
    assert all(before.claims[id] is not becomes for id, becomes in found.claims.items())
