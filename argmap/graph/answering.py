"""What would have to be answered for a claim to stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.graph.labels import ClaimLabel, Labelling
from argmap.graph.model import Graph
from argmap.graph.openings import unanswered
from argmap.graph.relabelling import IN, OUT, Relabelling, sides, supposed_labels, upstream
from argmap.graph.suppositions import NONE, Suppositions

BUDGET = 200_000

Points = frozenset[int]  # ids of inferences
Goal = tuple[int, int]  # a node, and the label that it should get


@dataclass(frozen=True, slots=True)
class Ways:
    """The smallest sets of inferences whose setting aside makes a claim stand; all of that size when complete.

    Without sets, and complete: no set of so few is enough.
    """

    sets: tuple[Points, ...]
    is_complete: bool


def ways_to_stand(
    graph: Graph,
    labelling: Labelling,
    claim: int,
    *,
    suppositions: Suppositions = NONE,
    most: int = 3,
    budget: int = BUDGET,
) -> Ways:
    """Find the smallest sets of up to `most` unanswered rebuttals and undercuts whose answer would make a claim stand.

    To answer one is to set it aside. The labelling is the one under the suppositions. A claim that stands has no
    such sets. No more is tried once `budget` nodes were judged or looked at. Raises KeyError for a claim that
    the graph does not have.
    """
    if labelling.claims[claim] is ClaimLabel.STANDS:
        return Ways((), is_complete=True)
    search = _Search(graph, labelling, claim, suppositions, budget)
    tried: dict[Points, bool] = {Points(): False}
    for _ in range(most):
        tried = search.widen(tried)
        enough = sorted((points for points, stands in tried.items() if stands), key=sorted)
        if enough or search.is_spent:
            return Ways(tuple(enough), not search.is_spent)
    return Ways((), is_complete=True)


class _Search:
    """Tries sets of open points on the claim; what is worth adding to a set is read off what is still in the way.

    This is the hitting set tree of R. Reiter (1987), "A theory of diagnosis from first principles", Artificial
    Intelligence 32: every set that suffices has a point in common with each conflict, so only those are tried.
    """

    def __init__(self, graph: Graph, labelling: Labelling, claim: int, suppositions: Suppositions, budget: int) -> None:
        self.graph = graph
        self.claim = claim
        self.fixed = supposed_labels(suppositions)
        bearing = upstream(graph, [claim], self.fixed)
        self.relabelling = Relabelling(graph, labelling, bearing, self.fixed)
        self.points = {~step for step in unanswered(graph, labelling)}
        self.looked_at = 0
        self.budget = budget

    @property
    def is_spent(self) -> bool:
        """Whether as many nodes were judged and looked at as may be."""
        return self.relabelling.judged + self.looked_at >= self.budget

    def widen(self, begun: Iterable[Points]) -> dict[Points, bool]:
        """Say of the sets with one more point whether they are enough, leaving out those that cannot be."""
        tried: dict[Points, bool] = {}
        for points in begun:
            for point in self._conflict(points) if not self.is_spent else ():
                wider = points | {point}
                if wider not in tried and not self.is_spent:
                    tried[wider] = self._stands(wider)
        return tried

    def _stands(self, points: Points) -> bool:
        self._set_aside(points)
        stands = self.relabelling.label(self.claim) == IN
        self.relabelling.take_back()
        return stands

    def _set_aside(self, points: Points) -> None:
        self.relabelling.suppose_fully({~point: OUT for point in points})

    def _conflict(self, points: Points) -> list[int]:
        """List points of which each wider set that makes the claim stand has at least one.

        Follows what has to change from the claim on. Whatever makes it stand leads along these goals, from each
        to one that was decided before it, and so without a circle down to a point that is set aside.
        """
        self._set_aside(points)
        goals = dict.fromkeys([(self.claim, IN)])
        pending = [*goals]
        for goal in pending:
            fresh = [other for other in self._next(goal) if other not in goals and ~other[0] not in points]
            goals.update(dict.fromkeys(fresh))
            pending += fresh
        self.relabelling.take_back()
        return [~node for node, label in pending if label == OUT and node in self.points]

    def _next(self, goal: Goal) -> list[Goal]:
        """One thing that is necessary for a goal and is missing or, where none is, all that might bring it about."""
        node, label = goal
        if node in self.fixed:
            return []
        reasons, opposing = sides(self.graph, node)
        if label == IN:
            necessary, sufficient = [(other, -way) for other, way in opposing], [(reason, IN) for reason in reasons]
        else:
            necessary, sufficient = [(reason, OUT) for reason in reasons], opposing
        self.looked_at += 1 + len(necessary) + len(sufficient)
        missing = [goal for goal in necessary if self.relabelling.label(goal[0]) != goal[1]]
        # One that can be had by a single point keeps the search narrow.
        return [min(missing, key=lambda goal: goal[0] not in self.points)] if missing else sufficient
