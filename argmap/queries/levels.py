"""How much of an argument stands at which distance from its main claims, without reading it."""

from __future__ import annotations

from django.db.models import Count

from argmap.models import Claim, Post


def claim_count(post: Post) -> int:
    """How many published claims a post has."""
    return Claim.objects.published().filter(post=post).count()


def depth_within(post: Post, most: int) -> int:
    """The largest depth to which at most so many published claims stand; at least 0; one query."""
    rows = Claim.objects.published().filter(post=post, depth__isnull=False).order_by("depth")
    total, reached = 0, 0
    for depth, number in rows.values_list("depth").annotate(number=Count("pk")):
        total += number
        if total > most:
            break
        reached = depth
    return reached


def folded_behind(post: Post, depth: int) -> dict[int, int]:
    """How many claims are reached only through each claim at this depth, where any are; one query."""
    rows = Claim.objects.published().filter(post=post, depth=depth, behind__gt=0)
    return dict(rows.values_list("pk", "behind"))
