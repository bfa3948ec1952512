"""Decisions: one with all that belongs to it, and what was decided about something and stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Prefetch, Q, QuerySet

from argmap.graph.model import State
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
    Source,
    User,
    Wording,
)
from argmap.models.answer import AnswerKind
from argmap.models.decision import DecisionAction
from argmap.models.subject import SUBJECTS
from argmap.queries.naming import Named, briefly_named, named

#: So many decisions about a claim stand on its page.
MOST_SHOWN = 20
Contribution = Claim | Inference | Citation | Remark | Misreading
#: In which column a decision names what people contribute.
SUBJECT_OF: Mapping[type[Model], str] = {
    Claim: "claim",
    Inference: "inference",
    Citation: "citation",
    Remark: "remark",
    Misreading: "misreading",
}
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


def abouts(decisions: Iterable[Decision]) -> Mapping[int, Named]:
    """What each decision is about, by the decision's id, with where that went; three queries at most, or none.

    The decisions were read `with_subjects`.
    """
    made = list(decisions)
    went = {it.pk: where for it in made if (where := _went(it)) is not None}
    there: dict[tuple[type[Model], int], Named] = {}
    for model in (Claim, Inference, Source):
        if ids := {pk for of, pk in went.values() if of is model}:
            rows = model._default_manager.in_bulk(ids)
            there |= {(model, pk): briefly_named(row) for pk, row in rows.items()}
    return {it.pk: replace(named(it.subject), into=there.get(went.get(it.pk, (Claim, 0)))) for it in made}


def _went(decision: Decision) -> tuple[type[Model], int] | None:
    """To which row a merge, or its undoing, or a citation pointed elsewhere led."""
    if decision.action in (DecisionAction.MERGE, DecisionAction.UNMERGE):
        model = Claim if decision.claim_id else Inference if decision.inference_id else Source
        return model, int(decision.details.get("into", 0))
    if decision.action == DecisionAction.POINT_ELSEWHERE:
        return Source, int(decision.details.get("became", {}).get("source", 0))
    return None


def decision_page(decision: Decision, reader: User | AnonymousUser) -> DecisionPage:
    """Read what belongs to a decision; at most six queries."""
    said = Appeal.objects.filter(decision=decision).select_related("contributor").first()
    return DecisionPage(
        decision=decision,
        about=abouts([decision])[decision.pk],
        appeal=said,
        undone_by=Decision.objects.filter(undoes=decision).select_related("moderator").first(),
        may_appeal=said is None and isinstance(reader, User) and is_affected(reader, decision),
    )


def decided_about(claim: Claim) -> list[Decision]:
    """What moderators decided about a claim and what rests on it, newest first; one query."""
    about = Q(claim=claim) | Q(citation__claim=claim) | Q(misreading__claim=claim) | Q(request__claim=claim)
    made = Decision.objects.filter(about).exclude(action__in=[DecisionAction.CAUSE_GONE, DecisionAction.REOPEN])
    return list(made.select_related("moderator").order_by("-pk")[:MOST_SHOWN])


def paraphrases(decided: Iterable[Decision], citations: Iterable[Citation]) -> Mapping[int, Decision]:
    """By which of these decisions each citation, as its words are now, was accepted as a paraphrase; no query."""
    words = {citation.pk: citation.quotation for citation in citations}
    return {
        decision.citation_id: decision
        for decision in reversed(list(decided))
        if decision.citation_id in words
        and decision.action == DecisionAction.ACCEPT_PARAPHRASE
        and decision.details.get("quotation") == words[decision.citation_id]
    }


def is_affected(person: User, decision: Decision) -> bool:
    """Whether a decision was told to a person as one about something of theirs; one query."""
    return Answer.objects.filter(recipient=person, kind=AnswerKind.DECISION, decision=decision).exists()


def standing_decision(thing: Contribution | Wording) -> Decision | None:
    """The decision by which something was hidden or refused, also as a premise of a step; the newest; one query."""
    return standing_decisions([thing]).get((type(thing), thing.pk))


def standing_decisions(things: Iterable[Contribution | Wording]) -> Mapping[tuple[type[Model], int], Decision]:
    """The same for each of several, by its model and id; two queries."""
    gone = {(type(thing), thing.pk): thing for thing in things if getattr(thing, "state", "") == State.HIDDEN}
    ids = {model: [pk for of, pk in gone if of is model] for model in (*SUBJECT_OF, Wording)}
    edits = {(it.claim_id, it.number): it.pk for it in gone.values() if isinstance(it, Wording)}
    about = Q(claim__in={claim for claim, _ in edits})
    for model, column in SUBJECT_OF.items():
        about |= Q(**{f"{column}__in": ids[model]})
    along = Premise.objects.filter(claim__in=ids[Claim]).values("inference")
    found: dict[tuple[type[Model], int], Decision] = {}
    taken = Decision.objects.filter(about | Q(inference__in=along), action__in=TAKEN_AWAY, undone_by=None)
    for decision in taken.select_related("moderator").order_by("pk"):
        for key in _taken_by(decision, edits):
            if key in gone:
                found[key] = decision
    return found


def _taken_by(decision: Decision, edits: Mapping[tuple[int, int], int]) -> Iterator[tuple[type[Model], int]]:
    """What a decision took away: its subject, and of a step the premises that went with it; or a wording."""
    if decision.details.get("is_edit"):
        yield Wording, edits.get((decision.claim_id or 0, decision.wording or 0), 0)
        return
    for model, column in SUBJECT_OF.items():
        if (pk := getattr(decision, f"{column}_id")) is not None:
            yield model, pk
    for premise in decision.details.get("premises", ()):
        yield Claim, int(premise)


def suspension_of(person: User) -> Decision | None:
    """The decision by which a person is suspended, the newest; one query."""
    found = Decision.objects.filter(person=person, action=DecisionAction.SUSPEND, undone_by=None)
    return found.select_related("moderator").order_by("-pk").first()
