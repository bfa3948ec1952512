"""How many people appreciate a post, and whether the reader does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from argmap.models import Appreciation, Post, User


@dataclass(frozen=True, slots=True)
class Appreciated:
    """How many people appreciate a post, and whether the reader is among them."""

    number: int
    is_mine: bool

    @property
    def others(self) -> int:
        """How many besides the reader."""
        return self.number - self.is_mine


def of_post(post: Post, reader: User | AnonymousUser) -> Appreciated:
    """How a post is appreciated, as a reader sees it; one query."""
    found = Appreciation.objects.filter(post=post).aggregate(
        number=Count("pk"), mine=Count("pk", filter=Q(contributor=reader.pk))
    )
    return Appreciated(found["number"], found["mine"] > 0)


def numbers() -> Mapping[int, int]:
    """How many people appreciate each post, by its id, where any do; one query."""
    return dict(Appreciation.objects.order_by().values_list("post").annotate(number=Count("pk")))
