"""Telling people what happened to what they contributed: answers to them, written beside the change itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from argmap.graph.model import State
from argmap.models import Answer, Claim, Inference, Misreading, User, Wording
from argmap.models.answer import AnswerKind
from argmap.models.claim import ClaimQuerySet
from argmap.models.inference import InferenceQuerySet
from argmap.models.user import UserRole

#: What a label belongs to, “claim” or “inference”, and its id.
Thing = tuple[str, int]


def tell_of_reply(*, step: Inference) -> None:
    """Tell those whom a new step answers; two queries, in the caller's transaction.

    They are who made what it bears on, or the same point, and who uses as a premise the claim it bears on; not who made
    the step.
    """
    if step.conclusion_id is not None:
        people = _contributors(Claim.objects.same_as([step.conclusion_id]))
        people |= _contributors(Inference.objects.published().starting_from([step.conclusion_id]))
    else:
        people = _contributors(Inference.objects.same_as([step.undercuts_id or 0]))
    Answer.objects.bulk_create(
        Answer(recipient_id=person, kind=AnswerKind.REPLY, inference=step)
        for person in sorted(people - {step.contributor_id})
    )


def tell_of_rewording(*, claim: Claim) -> None:
    """Tell those whose steps bear on a claim or use it that it now reads otherwise; four queries, in the caller's
    transaction.

    `was` and `became` of the answer are the numbers of two wordings. An unread answer about the same claim gives way to
    one that starts where it did. Who reworded the claim is not told.
    """
    newest, *older = Wording.objects.filter(claim=claim, state=State.PUBLISHED).order_by("-number")[:2]
    if not older:
        return
    published = Inference.objects.published()
    steps = published.bearing_on([claim.pk]) | published.starting_from([claim.pk])
    people = _contributors(steps) - {newest.contributor_id}
    unread = Answer.objects.unread().filter(kind=AnswerKind.REWORDING, claim=claim, recipient__in=people)
    first = dict(unread.values_list("recipient", "was"))
    unread.delete()
    Answer.objects.bulk_create(
        Answer(
            recipient_id=person,
            kind=AnswerKind.REWORDING,
            claim=claim,
            was=first.get(person, str(older[0].number)),
            became=str(newest.number),
        )
        for person in sorted(people)
    )


def tell_of_misreading(*, misreading: Misreading) -> None:
    """Tell the moderators that somebody reads the post otherwise; two queries, in the caller's transaction."""
    moderators = User.objects.filter(is_active=True).exclude(role=UserRole.MEMBER)
    people = moderators.exclude(pk=misreading.contributor_id or 0)
    Answer.objects.bulk_create(
        Answer(recipient=person, kind=AnswerKind.MISREADING, claim_id=misreading.claim_id) for person in people
    )


def tell_of_outcomes(*, changes: Iterable[tuple[str, int, str | None, str]], by: User | None) -> None:
    """Tell people that their claims and steps got another label; five queries at most, in the caller's transaction.

    A change is (“claim” or “inference”, id, label before or None for what is new, label now). `by` made the change and
    is told nothing new. An unread outcome about the same thing gives way to one that starts where it did, or to none
    where the label is back.
    """
    relabelled = {(kind, pk): (was, became) for kind, pk, was, became in changes if was is not None}
    owners = _owners(relabelled)
    if not owners:
        return
    unread = Answer.objects.unread().filter(_about(owners), kind=AnswerKind.OUTCOME)
    first = {_thing(answer): answer.was for answer in unread}
    if first:
        unread.delete()
    told = []
    for thing, owner in owners.items():
        if by is not None and owner == by.pk and thing not in first:
            continue
        was, became = relabelled[thing]
        started = first.get(thing, was)
        if started != became:
            kind, pk = thing
            told.append(
                Answer(recipient_id=owner, kind=AnswerKind.OUTCOME, was=started, became=became, **{f"{kind}_id": pk})
            )
    Answer.objects.bulk_create(told)


def read_answers(*, reader: User, number: int | None = None) -> None:
    """Mark a person's answer of this number as read, or all of them; nothing happens to other people's or read ones."""
    answers = Answer.objects.unread().filter(recipient=reader)
    if number is not None:
        answers = answers.filter(pk=number)
    answers.update(read_at=timezone.now())


def _contributors(things: ClaimQuerySet | InferenceQuerySet) -> set[int]:
    """Who made these claims or steps, where somebody did; one query."""
    people = things.order_by().values_list("contributor", flat=True).distinct()
    return {person for person in people if person is not None}


def _owners(things: Iterable[Thing]) -> Mapping[Thing, int]:
    """Who contributed each of these, where somebody did; at most two queries."""
    found: dict[Thing, int] = {}
    for kind, model in (("claim", Claim), ("inference", Inference)):
        ids = [pk for of, pk in things if of == kind]
        if ids:
            rows = model.objects.filter(pk__in=ids, contributor__isnull=False)
            found |= {(kind, pk): owner for pk, owner in rows.values_list("pk", "contributor_id")}
    return found


def _about(things: Iterable[Thing]) -> Q:
    claims, steps = ([pk for of, pk in things if of == kind] for kind in ("claim", "inference"))
    return Q(claim__in=claims) | Q(inference__in=steps)


def _thing(answer: Answer) -> Thing:
    return ("claim", answer.claim_id) if answer.claim_id is not None else ("inference", answer.inference_id or 0)
