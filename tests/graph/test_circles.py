from __future__ import annotations

from hypothesis import given

from argmap.graph.circles import bears_on, find_circles, inputs_of, put_in_order
from argmap.graph.model import Claim, Graph, Inference, Stance
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import graphs


def test_an_argument_without_circles_has_none() -> None:
    assert find_circles(graph("i: a + b -> c; u: e -x i; r: a -x e")) == ()


def test_a_circle_holds_what_goes_around_and_not_what_hangs_on_it() -> None:
    argument = graph("i: a -> b; j: b -> a; k: b -> m; l: x -> a")
    claims, steps = claim_ids(argument), inference_ids(argument)
    (circle,) = find_circles(argument)
    assert circle.claims == (claims["a"], claims["b"])
    assert circle.inferences == (steps["i"], steps["j"])


def test_circles_apart_are_told_apart_and_circles_that_share_a_claim_are_one() -> None:
    apart = graph("i: a -> b; j: b -> a; k: c -> d; l: d -> c; m: b -> c")
    assert len(find_circles(apart)) == 2
    assert len(find_circles(graph("i: a -> b; j: b -> a; k: b -> c; l: c -> b"))) == 1


def test_a_circle_may_go_through_undercuts() -> None:
    (circle,) = find_circles(graph("i: a -> c; u: c -x i"))
    assert len(circle.claims) == 1
    assert len(circle.inferences) == 2


def test_a_step_that_undercuts_itself_is_a_circle_of_its_own() -> None:
    argument = Graph.build([Claim(1, "a")], [Inference(1, "u", Stance.AGAINST, (1,), undercuts=1)])
    assert [circle.inferences for circle in find_circles(argument)] == [(1,)]


@given(graphs())
def test_the_circles_are_the_nodes_that_lead_back_to_themselves(argument: Graph) -> None:
    circles = find_circles(argument)
    around = {claim for circle in circles for claim in circle.claims}
    around |= {~step for circle in circles for step in circle.inferences}
    nodes = [*argument.claims, *(~id for id in argument.inferences)]
    assert around == {node for node in nodes if node in downstream(argument, node)}


@given(graphs())
def test_in_order_each_node_comes_after_its_inputs(argument: Graph) -> None:
    ordered, tangled = put_in_order(argument)
    place = {node: position for position, node in enumerate(ordered)}
    assert len(place) + len(tangled) == len(argument.claims) + len(argument.inferences)
    for node in ordered:
        assert all(place[source] < place[node] for source in inputs_of(argument, node))


def downstream(argument: Graph, node: int) -> set[int]:
    """All that a node bears on, directly or not."""
    reached: set[int] = set()
    ahead = bears_on(argument, node)
    while ahead:
        other = ahead.pop()
        if other not in reached:
            reached.add(other)
            ahead += bears_on(argument, other)
    return reached
