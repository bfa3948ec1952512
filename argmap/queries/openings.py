"""The open points of a post, with the words they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce

from argmap.graph.model import Graph, Voice
from argmap.graph.openings import OpenPoint, OpenPointKind, open_points, reaches
from argmap.graph.turning import Flips, flips_of_each
from argmap.models import Claim, Inference, Post, Premise, SourceRequest
from argmap.queries.graphs import Count
from argmap.queries.labels import Judgement, labelled
from argmap.queries.sources import counts_by_claim

#: So many points of each kind are shown, those on which most hangs.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OpenPointView:
    """An open point and its words, which for a step are those of its first premise.

    `flips` counts the other claims that change when the claim is denied or the step set aside; `reach` those that it
    bears on, up to the farthest that is counted.
    """

    thing: Claim | Inference
    words: str
    flips: int
    reach: int


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """The open points of a kind, those first on which most hangs; `total` counts those that are not shown too."""

    kind: OpenPointKind
    points: Sequence[OpenPointView]
    total: int


def open_groups(post: Post, judgement: Judgement) -> list[OpenGroup]:
    """The open points of a post, one group for every kind; seven queries, three more for a structure not in memory."""
    graph, stored = labelled(post.pk, post.version, judgement.count)
    labelling = judgement.labelling or stored
    found: dict[OpenPointKind, list[OpenPoint]] = defaultdict(list)
    cited, requested = set(counts_by_claim(post)), _requested(post)
    unstated, reworded = _unstated(post, graph), _reworded(post)
    reach = reach_of(post.pk, post.version, judgement.count)
    named = {"cited": cited, "unstated": unstated, "reworded": reworded, "requested": requested}
    for point in open_points(graph, labelling, **named, reach=reach):
        found[point.kind].append(point)
    shown = [point for points in found.values() for point in points[:MOST_SHOWN]]
    losses = (point.loss for point in shown)
    flips = dict(zip(shown, flips_of_each(graph, labelling, losses, suppositions=judgement.suppositions), strict=True))
    views = _views(flips)
    return [OpenGroup(kind, views.get(kind, []), len(found[kind])) for kind in OpenPointKind]


@lru_cache(maxsize=8)
def reach_of(post: int, version: int, count: Count = Count.ALL) -> Mapping[int, int]:
    """How many claims each node of a post's structure bears on (graph.openings), kept in memory as the structure is."""
    graph, _ = labelled(post, version, count)
    return reaches(graph)


def first_words(steps: Iterable[int]) -> Mapping[int, str]:
    """The words of the first premise of each of these steps; one query."""
    premises = Premise.objects.filter(inference__in=list(steps), position=1)
    read = premises.select_related("claim__wording", "claim__merged_into__wording")
    return {premise.inference_id: premise.used.text for premise in read}


def _views(flips: Mapping[OpenPoint, Flips]) -> Mapping[OpenPointKind, list[OpenPointView]]:
    """Give the points their words, in the order of what they flip, and then of their reach; three queries."""
    claims = Claim.objects.published().with_wording().in_bulk([it.claim for it in flips if it.claim is not None])
    ids = [point.inference for point in flips if point.inference is not None]
    steps = Inference.objects.counting().with_target().in_bulk(ids)
    words = first_words(steps)
    found: dict[OpenPointKind, list[OpenPointView]] = defaultdict(list)
    for point, flipped in flips.items():
        if point.claim in claims:
            claim = claims[point.claim]
            others = len(flipped.claims.keys() - {claim.pk})
            found[point.kind].append(OpenPointView(claim, claim.text, others, point.reach))
        elif point.inference in steps:
            step = steps[point.inference]
            found[point.kind].append(OpenPointView(step, words[step.pk], len(flipped.claims), point.reach))
    return {kind: sorted(views, key=lambda it: (-it.flips, -it.reach)) for kind, views in found.items()}


def _unstated(post: Post, graph: Graph) -> Collection[int]:
    """The claims that the post never states and its author's own steps need or lead to; one query."""
    silent = set(Claim.objects.published().filter(post=post, passages=None).values_list("pk", flat=True))
    own = [step for step in graph.inferences.values() if step.voice in (Voice.AUTHOR, Voice.REPORTED)]
    needed = {claim for step in own for claim in (*step.premises, step.conclusion) if claim is not None}
    return silent & needed


def _requested(post: Post) -> Collection[int]:
    """The claims that somebody wants a source for; one query."""
    asked = SourceRequest.objects.open().filter(claim__post=post)
    return set(asked.values_list(Coalesce("claim__merged_into", "claim"), flat=True))


def _reworded(post: Post) -> Collection[int]:
    """The claims with a reason or rebuttal that is older than their public wording; one query."""
    older = Inference.objects.published().filter(conclusion=OuterRef("pk"), created_at__lt=OuterRef("written"))
    claims = Claim.objects.published().filter(post=post, public_wording__gt=1)
    return set(claims.annotate(written=F("wording__created_at")).filter(Exists(older)).values_list("pk", flat=True))
