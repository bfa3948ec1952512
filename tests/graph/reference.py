"""The labelling by brute force: the rules tried on everything until nothing changes.

Slow, and written without a look at how `argmap.graph` does it, so that the two may be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from argmap.graph.model import Graph, Inference, Stance
from argmap.graph.suppositions import NONE, Suppositions

Labels = tuple[dict[int, str], dict[int, str]]


def rules_applied(graph: Graph, labels: Labels, suppositions: Suppositions = NONE) -> Labels:
    """What the rules say about every node when the labels of all others are as given."""
    return (
        {id: _claim(graph, id, labels, suppositions) for id in graph.claims},
        {id: _inference(graph, step, labels, suppositions) for id, step in graph.inferences.items()},
    )


def least_fixpoint(graph: Graph, suppositions: Suppositions = NONE) -> Labels:
    """The labels that are left when the rules have been applied, from all undecided on, until nothing changes."""
    labels: Labels = (dict.fromkeys(graph.claims, "contested"), dict.fromkeys(graph.inferences, "open"))
    while (following := rules_applied(graph, labels, suppositions)) != labels:
        labels = following
    return labels


def all_fixpoints(graph: Graph) -> Iterator[Labels]:
    """Every labelling that the rules leave as it is, out of all there are: 3 to the power of the number of nodes."""
    for claims in product(("stands", "contested", "falls"), repeat=len(graph.claims)):
        for steps in product(("applies", "open", "fails"), repeat=len(graph.inferences)):
            labels: Labels = (
                dict(zip(graph.claims, claims, strict=True)),
                dict(zip(graph.inferences, steps, strict=True)),
            )
            if rules_applied(graph, labels) == labels:
                yield labels


def _claim(graph: Graph, id: int, labels: Labels, suppositions: Suppositions) -> str:
    if id in suppositions.granted:
        return "stands"
    if id in suppositions.denied:
        return "falls"
    bearing = [step for step in graph.inferences.values() if step.conclusion == id]
    reasons = [labels[1][step.id] for step in bearing if step.stance is Stance.FOR]
    rebuttals = [labels[1][step.id] for step in bearing if step.stance is Stance.AGAINST]
    granted = graph.claims[id].granted
    if (granted or "applies" in reasons) and all(label == "fails" for label in rebuttals):
        return "stands"
    if all(label == "fails" for label in reasons) and (not granted or "applies" in rebuttals):
        return "falls"
    return "contested"


def _inference(graph: Graph, step: Inference, labels: Labels, suppositions: Suppositions) -> str:
    if step.id in suppositions.set_aside:
        return "fails"
    premises = [labels[0][premise] for premise in step.premises]
    undercuts = [labels[1][other.id] for other in graph.inferences.values() if other.undercuts == step.id]
    if all(label == "stands" for label in premises) and all(label == "fails" for label in undercuts):
        return "applies"
    if "falls" in premises or "applies" in undercuts:
        return "fails"
    return "open"
