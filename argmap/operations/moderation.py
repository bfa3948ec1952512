"""What moderators decide about contributions: accept, refuse, return, hide and show again.

Each takes what it is about as `thing`, a moderator as `by`, a public `reason`, and as `item` what it settles on the
desk; it returns the decision, and raises AlreadyDecided (operations.decisions) where somebody was quicker.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from argmap.graph.model import State
from argmap.models import Citation, Claim, Decision, DeskItem, Flag, Inference, Misreading, Post, Remark, User, Wording
from argmap.models.decision import DecisionAction
from argmap.operations.answers import tell_of_reply, tell_of_rewording
from argmap.operations.changes import changing
from argmap.operations.decisions import decide
from argmap.operations.editions import Contribution, edition_of
from argmap.operations.edits import BuiltOn, NotThere
from argmap.queries.decisions import standing_decision
from argmap.queries.withdrawals import LIVING, built_on_by_others, came_with, only_used_in

Thing = Contribution | Wording


class ChangedMeanwhile(Exception):
    """Raised when what is to be accepted is no longer what the moderator saw; `thing` is as it is now."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        super().__init__(f"{thing} was changed meanwhile")


def accept(*, thing: Thing, by: User, reason: str, seen: str, item: DeskItem | None = None) -> Decision:
    """Accept a contribution, or a wording that waits, as it was `seen` (editions.edition_of); what waits is published.

    With a step go the premises that came with it. Raises NotThere for what is neither published nor waits, and
    ChangedMeanwhile.
    """
    with changing(post=post_of(thing), by=by):
        now = _as_it_is(thing)
        if not _can_be_accepted(now):
            raise NotThere
        if edition_of(now) != seen:
            raise ChangedMeanwhile(now)
        details: dict[str, Any] = {"was": str(now.state)}
        if isinstance(now, Wording):
            details["is_edit"] = True
        if isinstance(now, Inference):
            details["premises"] = _accept_premises(now)
        return _decide(now, DecisionAction.ACCEPT, by, reason, item, details, number=_accept(now))


