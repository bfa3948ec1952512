"""Words of a post: which claims they state, and what was noted about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from argmap.models import Claim, Passage, Post, Remark
from argmap.prose.passages import Anchor


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim and the passage of it that lies innermost in, or around, some words."""

    claim: Claim
    passage: Passage


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What is known of some words of a post: the claims stated there, innermost first, and the remarks on them."""

    place: Anchor
    stated: Sequence[Stated]
    remarks: Sequence[Remark]


def words_page(post: Post, place: Anchor) -> WordsPage:
    """Read which published claims and remarks share words with a place of a post; two queries."""
    shares = Q(post=post, start__lt=place.end, end__gt=place.start)
    passages = Passage.objects.filter(shares).shown().with_claims()
    innermost: dict[int, Stated] = {}
    for passage in sorted(passages, key=lambda it: (it.end - it.start, it.start, it.pk)):
        if (claim := passage.stated) is not None:
            innermost.setdefault(claim.pk, Stated(claim, passage))
    remarks = Remark.objects.published().filter(shares).select_related("contributor")
    return WordsPage(place, list(innermost.values()), list(remarks.order_by("start", "end", "pk")))


def remarks_on(post: Post) -> list[Remark]:
    """The published remarks on a post in the order of their words; one query."""
    return list(
        Remark.objects.published().filter(post=post).select_related("contributor").order_by("end", "start", "pk")
    )
