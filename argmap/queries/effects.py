"""What a move would change, worked out before it is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from argmap.graph.labelling import label
from argmap.graph.labels import InferenceLabel, Labelling, Why
from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Graph, Stance, Voice
from argmap.graph.model import Inference as InferenceNode
from argmap.models import Claim, Inference, Post
from argmap.queries.labels import labelled

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that would get another label."""

    claim: Claim
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move would do: the claims it changes, main claims and the target first, and how many there are.

    `step` is the label the new step would have, with its why; `target` the label of what it is about, with its why,
    and `target_was` the label that has now.
    """

    changed: Sequence[Changed]
    total: int
    step: InferenceLabel | None
    step_why: Why | None
    target_was: str | None
    target: str | None
    target_why: Why | None


def effect_of_step(
    post: Post, target: Claim | Inference, *, stance: Stance, premises: Collection[int], is_new: bool
) -> Effect:
    """What a further step would change, from these claims and, if `is_new`, from one or more new ones.

    One query, and three for a structure not yet in memory; None stands where something does not count.
    """
    graph, before = labelled(post.pk, post.version)
    there = tuple(claim for claim in premises if claim in graph.claims)
    fresh = ClaimNode(max(graph.claims, default=0) + 1, "", "", Voice.READER)
    step = InferenceNode(
        max(graph.inferences, default=0) + 1,
        "",
        stance,
        (*there, fresh.id) if is_new or not there else there,
        target.pk if isinstance(target, Claim) else None,
        target.pk if isinstance(target, Inference) else None,
        voice=Voice.READER,
    )
    wider = Graph.build([*graph.claims.values(), fresh], [*graph.inferences.values(), step], graph.main)
    return _effect(graph, before, label(wider), target, step.id)


def effect_of_withdrawing(post: Post, thing: Claim | Inference) -> Effect:
    """What taking a claim or step back would change; queries as above."""
    graph, before = labelled(post.pk, post.version)
    claims = [node for node in graph.claims.values() if not (isinstance(thing, Claim) and node.id == thing.pk)]
    steps = [node for node in graph.inferences.values() if not (isinstance(thing, Inference) and node.id == thing.pk)]
    return _effect(graph, before, label(Graph.build(claims, steps, graph.main)), thing)


def effect_of_granting(post: Post, claim: Claim, *, granted: bool) -> Effect:
    """What it would change that a claim is granted, or no longer; queries as above."""
    graph, before = labelled(post.pk, post.version)
    claims = [replace(node, granted=granted) if node.id == claim.pk else node for node in graph.claims.values()]
    return _effect(graph, before, label(Graph.build(claims, graph.inferences.values(), graph.main)), claim)


def _effect(
    graph: Graph, before: Labelling, after: Labelling, target: Claim | Inference, step: int | None = None
) -> Effect:
    changed = [
        claim for claim, found in before.claims.items() if claim in after.claims and after.claims[claim] != found
    ]
    first = [target.pk] if isinstance(target, Claim) else []
    order = {claim: place for place, claim in enumerate((*first, *graph.main))}
    changed.sort(key=lambda claim: (order.get(claim, len(order)), claim))
    named = Claim.objects.published().with_wording().in_bulk(changed[:MOST_NAMED])
    is_claim = isinstance(target, Claim)
    return Effect(
        changed=[
            Changed(named[claim], before.claims[claim], after.claims[claim])
            for claim in changed[:MOST_NAMED]
            if claim in named
        ],
        total=len(changed),
        step=after.inferences.get(step) if step is not None else None,
        step_why=after.inference_whys.get(step) if step is not None else None,
        target_was=before.claims.get(target.pk) if is_claim else before.inferences.get(target.pk),
        target=after.claims.get(target.pk) if is_claim else after.inferences.get(target.pk),
        target_why=after.claim_whys.get(target.pk) if is_claim else after.inference_whys.get(target.pk),
    )
