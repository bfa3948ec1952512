"""A post's graph, read whole."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from operator import itemgetter

from django.db.models import Q, QuerySet

from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Graph, Stance, State, Voice
from argmap.graph.model import Inference as InferenceNode
from argmap.models import Claim, Inference, Post, Premise
from argmap.queries.merges import Aliases, aliases_of

VOICES = {voice.value: voice for voice in Voice}
STANCES = {stance.value: stance for stance in Stance}


class Count(StrEnum):
    """What is taken into account: everything, what shipped or a moderator accepted, or what shipped with the post."""

    ALL = "all"
    REVIEWED = "reviewed"
    SHIPPED = "shipped"


def load_structure(post: Post | int, *, count: Count = Count.ALL) -> Graph:
    """The graph of what counts in a post, without its words: ids, keys, targets and premises. Four queries."""
    return _load(post, with_text=False, count=count)


def load_graph(post: Post, *, depth: int | None = None) -> Graph:
    """The graph of what counts in a post, with the public wording of every claim; four queries.

    With a depth, only claims at most so many steps from a root are read, and the steps that start from them alone.
    """
    return _load(post, with_text=True, depth=depth)


def _load(post: Post | int, *, with_text: bool, depth: int | None = None, count: Count = Count.ALL) -> Graph:
    claims = Claim.objects.published().filter(post=post).order_by("pk")
    steps = Inference.objects.published().filter(post=post).order_by("pk")
    premises = Premise.objects.filter(post=post)
    if count is Count.REVIEWED:
        claims, steps = claims.reviewed(), steps.reviewed()
    elif count is Count.SHIPPED:
        claims, steps = claims.filter(loaded__isnull=False), steps.filter(loaded__isnull=False)
    if depth is not None:
        claims = claims.filter(depth__lte=depth)
        premises = premises.filter(Q(claim__depth__lte=depth) | Q(claim__merged_into__depth__lte=depth))
        steps = steps.filter(pk__in=premises.values("inference"))
    columns = [
        "pk",
        "key",
        "voice",
        "granted",
        "public_wording",
        "main_order",
        *(["wording__text"] if with_text else []),
    ]
    rows = list(claims.values_list(*columns))
    nodes = [
        ClaimNode(pk, key, text[0] if text else "", VOICES[voice], granted, State.PUBLISHED, wording)
        for pk, key, voice, granted, wording, _, *text in rows
    ]
    main = [row[0] for row in sorted((row for row in rows if row[5] is not None), key=itemgetter(5))]
    return Graph.build(nodes, _inferences(steps, premises, aliases_of(post)), main)


def _inferences(steps: QuerySet[Inference], premises: QuerySet[Premise], aliases: Aliases) -> list[InferenceNode]:
    """The steps with what stands now for the claims and steps they were made of."""
    used: dict[int, list[int]] = defaultdict(list)
    for inference, claim in premises.order_by("inference", "position").values_list("inference_id", "claim_id"):
        used[inference].append(claim)
    columns = ("pk", "key", "stance", "conclusion_id", "undercuts_id", "scheme", "voice")
    return [
        InferenceNode(
            pk,
            key,
            STANCES[stance],
            aliases.premises(used[pk]),
            aliases.claim(conclusion),
            aliases.step(undercuts),
            scheme,
            VOICES[voice],
        )
        for pk, key, stance, conclusion, undercuts, scheme, voice in steps.values_list(*columns)
    ]
