"""Changing one's own: another wording, taking back, putting back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from argmap.graph.model import State
from argmap.models import Claim, Inference, Misreading, User, Wording
from argmap.operations.answers import tell_of_misreading, tell_of_rewording
from argmap.operations.changes import Relabelled, changing
from argmap.operations.editions import edition_of
from argmap.operations.submissions import accept, refuse_resent
from argmap.queries import likeness
from argmap.queries.withdrawals import built_on_by_others, made_by_others_too, only_used_in


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

    Words that stay the same make no new wording. Raises Resent, EditedMeanwhile, SaysTheSame and NotThere.
    """
    with changing(post=claim.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        now = Claim.objects.published().with_wording().filter(pk=claim.pk).first()
        if now is None:
            raise NotThere
        if edition_of(now) != edition:
            raise EditedMeanwhile(now)
        is_reworded = text != now.text
        if is_reworded:
            same = likeness.same_claim(change.post, text)
            if same is not None and same != now:
                raise SaysTheSame(same)
            now.public_wording = now.wordings.count() + 1
            Wording.objects.create(claim=now, number=now.public_wording, text=text, contributor=contributor)
        now.granted, now.note = granted, note
        now.save(update_fields=["public_wording", "granted", "note"])
        if is_reworded:
            tell_of_rewording(claim=Claim.objects.with_wording().get(pk=now.pk))
        accept(token=token, contributor=contributor, address=claim.get_absolute_url())
    return change.relabelled


def withdraw(*, thing: Claim | Inference, by: User) -> Sequence[Relabelled]:
    """Take back a claim or step of one's own; with a step go its premises that are of no other use.

    Returns what got another label. Raises NotThere, and BuiltOn for what others have built on or say too.
    """
    with changing(post=thing.post_id, by=by) as change:
        if built_on_by_others(thing) if isinstance(thing, Claim) else made_by_others_too(thing):
            raise BuiltOn
        _move(thing, State.PUBLISHED, State.WITHDRAWN)
        if isinstance(thing, Inference):
            only_used_in(thing).update(state=State.WITHDRAWN)
    return change.relabelled


def restore(*, thing: Claim | Inference, by: User) -> Sequence[Relabelled]:
    """Put back what its author took back; with a step come the premises that went with it. Raises NotThere."""
    with changing(post=thing.post_id, by=by) as change:
        _move(thing, State.WITHDRAWN, State.PUBLISHED)
        if isinstance(thing, Inference):
            own = Q(contributor=thing.contributor_id, state=State.WITHDRAWN)
            Claim.objects.filter(own, uses__inference=thing).update(state=State.PUBLISHED)
    return change.relabelled


def misread(*, claim: Claim, contributor: User, words: str, reading: str, note: str, token: UUID) -> Misreading:
    """Say that a claim misreads the words of the post; raises Resent and NotThere."""
    with changing(post=claim.post_id, by=contributor):
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
        )
        tell_of_misreading(misreading=made)
        accept(token=token, contributor=contributor, address=f"{claim.get_absolute_url()}#misreading-{made.pk}")
    return made


def settle_misreading(*, misreading: Misreading, by: User) -> None:
    """Take back a misreading one has reported; raises NotThere if it is not open."""
    with changing(post=misreading.claim.post_id, by=by):
        if not Misreading.objects.open().filter(pk=misreading.pk).update(state=State.WITHDRAWN):
            raise NotThere


def _move(thing: Claim | Inference, before: State, after: State) -> None:
    rows = type(thing).objects.filter(pk=thing.pk, state=before)
    if not rows.update(state=after):
        raise NotThere
