"""The moves of a reader: a reason, a rebuttal or an undercut, published at once unless the post is reviewed first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from argmap.graph.model import Stance, State, Voice
from argmap.models import Claim, Inference, Post, Premise, User, Wording
from argmap.operations.answers import tell_of_reply
from argmap.operations.changes import Relabelled, changing
from argmap.operations.citations import Backing, attach, recheck
from argmap.operations.submissions import accept, refuse_resent
from argmap.queries import likeness

Target = Claim | Inference


class TargetGone(Exception):
    """Raised when what a step is about was taken back meanwhile."""


class StepThere(Exception):
    """Raised when the very same step is there already."""

    def __init__(self, step: Inference) -> None:
        self.step = step
        super().__init__(f"{step.key} says the same")


class ClaimThere(Exception):
    """Raised when a premise that is given as new is a claim of the post already; `position` counts from 0."""

    def __init__(self, claim: Claim, position: int) -> None:
        self.claim, self.position = claim, position
        super().__init__(f"{claim.key} says the same")


class NoPremise(Exception):
    """Raised when a claim cannot be a premise: it is gone, of another post, used twice, or what the step is about."""

    def __init__(self, position: int, reason: str) -> None:
        self.position = position
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Raised:
    """The question to ask that a step raises, and the step whose kind of reasoning has it."""

    question: str
    step: Inference


@dataclass(frozen=True, slots=True)
class Made:
    """A step that was added, and all that got another label by it."""

    step: Inference
    relabelled: Sequence[Relabelled]


def add_step(
    *,
    target: Target,
    stance: Stance,
    contributor: User,
    premises: Sequence[str | int],
    token: UUID,
    backing: Mapping[int, Backing] | None = None,
    scheme: str = "",
    note: str = "",
    raised: Raised | None = None,
    met_wording: int | None = None,
) -> Made:
    """Add a step for or against a claim, or against a step, from new claims (their words) and old ones (their ids).

    `backing` says what new claims rest on, by their place among the premises, counted from 0. Where the post is
    reviewed first, it waits with its new claims and what they rest on.

    `met_wording` is the wording of the claim that its author saw; the public one if it is not given. Raises Resent,
    TargetGone, StepThere, ClaimThere and NoPremise; then nothing was written.
    """
    with changing(post=target.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        target = _still_there(target)
        _refuse_same(target, stance, premises)
        claims = _premises(change.post, target, contributor, premises)
        step = Inference.objects.create(
            post=change.post,
            key=next_key(change.post),
            stance=stance,
            conclusion=target if isinstance(target, Claim) else None,
            undercuts=target if isinstance(target, Inference) else None,
            met_wording=_met(target, met_wording),
            scheme=scheme,
            question=raised.question if raised else "",
            question_of=raised.step if raised else None,
            voice=Voice.READER,
            state=change.post.first_state,
            note=note,
            contributor=contributor,
        )
        Premise.objects.bulk_create(
            Premise(post=change.post, inference=step, claim=claim, position=position)
            for position, claim in enumerate(claims, start=1)
        )
        cited = [
            attach(claim=claims[position], backing=backed, contributor=contributor)
            for position, backed in (backing or {}).items()
        ]
        if step.state == State.PUBLISHED:
            tell_of_reply(step=step)
        accept(token=token, contributor=contributor, address=step.get_absolute_url())
    recheck(cited if any(backed.paragraph for backed in (backing or {}).values()) else [])
    return Made(step, change.relabelled)


def next_key(post: Post) -> str:
    """Give the next free key for what is added on the site: M1, M2 …; the change saves the post that it counts on."""
    while True:
        post.last_number += 1
        key = f"M{post.last_number}"
        if not any(model.objects.filter(post=post, key=key).exists() for model in (Claim, Inference)):
            return key


def _still_there(target: Target) -> Target:
    """Read the target again now that its post is locked, or what it was merged into meanwhile."""
    now: Target | None
    if isinstance(target, Claim):
        now = Claim.objects.published().with_wording().filter(same_points__pk=target.pk).first()
        now = now or Claim.objects.published().with_wording().filter(pk=target.pk).first()
    else:
        counting = Inference.objects.counting()
        now = counting.filter(same_points__pk=target.pk).first() or counting.filter(pk=target.pk).first()
    if now is None:
        raise TargetGone
    return now


def _met(target: Target, seen: int | None) -> int | None:
    if isinstance(target, Inference):
        return None
    return seen if seen is not None and 1 <= seen <= target.public_wording else target.public_wording


def _refuse_same(target: Target, stance: Stance, premises: Sequence[str | int]) -> None:
    words = [premise for premise in premises if isinstance(premise, str)]
    ids = [premise for premise in premises if isinstance(premise, int)]
    if same := likeness.same_move(target, stance=stance, texts=words, claims=ids):
        raise StepThere(same)


def _premises(post: Post, target: Target, contributor: User, premises: Sequence[str | int]) -> list[Claim]:
    """Fetch the claims that are there, and add those that are new, in the order given."""
    ids = [premise for premise in premises if isinstance(premise, int)]
    there = Claim.objects.published().filter(post=post).with_wording().in_bulk(ids)
    found: list[Claim] = []
    for position, premise in enumerate(premises):
        claim = there.get(premise) if isinstance(premise, int) else likeness.same_claim(post, premise)
        if claim is not None and claim == target:
            raise NoPremise(position, "This is the very claim that you answer.")
        if claim in found:
            raise NoPremise(position, "This premise stands here twice.")
        if isinstance(premise, int):
            if claim is None:
                raise NoPremise(position, "This claim is no longer there.")
        elif claim is not None:
            raise ClaimThere(claim, position)
        found.append(claim or _add_claim(post, contributor, str(premise)))
    return found


def _add_claim(post: Post, contributor: User, text: str) -> Claim:
    key = next_key(post)
    own = {"contributor": contributor, "state": post.first_state}
    claim = Claim.objects.create(post=post, key=key, voice=Voice.READER, granted=True, **own)
    Wording.objects.create(claim=claim, number=1, text=text, **own)
    return claim
