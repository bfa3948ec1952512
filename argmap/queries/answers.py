"""Answers to a person, as the page that lists them shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from argmap.graph.model import State
from argmap.models import Answer, Claim, Decision, Inference, Post, User, Wording
from argmap.models.answer import AnswerKind
from argmap.prose.differences import Span, differences
from argmap.queries.decisions import abouts, with_subjects
from argmap.queries.naming import Named
from argmap.queries.openings import first_words

#: What is read along with each answer; the body of a post is long and not needed.
ALONG = (
    "claim__wording",
    "inference__contributor",
    "inference__conclusion__wording",
    "inference__conclusion__merged_into__wording",
    "inference__undercuts__merged_into",
)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer with what it is about; `words` are a claim's own, a step's first premise, or none if it is gone.

    For a reply `target` is what it bears on, if that is still there, and `is_own` says that the reader made that. For a
    rewording `spans` are the differences and `is_answered` says that the reader answered the claim, not only used it.
    A decision is about what is `named`, in place of `thing`, not the reader's own where it was merged into theirs.
    """

    answer: Answer
    thing: Claim | Inference | None
    words: str
    target: Claim | Inference | None = None
    is_own: bool = False
    spans: Sequence[Span] = ()
    is_answered: bool = False
    about: Named | None = None

    @property
    def gone(self) -> str:
        """Why what it is about is not shown: it was taken down, or withdrawn, or something that it needs was."""
        state = self.thing.state if self.thing is not None else ""
        if state == State.HIDDEN:
            return "A moderator has taken it down since."
        return "It is not shown any more." if state == State.PUBLISHED else "It has been withdrawn since."


def unread_count(reader: User) -> int:
    """How many answers a person has not read; one query."""
    return Answer.objects.unread().filter(recipient=reader).count()


def answers_to(reader: User) -> QuerySet[Answer]:
    """The answers to a person, newest first."""
    posts = Post.objects.defer("body", "text")
    along = (Prefetch(f"{thing}__post", posts) for thing in ("claim", "inference"))
    decisions = Prefetch("decision", with_subjects(Decision.objects.all()))
    told = Answer.objects.filter(recipient=reader).select_related(*ALONG).prefetch_related(*along, decisions)
    return told.order_by("-pk")


def lay_out(answers: Iterable[Answer], reader: User) -> list[AnswerView]:
    """Give a person's answers their words; at most seven queries for any number of them."""
    shown = list(answers)
    steps = [answer.inference_id for answer in shown if answer.inference_id is not None]
    counting = set(Inference.objects.filter(pk__in=steps).counting().values_list("pk", flat=True))
    words = first_words(counting)
    reworded = [answer for answer in shown if answer.kind == AnswerKind.REWORDING]
    texts = _wordings(reworded)
    answered = _answered(reworded, reader)
    names = abouts(it.decision for it in shown if it.decision is not None)
    views: list[AnswerView] = []
    for answer in shown:  # each is about one of the two
        if answer.claim is not None:
            views.append(_of_claim(answer, answer.claim, texts, answered))
        elif answer.inference is not None:
            views.append(_of_step(answer, answer.inference, words))
        elif answer.decision is not None:
            views.append(_of_decision(answer, answer.decision, names[answer.decision.pk]))
    return views


def _of_claim(
    answer: Answer, claim: Claim, texts: Mapping[tuple[int, int], str], answered: Collection[int | None]
) -> AnswerView:
    if claim.state != State.PUBLISHED:
        return AnswerView(answer, claim, "")
    was, became = ((claim.pk, int(number)) if number.isdecimal() else (0, 0) for number in (answer.was, answer.became))
    spans = differences(texts[was], texts[became]) if was in texts and became in texts else ()
    return AnswerView(answer, claim, claim.text, spans=spans, is_answered=claim.pk in answered)


def _of_step(answer: Answer, step: Inference, words: Mapping[int, str]) -> AnswerView:
    target = step.bears_on or step.attacks
    is_there = target is not None and target.state == State.PUBLISHED
    is_own = target is not None and target.contributor_id == answer.recipient_id
    return AnswerView(answer, step, words.get(step.pk, ""), target if is_there else None, is_own)


def _of_decision(answer: Answer, decision: Decision, about: Named) -> AnswerView:
    author: int | None = getattr(decision.subject, "contributor_id", None)
    is_survivors = about.into is not None and author != answer.recipient_id
    return AnswerView(answer, None, "", is_own=not is_survivors, about=about)


def _wordings(answers: Iterable[Answer]) -> Mapping[tuple[int, int], str]:
    """The texts before and after each of these rewordings, by claim and number; one query."""
    asked = Q(pk=None)
    for answer in answers:
        asked |= Q(claim=answer.claim_id, number__in=[answer.was, answer.became])
    rows = Wording.objects.filter(asked, state=State.PUBLISHED).values_list("claim_id", "number", "text")
    return {(claim, number): text for claim, number, text in rows}


def _answered(answers: Iterable[Answer], reader: User) -> set[int | None]:
    """Those of the reworded claims which the reader has answered; one query."""
    claims = [answer.claim_id for answer in answers]
    own = Inference.objects.published().filter(contributor=reader, conclusion__in=claims)
    return set(own.values_list("conclusion", flat=True))
