"""Appreciating a post, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from argmap.models import Appreciation, Post, User


@transaction.atomic
def appreciate(*, post: Post, person: User) -> None:
    """Let a person appreciate a post; once is enough, and again changes nothing."""
    _, is_new = Appreciation.objects.get_or_create(post=post, contributor=person)
    if is_new:
        _renew(post)


@transaction.atomic
def take_back(*, post: Post, person: User) -> None:
    """Let a person no longer appreciate a post; nothing happens to who did not."""
    deleted, _ = Appreciation.objects.filter(post=post, contributor=person).delete()
    if deleted:
        _renew(post)


def _renew(post: Post) -> None:
    """Pages of a post show the number, so its version moves; a change under way has the post locked and comes first."""
    Post.objects.filter(pk=post.pk).update(version=F("version") + 1)
