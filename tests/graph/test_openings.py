"""Open points: which there are, and in which order they come."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.labelling import label
from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.openings import OpenPoint, OpenPointKind, open_points, reaches, unanswered
from argmap.graph.suppositions import Suppositions
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import parts


def points(text: str, kind: str, **named: str) -> list[str]:
    """The open points of one kind of a graph in text, by key; the options name claims by key."""
    argument = graph(text, named.pop("main", ""))
    ids = claim_ids(argument)
    options = {name: {ids[key] for key in keys} for name, keys in named.items()}
    found = open_points(argument, label(argument), **{"cited": set(), **options})
    mine = [point for point in found if point.kind == kind]
    return [
        argument.inferences[point.inference].key if point.claim is None else argument.claims[point.claim].key
        for point in mine
    ]


def test_a_rebuttal_nobody_attacked_is_unanswered() -> None:
    assert points("r: d -x c", "unanswered") == ["r"]


def test_a_rebuttal_is_answered_by_an_undercut_and_by_a_rebuttal_of_a_premise() -> None:
    assert points("r: d -x c; u: e -x r", "unanswered") == ["u"]
    assert points("r: d -x c; s: e -x d", "unanswered") == ["s"]


def test_of_answers_to_answers_the_last_is_the_open_point() -> None:
    assert points("r: d -x c; u: e -x r; v: f -x u", "unanswered") == ["v"]


def test_a_rebuttal_that_fails_by_itself_needs_no_answer() -> None:
    assert points("r: ?d -x c", "unanswered") == []


def test_a_leaf_that_is_granted_wants_a_source_until_it_is_cited() -> None:
    assert points("i: a + b -> c; ?d; i2: !c -> e", "unsourced", cited="b") == ["a"]


def test_a_claim_with_a_rebuttal_but_no_reason_is_still_a_leaf() -> None:
    assert points("r: d -x c", "unsourced", cited="d") == ["c"]


def test_a_step_without_a_scheme_is_unnamed() -> None:
    argument = Graph.build(
        [Claim(1, "a"), Claim(2, "b")],
        [Inference(1, "i", Stance.FOR, (1,), 2), Inference(2, "j", Stance.AGAINST, (1,), 2, scheme="analogy")],
    )
    found = open_points(argument, label(argument), cited={1, 2})
    assert [point.inference for point in found if point.kind is OpenPointKind.UNNAMED] == [1]


def test_what_the_caller_names_as_unstated_and_as_reworded_is_listed() -> None:
    assert points("a; b; c", "unstated", unstated="ac") == ["a", "c"]
    assert points("a; b; c", "reworded", reworded="b") == ["b"]


def test_ids_from_elsewhere_are_passed_over() -> None:
    argument = graph("a")
    assert open_points(argument, label(argument), cited={1, 7}, unstated={7}, reworded={7}) == []


def test_a_circle_of_reasons_is_named_once_and_a_dispute_is_none() -> None:
    assert points("i: a -> b; j: b -> a; k: s -> a", "circle") == ["a"]
    assert points("r: a -x b; s: b -x a", "circle") == []


def test_that_on_which_most_hangs_comes_first() -> None:
    assert points("i: a -> b; j: b -> c; r: d -x c; s: e -x a", "unanswered", main="c") == ["s", "r"]


def test_a_point_is_lost_by_denying_the_claim_or_setting_the_step_aside() -> None:
    assert OpenPoint(OpenPointKind.UNSOURCED, 3, None, 0).loss == Suppositions(denied=frozenset([3]))
    assert OpenPoint(OpenPointKind.UNANSWERED, None, 3, 0).loss == Suppositions(set_aside=frozenset([3]))


def test_reach_counts_the_claims_on_the_way_to_the_main_claims_only() -> None:
    argument = graph("i: a -> b; j: b -> m; k: b -> stray; l: m -> beyond; u: d -x i", main="m")
    claims, steps, reach = claim_ids(argument), inference_ids(argument), reaches(argument)
    assert [reach[claims[key]] for key in ("a", "b", "m", "stray", "d")] == [2, 1, 0, 0, 2]
    assert [reach[~steps[key]] for key in ("i", "j", "k", "u")] == [2, 1, 0, 2]


def naive_reach(argument: Graph, start: int) -> set[int]:
    """The claims that a walk along the steps finds from a node."""
    found: set[int] = set()
    pending = deque([start])
    while pending:
        node = pending.popleft()
        step = argument.inferences.get(~node)
        onwards = [~used.id for used in argument.inferences.values() if node >= 0 and node in used.premises]
        if step is not None:
            onwards = [~step.undercuts if step.conclusion is None else step.conclusion]
        pending += (other for other in onwards if other not in found)
        found.update(onwards)
    return found


@given(parts(), st.integers(0, 9), st.data())
def test_reach_counts_as_walking_from_each_node_does(drawn: tuple[list, list], most: int, data: st.DataObject) -> None:
    claims, steps = drawn
    main = data.draw(st.lists(st.sampled_from([claim.id for claim in claims]), unique=True, max_size=2))
    argument = Graph.build(claims, steps, main)
    found = reaches(argument, most)
    assert found.keys() == {*argument.claims, *(~id for id in argument.inferences)}
    for node, reach in found.items():
        ahead = {claim for claim in naive_reach(argument, node) if claim >= 0}
        if main:
            ahead = {claim for claim in ahead if claim in main or naive_reach(argument, claim) & {*main}}
        assert reach == min(len(ahead - {node}), most)


@given(parts())
def test_an_unanswered_step_is_against_something_works_and_is_attacked_by_nothing(drawn: tuple[list, list]) -> None:
    argument = Graph.build(*drawn)
    labelling = label(argument)
    found = unanswered(argument, labelling)
    against = [step for step in argument.inferences.values() if step.stance is Stance.AGAINST]
    for step in against:
        attacked = any(other.undercuts == step.id or other.conclusion in step.premises for other in against)
        assert (step.id in found) == (not attacked and labelling.inferences[step.id] in ("applies", "open"))
    assert {*found} <= {step.id for step in against}


def test_a_long_chain_meets_no_recursion_limit_and_keeps_its_reach_within_the_cap() -> None:
    claims = [Claim(id, f"C{id}") for id in range(1, 20_001)]
    steps = [Inference(id, f"I{id}", Stance.FOR, (id + 1,), id) for id in range(1, 20_000)]
    reach = reaches(Graph.build(claims, steps, [1]), most=5)
    assert [reach[id] for id in (1, 2, 6, 7, 20_000)] == [0, 1, 5, 5, 5]
