"""What a claim turns on, and what a supposition would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.graph.labels import ClaimLabel, InferenceLabel, Labelling
from argmap.graph.model import Graph
from argmap.graph.relabelling import CLAIM_LABELS, INFERENCE_LABELS, OUT, Relabelling, supposed_labels, upstream
from argmap.graph.suppositions import NONE, Suppositions

BUDGET = 200_000


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim which, denied, or a step which, set aside, gives another claim the label it `becomes`."""

    claim: int | None
    inference: int | None
    becomes: ClaimLabel


@dataclass(frozen=True, slots=True)
class Turning:
    """What a claim turns on, nearest first, as far as it was tried: so many of all that bear on it and are not out."""

    turns: tuple[Turn, ...]
    tried: int
    candidates: int

    @property
    def is_complete(self) -> bool:
        """Whether everything was tried."""
        return self.tried == self.candidates


@dataclass(frozen=True, slots=True)
class Flips:
    """The labels that change, and what they become, by id in ascending order."""

    claims: Mapping[int, ClaimLabel]
    inferences: Mapping[int, InferenceLabel]


def turns_on(
    graph: Graph, labelling: Labelling, claim: int, *, suppositions: Suppositions = NONE, budget: int = BUDGET
) -> Turning:
    """Find the claims whose denial, and the steps whose setting aside, would alone change a claim's label.

    The labelling is the one under the suppositions; a denial takes the place of what was supposed. Exact for
    all that was tried; no more is tried once `budget` nodes were judged, a circle counting each time it is met.
    Raises KeyError for a claim that the graph does not have.
    """
    fixed = supposed_labels(suppositions)
    bearing = upstream(graph, [claim], fixed)
    relabelling = Relabelling(graph, labelling, bearing, fixed)
    candidates = [node for node in bearing if node != claim and relabelling.label(node) != OUT]
    outcomes: dict[tuple[int, int], int] = {}
    turns: list[Turn] = []
    tried = 0
    for node in candidates:
        if relabelling.judged >= budget:
            break
        tried += 1
        becomes = CLAIM_LABELS[_outcome(relabelling, claim, node, outcomes)]
        if becomes is not labelling.claims[claim]:
            turns.append(Turn(node, None, becomes) if node >= 0 else Turn(None, ~node, becomes))
    return Turning(tuple(turns), tried, len(candidates))


def flips(graph: Graph, labelling: Labelling, extra: Suppositions, *, suppositions: Suppositions = NONE) -> Flips:
    """Find the labels that change when more is supposed than the labelling already does; linear."""
    return flips_of_each(graph, labelling, [extra], suppositions=suppositions)[0]


def flips_of_each(
    graph: Graph, labelling: Labelling, extras: Iterable[Suppositions], *, suppositions: Suppositions = NONE
) -> list[Flips]:
    """Find for each of several suppositions the labels that it alone would change, judging only what it reaches.

    The labelling is the one under `suppositions`; what an extra one says of the same node takes their place. Ids
    that the graph does not have are passed over.
    """
    fixed = supposed_labels(suppositions)
    nodes = dict.fromkeys([*graph.claims, *(~id for id in graph.inferences)])
    relabelling = Relabelling(graph, labelling, nodes, fixed)
    found = []
    for extra in extras:
        wanted = supposed_labels(extra)
        relabelling.suppose_fully({node: label for node, label in wanted.items() if node in nodes})
        found.append(_flips(relabelling))
        relabelling.take_back()
    return found


def compare(before: Labelling, after: Labelling) -> Flips:
    """Find the labels that a change of the graph changed, among the claims and steps it had before and still has."""
    claims, steps = after.claims, after.inferences
    return Flips(
        {id: claims[id] for id, label in sorted(before.claims.items()) if claims.get(id, label) is not label},
        {id: steps[id] for id, label in sorted(before.inferences.items()) if steps.get(id, label) is not label},
    )


def _outcome(relabelling: Relabelling, claim: int, node: int, outcomes: dict[tuple[int, int], int]) -> int:
    """The label of a claim when a node is out.

    Where all change passes through one label, what comes of it is kept for the next node whose change passes
    there: so a long chain is not walked again from each of its links.
    """
    passed = []
    for place in relabelling.suppose({node: OUT}):
        if place in outcomes:
            label = outcomes[place]
            break
        passed.append(place)
    else:
        label = relabelling.label(claim)
    relabelling.take_back()
    outcomes.update(dict.fromkeys(passed, label))
    return label


def _flips(relabelling: Relabelling) -> Flips:
    changed = sorted(relabelling.changed())
    return Flips(
        {node: CLAIM_LABELS[relabelling.label(node)] for node in changed if node >= 0},
        {~node: INFERENCE_LABELS[relabelling.label(node)] for node in reversed(changed) if node < 0},
    )
