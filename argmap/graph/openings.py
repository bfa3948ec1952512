"""Open points: what nobody has answered, sourced or named yet, and how much hangs on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from argmap.graph.circles import Circle, bears_on, components, find_circles, put_in_order
from argmap.graph.labels import InferenceLabel, Labelling
from argmap.graph.model import Graph, Stance
from argmap.graph.relabelling import upstream
from argmap.graph.suppositions import Suppositions

FARTHEST_REACH = 50


class OpenPointKind(StrEnum):
    """What is to be done about an open point."""

    UNANSWERED = "unanswered"
    REQUESTED = "requested"
    UNSOURCED = "unsourced"
    UNNAMED = "unnamed"
    UNSTATED = "unstated"
    CIRCLE = "circle"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to be done about a claim or a step; a circle is named by its first claim.

    `reach` counts the other claims on the ways from there to the main claims, up to `FARTHEST_REACH`.
    """

    kind: OpenPointKind
    claim: int | None
    inference: int | None
    reach: int

    @property
    def loss(self) -> Suppositions:
        """The supposition that shows what hangs on it: the claim denied, or the step set aside."""
        if self.claim is not None:
            return Suppositions(denied=frozenset([self.claim]))
        return Suppositions(set_aside=frozenset() if self.inference is None else frozenset([self.inference]))


def open_points(
    graph: Graph,
    labelling: Labelling,
    *,
    cited: Collection[int],
    unstated: Collection[int] = (),
    reworded: Collection[int] = (),
    requested: Collection[int] = (),
    reach: Mapping[int, int] | None = None,
) -> list[OpenPoint]:
    """List the open points of an argument, those first on which most hangs, in linear time.

    The caller names the claims that have a citation, those that are left unsaid, those with answers to an older
    wording, and those that somebody wants a source for; give sets. Ids that the graph does not have are passed over.
    Who has kept the graph's `reaches` can give them.
    """
    reach = reaches(graph) if reach is None else reach
    order = {kind: place for place, kind in enumerate(OpenPointKind)}
    points = [
        OpenPoint(kind, node if node >= 0 else None, None if node >= 0 else ~node, reach[node])
        for kind, node in _found(graph, labelling, cited, unstated, reworded, requested)
    ]
    return sorted(points, key=lambda it: (-it.reach, order[it.kind], it.claim or 0, it.inference or 0))


def unanswered(graph: Graph, labelling: Labelling) -> list[int]:
    """List the rebuttals and undercuts that apply or are open and that nothing attacks, in the graph's order; linear.

    A step is attacked by an undercut of it and by a rebuttal of one of its premises alike, for either would answer it,
    and whatever became of them: where an answer was itself answered, that last answer is the open point.
    """
    rebutted = {step.conclusion for step in graph.inferences.values() if step.stance is Stance.AGAINST}
    return [
        step.id
        for step in graph.inferences.values()
        if step.stance is Stance.AGAINST
        and labelling.inferences[step.id] is not InferenceLabel.FAILS
        and step.id not in graph.undercuts_of
        and rebutted.isdisjoint(step.premises)
    ]


def reaches(graph: Graph, most: int = FARTHEST_REACH) -> dict[int, int]:
    """Count for every node the other claims on its ways to the main claims, up to `most`; linear.

    An inference is the node `~id`. Without main claims all ways count.
    """
    leading = upstream(graph, graph.main, {}) if graph.main else None
    ahead: dict[int, frozenset[int]] = {}
    for nodes in _outputs_first(graph):
        outputs = dict.fromkeys(output for node in nodes for output in bears_on(graph, node))
        onwards = [node for node in outputs if leading is None or node in leading]
        parts = [frozenset([node]) for node in onwards if node >= 0]
        common = _united([*parts, *(ahead[node] for node in onwards if node in ahead)], most + 1)
        ahead.update(dict.fromkeys(nodes, common))
    return {node: min(len(claims - {node}), most) for node, claims in ahead.items()}


def _outputs_first(graph: Graph) -> Iterator[list[int]]:
    """The nodes in an order in which each comes after those that it bears on, a circle at once."""
    ordered, tangled = put_in_order(graph)
    yield from components(tangled, lambda node: bears_on(graph, node))
    yield from ([node] for node in reversed(ordered))


def _united(parts: Iterable[frozenset[int]], most: int) -> frozenset[int]:
    """The union of sets, or so many of it: one that is large enough is taken as it is, and shared."""
    found: set[int] = set()
    for part in parts:
        if len(part) >= most:
            return part
        found |= part
        if len(found) >= most:
            break
    return frozenset(islice(found, most))


def _found(
    graph: Graph,
    labelling: Labelling,
    cited: Collection[int],
    unstated: Collection[int],
    reworded: Collection[int],
    requested: Collection[int],
) -> Iterator[tuple[OpenPointKind, int]]:
    """What is open about which node."""
    kinds = OpenPointKind
    yield from ((kinds.UNANSWERED, ~id) for id in unanswered(graph, labelling))
    yield from ((kinds.REQUESTED, id) for id in graph.claims if id in requested)
    for claim in graph.claims.values():
        if claim.granted and claim.id not in cited and not graph.reasons_for(claim.id):
            yield kinds.UNSOURCED, claim.id
    yield from ((kinds.UNNAMED, ~step.id) for step in graph.inferences.values() if not step.scheme)
    yield from ((kinds.UNSTATED, id) for id in graph.claims if id in unstated)
    yield from ((kinds.CIRCLE, circle.claims[0]) for circle in _circles_of_support(graph))
    yield from ((kinds.REWORDED, id) for id in graph.claims if id in reworded)


def _circles_of_support(graph: Graph) -> tuple[Circle, ...]:
    """The circles in which reasons alone go round; where an attack takes part, it is a dispute and no circle."""
    reasons = (step for step in graph.inferences.values() if step.stance is Stance.FOR)
    return find_circles(Graph.build(graph.claims.values(), reasons))
