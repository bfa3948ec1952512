"""Changing one's own: another wording, taking back, putting back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from argmap.graph.model import State
from argmap.models import Claim, Inference, Misreading, Post, User, Wording
from argmap.operations.answers import tell_of_misreading, tell_of_rewording
from argmap.operations.changes import Relabelled, changing
from argmap.operations.editions import edition_of
from argmap.operations.submissions import accept, refuse_resent
from argmap.queries import likeness
from argmap.queries.withdrawals import LIVING, built_on_by_others, made_by_others_too, only_used_in


class EditedMeanwhile(Exception):
    """Raised when somebody else has changed the claim since the form was opened; `claim` is as it is now."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        super().__init__(f"{claim.key} was changed meanwhile")


class SaysTheSame(Exception):
    """Raised when another claim of the post has these words already."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        super().__init__(f"{claim.key} says the same")


class BuiltOn(Exception):
    """Raised when others have built on a claim, or make the same point, so that it cannot be taken back."""


class NotThere(Exception):
    """Raised when something cannot be taken or put back, since it is not published, or not withdrawn."""


def reword(
    *, claim: Claim, contributor: User, text: str, granted: bool, note: str, edition: str, token: UUID
) -> Sequence[Relabelled]:
    """Give a claim another wording, note or grant, unless it is no longer as in `edition`; returns what it relabelled.

    Words that stay the same make no new wording. Where the post is reviewed first, the claim stays as it is and the
    edit waits, in place of one that waited before; a claim that waits itself is changed. An edit that changes nothing
    takes back the one that waited.
    Raises Resent, EditedMeanwhile, SaysTheSame and NotThere.
    """
    with changing(post=claim.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        now = Claim.objects.with_wording().filter(pk=claim.pk, state__in=LIVING).first()
        if now is None:
            raise NotThere
        if edition_of(now) != edition:
            raise EditedMeanwhile(now)
        same = likeness.same_claim(change.post, text) if text != now.text else None
        if same is not None and same != now:
            raise SaysTheSame(same)
        stays = now.public_wording if text == now.text else 0
        now.wordings.filter(state=State.WAITING).exclude(number=stays).update(state=State.WITHDRAWN)
        is_changed = (text, granted, note) != (now.text, now.granted, now.note)
        if is_changed and now.state == State.PUBLISHED and change.post.is_reviewed_first:
            _add_wording(now, contributor, text, state=State.WAITING, granted=granted, note=note)
        elif is_changed:
            _change(now, contributor, text=text, granted=granted, note=note)
        accept(token=token, contributor=contributor, address=claim.get_absolute_url())
    return change.relabelled


def withdraw(*, thing: Claim | Inference, by: User) -> Sequence[Relabelled]:
    """Take back a claim or step of one's own; with a step go its premises that are of no other use.

    Returns what got another label. Raises NotThere, and BuiltOn for what others have built on or say too.
    """
    with changing(post=thing.post_id, by=by) as change:
        if built_on_by_others(thing) if isinstance(thing, Claim) else made_by_others_too(thing):
            raise BuiltOn
        if not type(thing)._default_manager.filter(pk=thing.pk, state__in=LIVING).update(state=State.WITHDRAWN):
            raise NotThere
        if isinstance(thing, Inference):
            only_used_in(thing).update(state=State.WITHDRAWN)
    return change.relabelled


def restore(*, thing: Claim | Inference, by: User) -> Sequence[Relabelled]:
    """Put back what its author took back; with a step come the premises that went with it. Raises NotThere.

    Where the post is reviewed first, what no moderator has accepted as it is now waits.
    """
    with changing(post=thing.post_id, by=by) as change:
        now = type(thing)._default_manager.filter(pk=thing.pk, state=State.WITHDRAWN).first()
        if now is None:
            raise NotThere
        _put_back(now, change.post)
        if isinstance(now, Inference):
            own = Q(contributor=now.contributor_id, state=State.WITHDRAWN)
            for premise in Claim.objects.filter(own, uses__inference=now):
                _put_back(premise, change.post)
    return change.relabelled


def misread(*, claim: Claim, contributor: User, words: str, reading: str, note: str, token: UUID) -> Misreading:
    """Say that a claim misreads the words of the post; raises Resent and NotThere."""
    with changing(post=claim.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        now = Claim.objects.published().filter(pk=claim.pk).first()
        if now is None:
            raise NotThere
        made = Misreading.objects.create(
            claim=now,
            wording=now.public_wording,
            words=words,
            reading=reading,
            note=note,
            contributor=contributor,
            state=change.post.first_state,
        )
        tell_of_misreading(misreading=made)
        accept(token=token, contributor=contributor, address=f"{claim.get_absolute_url()}#misreading-{made.pk}")
    return made


def settle_misreading(*, misreading: Misreading, by: User) -> None:
    """Take back a misreading one has reported; raises NotThere if it is neither open nor waits."""
    with changing(post=misreading.claim.post_id, by=by):
        if not Misreading.objects.filter(pk=misreading.pk, state__in=LIVING).update(state=State.WITHDRAWN):
            raise NotThere


def _change(claim: Claim, contributor: User, *, text: str, granted: bool, note: str) -> None:
    """Change a claim at once; it waits or is public, and so is what it says now."""
    is_reworded = text != claim.text
    if is_reworded:
        claim.public_wording = _add_wording(claim, contributor, text, state=State(claim.state)).number
    if (granted, note) != (claim.granted, claim.note):
        claim.accepted_wording = None
    claim.granted, claim.note = granted, note
    claim.save(update_fields=["public_wording", "granted", "note", "accepted_wording"])
    if is_reworded and claim.state == State.PUBLISHED:
        tell_of_rewording(claim=Claim.objects.with_wording().get(pk=claim.pk))


def _add_wording(
    claim: Claim, contributor: User, text: str, *, state: State, granted: bool | None = None, note: str | None = None
) -> Wording:
    number = claim.wordings.count() + 1
    return Wording.objects.create(
        claim=claim, number=number, text=text, contributor=contributor, state=state, granted=granted, note=note
    )


def _put_back(thing: Claim | Inference, post: Post) -> None:
    """Publish it again, or let it wait; so does a wording that was never public."""
    thing.state = State.PUBLISHED if thing.is_reviewed else post.first_state
    thing.save(update_fields=["state"])
    if isinstance(thing, Claim) and thing.state == State.PUBLISHED:
        thing.wordings.filter(number=thing.public_wording).update(state=State.PUBLISHED)
