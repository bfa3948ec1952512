"""The public log: every decision, with what it is about as far as everybody may read that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from argmap.models import Decision, Post
from argmap.models.decision import DecisionAction
from argmap.queries.decisions import abouts, with_subjects
from argmap.queries.naming import Named


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and what it is about; without words where that is hidden."""

    decision: Decision
    about: Named


def decisions(
    *, action: DecisionAction | None = None, moderator: str = "", post: Post | None = None, words: str = ""
) -> QuerySet[Decision]:
    """The decisions that fit all of these, newest first; without an action, what the site itself closed is left out."""
    found = with_subjects(Decision.objects.order_by("-pk"))
    found = found.filter(action=action) if action else found.exclude(action=DecisionAction.CAUSE_GONE)
    if moderator:
        found = found.filter(moderator__username__iexact=moderator)
    if post is not None:
        found = found.filter(_in_post(post))
    for word in words.split()[:10]:
        found = found.filter(reason__icontains=word)
    return found


def entries(found: Iterable[Decision]) -> list[Entry]:
    """Lay out decisions that were read `with_subjects`; at most three queries more for any number of them."""
    made = list(found)
    about = abouts(made)
    return [Entry(decision, about[decision.pk]) for decision in made]


def log_version() -> int:
    """Changes with every decision; one query."""
    return int(Decision.objects.aggregate(last=Max("pk"))["last"] or 0)


def _in_post(post: Post) -> Q:
    return (
        Q(post=post)
        | Q(claim__post=post)
        | Q(inference__post=post)
        | Q(citation__claim__post=post)
        | Q(misreading__claim__post=post)
        | Q(request__claim__post=post)
        | Q(remark__post=post)
    )
