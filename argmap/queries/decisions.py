"""Decisions: one with all that belongs to it, and what was decided about something and stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from argmap.models import (
    Answer,
    Appeal,
    Citation,
    Claim,
    Decision,
    DeskItem,
    Inference,
    Misreading,
    Post,
    Premise,
    Remark,
    User,
    Wording,
)
from argmap.models.answer import AnswerKind
from argmap.models.decision import DecisionAction
from argmap.models.subject import SUBJECTS
from argmap.queries.naming import Named, named

#: So many decisions about a claim stand on its page.
MOST_SHOWN = 20
#: By these a contribution is no longer shown.
TAKEN_AWAY = (DecisionAction.HIDE, DecisionAction.REFUSE)
#: What is read along with a decision, to name what it is about; of a post not its text, which is long.
ALONG = (
    *(name for name in SUBJECTS if name != "post"),
    *("claim__wording", "citation__claim", "citation__source", "text__source", "misreading__claim", "request__claim"),
)
POSTS = ("post", *(f"{it}__post" for it in ("claim", "inference", "citation__claim", "misreading__claim", "remark")))


Row = TypeVar("Row", Decision, DeskItem)


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A decision, what it is about, what was said to it, and the decision that took it back."""

    decision: Decision
    about: Named
    appeal: Appeal | None
    undone_by: Decision | None
    may_appeal: bool


def with_subjects(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Read along what names the subject of each decision or item; at most nine queries for any number of them."""
    posts = Post.objects.defer("body", "text")
    premises = Premise.objects.select_related("claim__wording")
    more = ("moderator",) if rows.model is Decision else ()
    return (
        rows.select_related(*more, *ALONG)
        .defer("text__text")
        .prefetch_related(
            *(Prefetch(place, posts) for place in (*POSTS, "request__claim__post")),
            Prefetch("inference__premises", premises),
        )
    )


def decision_page(decision: Decision, reader: User | AnonymousUser) -> DecisionPage:
    """Read what belongs to a decision; at most five queries."""
    said = Appeal.objects.filter(decision=decision).select_related("contributor").first()
    return DecisionPage(
        decision=decision,
        about=named(decision.subject),
        appeal=said,
        undone_by=Decision.objects.filter(undoes=decision).select_related("moderator").first(),
        may_appeal=said is None and isinstance(reader, User) and is_affected(reader, decision),
    )


def decided_about(claim: Claim) -> list[Decision]:
    """What moderators decided about a claim and what rests on it, newest first; one query."""
    about = Q(claim=claim) | Q(citation__claim=claim) | Q(misreading__claim=claim) | Q(request__claim=claim)
    made = Decision.objects.filter(about).exclude(action__in=[DecisionAction.CAUSE_GONE, DecisionAction.REOPEN])
    return list(made.select_related("moderator").order_by("-pk")[:MOST_SHOWN])


def is_affected(person: User, decision: Decision) -> bool:
    """Whether a decision was told to a person as one about something of theirs; one query."""
    return Answer.objects.filter(recipient=person, kind=AnswerKind.DECISION, decision=decision).exists()


def standing_decision(thing: Claim | Inference | Citation | Remark | Misreading | Wording) -> Decision | None:
    """The decision by which something was hidden or refused, also as a premise of a step; the newest; one query."""
    taken = Decision.objects.filter(action__in=TAKEN_AWAY, undone_by=None).select_related("moderator")
    if isinstance(thing, Wording):
        about = Q(claim=thing.claim_id, wording=thing.number, details__has_key="is_edit")
    else:
        about = Q(**{str(thing._meta.model_name): thing.pk})
    if isinstance(thing, Claim):
        about &= ~Q(details__has_key="is_edit")
        about |= Q(inference__premises__claim=thing, details__premises__has_key=str(thing.pk))
    return taken.filter(about).order_by("-pk").first()


def suspension_of(person: User) -> Decision | None:
    """The decision by which a person is suspended, the newest; one query."""
    found = Decision.objects.filter(person=person, action=DecisionAction.SUSPEND, undone_by=None)
    return found.select_related("moderator").order_by("-pk").first()
