"""What a page says of suppositions: which are made, in words, and what they change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from argmap.models import Claim, Inference, Post
from argmap.queries.graphs import Count
from argmap.queries.labels import Judgement, judge

COUNTS = {Count.ALL: "everything", Count.REVIEWED: "what was reviewed", Count.SHIPPED: "what came with the post"}


def judged(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Judge a post as the address asks, ready for a template; two more queries where something is supposed."""
    judgement = judge(post, request.GET.dict())
    return {"judgement": judgement, "supposed": _supposed(judgement), "counts": COUNTS, "asked": _asked(judgement)}


def _asked(judgement: Judgement) -> str:
    """What links to other pages of the post carry along."""
    return f"?{judgement.query}" if judgement.query else ""


def _supposed(judgement: Judgement) -> list[tuple[str, str, Claim | Inference]]:
    """Each supposition: its name in addresses, in words, and what it is about."""
    made = judgement.suppositions
    if not made:
        return []
    claims = Claim.objects.published().with_wording().in_bulk(made.granted | made.denied)
    steps = Inference.objects.counting().in_bulk(made.set_aside)
    return [
        *(("grant", "granted", claims[pk]) for pk in sorted(made.granted) if pk in claims),
        *(("deny", "denied", claims[pk]) for pk in sorted(made.denied) if pk in claims),
        *(("without", "set aside", steps[pk]) for pk in sorted(made.set_aside) if pk in steps),
    ]
