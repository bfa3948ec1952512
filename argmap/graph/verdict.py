"""In short: what a reader of a post wants to know first of each main claim, worked out from the labelled graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from argmap.graph.labels import ClaimLabel, InferenceLabel, Labelling
from argmap.graph.model import Graph, Inference, Stance, Voice


class Route(StrEnum):
    """By whose reasons a claim stands."""

    OWN = "own"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A main claim with its label, by whose reasons it stands, and the nearest objection that nobody has answered.

    `objection` is an inference, None where there is none.
    """

    claim: int
    label: ClaimLabel
    route: Route
    objection: int | None


def verdicts(graph: Graph, labelling: Labelling) -> list[Verdict]:
    """One verdict a main claim, in order; linear in the part of the graph that bears on each."""
    return [
        Verdict(
            claim, labelling.claims[claim], route_to(graph, labelling, claim), objection_to(graph, labelling, claim)
        )
        for claim in graph.main
    ]


def route_to(graph: Graph, labelling: Labelling, claim: int) -> Route:
    """Whether a reason of the post's author for the claim applies, or only reasons of others, or none."""
    applying = [step for step in graph.reasons_for(claim) if labelling.inferences[step.id] is InferenceLabel.APPLIES]
    if any(step.voice in (Voice.AUTHOR, Voice.REPORTED) for step in applying):
        return Route.OWN
    return Route.OTHER if applying else Route.NONE


def objection_to(graph: Graph, labelling: Labelling, claim: int) -> int | None:
    """The unanswered attack nearest to a claim, among all that bears on it; of those as near, one that applies first.

    An attack is unanswered when it does not fail and nothing attacks it: no undercut of it, no rebuttal of a premise.
    """
    best: tuple[int, bool, int] | None = None
    for distance, step in _bearing(graph, claim):
        if best is not None and distance > best[0]:
            break
        label = labelling.inferences[step.id]
        if step.stance is Stance.AGAINST and label is not InferenceLabel.FAILS and not is_attacked(graph, step):
            found = (distance, label is not InferenceLabel.APPLIES, step.id)
            best = min(best, found) if best is not None else found
    return best[2] if best is not None else None


def is_attacked(graph: Graph, step: Inference) -> bool:
    """Whether anybody has said something against a step: an undercut of it, or a rebuttal of one of its premises."""
    return bool(graph.undercuts_of.get(step.id)) or any(graph.rebuttals_of(premise) for premise in step.premises)


def _bearing(graph: Graph, claim: int) -> Iterator[tuple[int, Inference]]:
    """All steps that bear on a claim, directly or not, nearest first, each with its distance in steps."""
    seen: set[int] = set()
    waiting = deque((1, step) for step in graph.bearing_on.get(claim, ()))
    while waiting:
        distance, step = waiting.popleft()
        if step.id in seen:
            continue
        seen.add(step.id)
        yield distance, step
        waiting.extend((distance + 1, undercut) for undercut in graph.undercuts_of.get(step.id, ()))
        for premise in step.premises:
            waiting.extend((distance + 1, bearing) for bearing in graph.bearing_on.get(premise, ()))
