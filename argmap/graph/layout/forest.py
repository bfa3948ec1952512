"""Where each claim has its home in the drawing: a spanning forest that later steps leave as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from argmap.graph.model import Graph, Inference


@dataclass(frozen=True, slots=True)
class Forest:
    """The claims at the root, and for each claim the step that brings it in (None at the root)."""

    roots: tuple[int, ...]
    homes: dict[int, int | None]

    def brought_by(self, step: Inference) -> list[int]:
        """The premises whose home is this step, in order."""
        return [premise for premise in step.premises if self.homes[premise] == step.id]


def grow(graph: Graph, roots: Sequence[int]) -> Forest:
    """Span the graph from the roots: of all steps that bear on something placed, the oldest goes next.

    The graph lists steps by age. This is Prim's algorithm (1957) with age for length, O(n log n): a
    step that comes last is taken last and cannot draw a placed claim away from its home. Claims that the
    roots do not reach become roots after them: those that are no premise all at once, then circles.
    """
    ages = {id: age for age, id in enumerate(graph.inferences)}
    steps = list(graph.inferences.values())
    homes: dict[int, int | None] = {}
    planted: list[int] = []
    waiting: list[int] = []

    def place(claim: int, home: int | None) -> None:
        homes[claim] = home
        wait_for(graph.bearing_on.get(claim, ()))

    def wait_for(bearing: Iterable[Inference]) -> None:
        for step in bearing:
            heappush(waiting, ages[step.id])

    for bed in _beds(graph, roots, homes):
        for root in bed:
            if root not in homes:
                planted.append(root)
                place(root, None)
        while waiting:
            step = steps[heappop(waiting)]
            wait_for(graph.undercuts_of.get(step.id, ()))
            for premise in step.premises:
                if premise not in homes:
                    place(premise, step.id)
    return Forest(tuple(planted), homes)


def _beds(graph: Graph, roots: Sequence[int], homes: dict[int, int | None]) -> Iterator[list[int]]:
    """What to plant together, each bed when the one before it has grown."""
    yield [root for root in roots if root in graph.claims]
    yield [claim for claim in graph.claims if claim not in homes and not graph.used_in.get(claim)]
    for claim in graph.claims:
        if claim not in homes:
            yield [claim]
