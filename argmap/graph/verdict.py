"""In short: what a reader of a post wants to know first of each main claim, worked out from the labelled graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from argmap.graph.labels import ClaimLabel, InferenceLabel, Labelling
from argmap.graph.model import Graph, Inference, Stance, Voice
from argmap.graph.turning import Turning, turns_on

UNTRIED = Turning((), tried=0, candidates=1)


class Route(StrEnum):
    """By whose reasons a claim stands."""

    OWN = "own"
    OTHER = "other"
    NONE = "none"
    UNARGUED = "unargued"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A main claim with its label, by whose reasons it stands, and the strongest objection to it that does not fail.

    `objection` is an inference, None where there is none. `turns_on` is the nearest claim whose denial alone would
    change the label, to what it `becomes`; None where none was found. `is_firm` says that there is none, nor a step to
    set aside.
    """

    claim: int
    label: ClaimLabel
    route: Route
    objection: int | None
    turns_on: int | None = None
    becomes: ClaimLabel | None = None
    is_firm: bool = False


def verdicts(graph: Graph, labelling: Labelling, *, budget: int = 0) -> list[Verdict]:
    """One verdict a main claim, in order; linear in the part of the graph that bears on each.

    What a claim turns on takes longer: it is only looked for with a budget (graph.turning) for each.
    """
    return [_verdict(graph, labelling, claim, budget) for claim in graph.main]


def _verdict(graph: Graph, labelling: Labelling, claim: int, budget: int) -> Verdict:
    found = turns_on(graph, labelling, claim, budget=budget) if budget else UNTRIED
    nearest = next((turn for turn in found.turns if turn.claim is not None), None)
    return Verdict(
        claim=claim,
        label=labelling.claims[claim],
        route=route_to(graph, labelling, claim),
        objection=objection_to(graph, labelling, claim),
        turns_on=nearest.claim if nearest else None,
        becomes=nearest.becomes if nearest else None,
        is_firm=found.is_complete and not found.turns,
    )


def route_to(graph: Graph, labelling: Labelling, claim: int) -> Route:
    """Whether a reason of the post's author for the claim applies, or only reasons of others, or none."""
    applying = [step for step in graph.reasons_for(claim) if labelling.inferences[step.id] is InferenceLabel.APPLIES]
    if any(step.voice in (Voice.AUTHOR, Voice.REPORTED) for step in applying):
        return Route.OWN
    if applying:
        return Route.OTHER
    return Route.NONE if graph.reasons_for(claim) else Route.UNARGUED


def objection_to(graph: Graph, labelling: Labelling, claim: int) -> int | None:
    """The strongest attack on a claim, direct or not, that does not fail; what its author says against it is none.

    First those that nothing attacks (no undercut of it, no rebuttal of a premise), then the nearest, then those that
    apply. What attacks an attack speaks for the claim, and is none either.
    """
    found = [
        (is_attacked(graph, step), distance, labelling.inferences[step.id] is not InferenceLabel.APPLIES, step.id)
        for distance, step in _attacks(graph, claim)
        if labelling.inferences[step.id] is not InferenceLabel.FAILS and step.voice is not Voice.AUTHOR
    ]
    return min(found)[-1] if found else None


def is_attacked(graph: Graph, step: Inference) -> bool:
    """Whether anybody has said something against a step: an undercut of it, or a rebuttal of one of its premises."""
    return bool(graph.undercuts_of.get(step.id)) or any(graph.rebuttals_of(premise) for premise in step.premises)


def _attacks(graph: Graph, claim: int) -> Iterator[tuple[int, Inference]]:
    """The steps against a claim and against what speaks for it, nearest first, each with its distance in steps."""
    seen: set[tuple[int, bool]] = set()
    waiting = deque((1, step, step.stance is Stance.FOR) for step in graph.bearing_on.get(claim, ()))
    while waiting:
        distance, step, speaks_for = waiting.popleft()
        if (step.id, speaks_for) in seen:
            continue
        seen.add((step.id, speaks_for))
        if step.stance is Stance.AGAINST and not speaks_for:
            yield distance, step
        below = [(undercut, not speaks_for) for undercut in graph.undercuts_of.get(step.id, ())]
        for premise in step.premises:
            bearing = graph.bearing_on.get(premise, ())
            below += [(next_step, speaks_for is (next_step.stance is Stance.FOR)) for next_step in bearing]
        waiting.extend((distance + 1, *next_step) for next_step in below)
