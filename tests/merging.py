"""Merging in tests, and what a post says before and after."""

from __future__ import annotations

from typing import Any

from argmap.models import Claim, Decision, Inference, Post, Source, User
from argmap.operations import merges
from argmap.queries.graph_data import graph_data
from argmap.queries.labels import Judgement
from tests.people import person


def moderator(name: str = "moderator") -> User:
    """A moderator."""
    return person(name, role="moderator")


def merge(one: Claim | Inference | Source, into: Claim | Inference | Source, reason: str = "The same.") -> Decision:
    """Let one thing stand for another."""
    if isinstance(one, Claim):
        return merges.merge_claims(claim=one, into=into, by=moderator(), reason=reason)
    if isinstance(one, Inference):
        return merges.merge_steps(step=one, into=into, by=moderator(), reason=reason)
    return merges.merge_sources(source=one, into=into, by=moderator(), reason=reason)


def undo(decision: Decision, reason: str = "Not the same.") -> Decision:
    """Take a merge back."""
    return merges.undo_merge(merge=Decision.objects.get(pk=decision.pk), by=moderator(), reason=reason)


def said(post: Post) -> dict[str, Any]:
    """The graph.json of a post, but for its version."""
    data = graph_data(Post.objects.get(pk=post.pk), lambda kind, pk: f"/{kind}/{pk}/", Judgement())
    del data["post"]["version"]
    return data