def refuse(*, thing: Thing, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Do not publish what waits; for a wording, the claim stays as it is. Raises NotThere for what does not wait."""
    return _take_away(thing, by, reason, item, DecisionAction.REFUSE, (State.WAITING,), State.HIDDEN)


def hide(*, thing: Thing, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Take a contribution from the pages, also one that was withdrawn, with the premises that nothing else needs.

    Of wordings those can be hidden that are not the public one. Raises NotThere for what is hidden already.
    """
    seen = (State.PUBLISHED, State.WAITING, State.WITHDRAWN)
    return _take_away(thing, by, reason, item, DecisionAction.HIDE, seen, State.HIDDEN)


def return_to_author(*, thing: Thing, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Give a contribution back as if its author had withdrawn it; they may put it back, and are told why.

    What was accepted is so no longer. Raises NotThere, also for what came with a post, and BuiltOn for a claim that
    others have built on.
    """
    seen = (State.PUBLISHED, State.WAITING)
    return _take_away(thing, by, reason, item, DecisionAction.RETURN, seen, State.WITHDRAWN)


def show(*, thing: Thing, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Bring back what was hidden or refused, and all that went with it, in the state it had; raises NotThere."""
    with changing(post=post_of(thing), by=by):
        now = _as_it_is(thing)
        undone = standing_decision(now) if now.state == State.HIDDEN else None
        if undone is None or _another_waits(now, undone.details["was"]):
            raise NotThere
        hidden = now if undone.inference_id is None else Inference.objects.get(pk=undone.inference_id)
        _set_state(hidden, undone.details["was"])
        for pk, state in undone.details.get("premises", {}).items():
            for premise in Claim.objects.filter(pk=pk, state=State.HIDDEN):
                _set_state(premise, state)
        return _decide(hidden, DecisionAction.SHOW, by, reason, item, {"became": undone.details["was"]}, undoes=undone)


def dismiss_flags(*, thing: Contribution, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Leave a contribution as it is although people flagged it; raises NotThere where no flag is open."""
    with changing(post=post_of(thing), by=by):
        answered = answer_flags(thing)
        if not answered:
            raise NotThere
        return _decide(thing, DecisionAction.DISMISS, by, reason, item, {"flags": answered})


def set_review(*, post: Post, is_first: bool, by: User, reason: str) -> Decision:
    """Let what readers contribute to a post wait for a moderator, or appear at once; raises NotThere if it does.

    What waits then goes on waiting.
    """
    with changing(post=post.pk, by=by) as change:
        if change.post.is_reviewed_first == is_first:
            raise NotThere
        change.post.is_reviewed_first = post.is_reviewed_first = is_first
        change.post.save(update_fields=["is_reviewed_first"])
        details = {"was": not is_first, "became": is_first}
        return decide(by=by, action=DecisionAction.SET_REVIEW, reason=reason, subject=change.post, details=details)


def post_of(thing: Thing) -> int:
    """The id of the post that a contribution is in."""
    return thing.post_id if isinstance(thing, (Claim, Inference, Remark)) else thing.claim.post_id


def _as_it_is(thing: Thing) -> Thing:
    """Read it again now that its post is locked."""
    now: Thing = type(thing)._default_manager.get(pk=thing.pk)
    return now


def _can_go(wording: Wording, action: DecisionAction) -> bool:
    """Whether a wording can be taken from its claim: not the public one, and an older one is only hidden."""
    is_public = wording.number == wording.claim.public_wording
    return not is_public and (wording.state == State.WAITING or action is DecisionAction.HIDE)


def _another_waits(thing: Thing, state: str) -> bool:
    """Whether a wording would wait again where its author has written another."""
    if not isinstance(thing, Wording) or state != State.WAITING:
        return False
    return Wording.objects.filter(claim=thing.claim_id, state=State.WAITING).exists()


def _can_be_accepted(thing: Thing) -> bool:
    """Whether it is there or waits; a wording by itself only while it waits on a claim that is there."""
    if isinstance(thing, Wording):
        return thing.state == State.WAITING and thing.claim.state == State.PUBLISHED
    return thing.state in LIVING


def _accept(thing: Thing) -> int | None:
    """Mark it as accepted and publish it; gives the number of the wording that this is about."""
    was = thing.state
    if isinstance(thing, Wording):
        return _accept_wording(thing)
    thing.state = State.PUBLISHED
    if isinstance(thing, Claim):
        thing.accepted_wording = thing.public_wording
        thing.save(update_fields=["state", "accepted_wording"])
        thing.wordings.filter(number=thing.public_wording).update(state=State.PUBLISHED)
        return thing.public_wording
    if not isinstance(thing, Misreading):
        thing.is_accepted = True
    thing.save()
    if isinstance(thing, Inference) and was == State.WAITING:
        tell_of_reply(step=thing)
    return None


def _accept_wording(wording: Wording) -> int:
    """Let a claim read as this wording says, with the grant and the note that were asked for with it.

    Where the words are the same, the public wording stays, since nothing that answers it met another.
    """
    claim = Claim.objects.with_wording().get(pk=wording.claim_id)
    is_reworded = wording.text != claim.text
    if is_reworded:
        claim.public_wording = wording.number
    claim.accepted_wording = claim.public_wording
    claim.granted = claim.granted if wording.granted is None else wording.granted
    claim.note = claim.note if wording.note is None else wording.note
    claim.save(update_fields=["public_wording", "accepted_wording", "granted", "note"])
    wording.state = State.PUBLISHED if is_reworded else State.WITHDRAWN
    wording.save(update_fields=["state"])
    if is_reworded:
        tell_of_rewording(claim=Claim.objects.with_wording().get(pk=claim.pk))
    return wording.number


def _accept_premises(step: Inference) -> Mapping[str, int]:
    """Accept the premises that came with a step; gives the number of each one's wording."""
    premises = came_with(step).filter(state__in=[State.PUBLISHED, State.WAITING])
    return {str(claim.pk): _accept(claim) or 0 for claim in premises}


def _take_away(
    thing: Thing,
    by: User,
    reason: str,
    item: DeskItem | None,
    action: DecisionAction,
    seen: tuple[State, ...],
    to: State,
) -> Decision:
    with changing(post=post_of(thing), by=by):
        now = _as_it_is(thing)
        if now.state not in seen or (isinstance(now, Wording) and not _can_go(now, action)):
            raise NotThere
        if action is DecisionAction.RETURN:
            _refuse_return(now)
        details: dict[str, Any] = {"was": str(now.state)}
        if isinstance(now, Wording):
            details["is_edit"] = True
        if isinstance(now, Inference):
            alone = list(only_used_in(now))
            details["premises"] = {str(claim.pk): str(claim.state) for claim in alone}
            for claim in alone:
                _set_state(claim, to, is_returned=action is DecisionAction.RETURN)
        _set_state(now, to, is_returned=action is DecisionAction.RETURN)
        if not isinstance(now, Wording):
            answer_flags(now)
        number = now.number if isinstance(now, Wording) else None
        return _decide(now, action, by, reason, item, details, number=number)


def _refuse_return(thing: Thing) -> None:
    """Stop where something cannot be given back: it came with a post, or others have built on it."""
    if getattr(thing, "is_shipped", False):
        raise NotThere
    if isinstance(thing, Claim) and built_on_by_others(thing):
        raise BuiltOn


def _set_state(thing: Thing, state: str, *, is_returned: bool = False) -> None:
    """Move it to a state; what is returned to its author is no longer accepted."""
    thing.state = state
    if is_returned and isinstance(thing, Claim):
        thing.accepted_wording = None
    if is_returned and isinstance(thing, (Inference, Citation, Remark)):
        thing.is_accepted = False
    thing.save()


def answer_flags(thing: Contribution) -> int:
    """Close what people have said against it; gives how many."""
    name = str(thing._meta.model_name)
    return Flag.objects.open().filter(**{name: thing.pk}).update(answered_at=timezone.now())


def _decide(
    thing: Thing,
    action: DecisionAction,
    by: User,
    reason: str,
    item: DeskItem | None,
    details: Mapping[str, Any],
    *,
    number: int | None = None,
    undoes: Decision | None = None,
) -> Decision:
    subject = thing.claim if isinstance(thing, Wording) else thing
    if number is None:
        number = thing.number if isinstance(thing, Wording) else getattr(thing, "public_wording", None)
    return decide(
        by=by,
        action=action,
        reason=reason,
        subject=subject,
        item=item,
        wording=number,
        details=details,
        undoes=undoes,
        affects=thing.contributor,
    )
