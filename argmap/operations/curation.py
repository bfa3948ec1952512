"""What moderators decide about a source: confirm, dispute, reject, correct it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from argmap.models import Citation, Decision, DeskItem, Source, User
from argmap.models.decision import DecisionAction
from argmap.models.user import UserRole
from argmap.operations.changes import revising
from argmap.operations.checking import recheck_source
from argmap.operations.decisions import decide
from argmap.queries.curation import citing_posts, claims_on, source_cited_otherwise

#: What a moderator may set right of a source.
SOURCE_FIELDS = ("kind", "title", "citation", "edition", "date", "address", "archived_address", "rights", "note")


class OwnSource(Exception):
    """Raised when a moderator would confirm a source they alone brought in, and another moderator could do so."""


class CitedAlready(Exception):
    """Raised when another source has this citation and edition, or the claim cites exactly this already."""

    def __init__(self, thing: Source | Citation | None) -> None:
        self.thing = thing
        super().__init__(f"there already: {thing}")


class ChangedMeanwhile(Exception):
    """Raised when somebody else has changed it since it was read."""


class NothingChanged(Exception):
    """Raised when a correction leaves everything as it is."""


class Merged(Exception):
    """Raised for a source that was merged into another, which is to be decided on instead."""


def confirm(*, source: Source, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Confirm that a source is what it says it is; one that waited appears by it.

    Raises OwnSource, Merged and AlreadyDecided.
    A moderator does not confirm what they alone brought in while another moderator could; where there is none, the
    decision says so (`details["alone"]`).
    """
    with transaction.atomic():
        is_own = is_theirs_alone(source=source, moderator=by)
        if is_own and other_moderators(by):
            raise OwnSource
        known = {"alone": True} if is_own else {}
        made = _curate(source, "confirmed", DecisionAction.CONFIRM, by, reason, item, known)
        has_appeared = Source.objects.filter(pk=source.pk, waits_for__isnull=False).update(waits_for=None)
    if has_appeared:
        recheck_source(source=source.pk)
    return made


def dispute(*, source: Source, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that it is in dispute whether a source is what it says it is; raises Merged and AlreadyDecided."""
    return _curate(source, "disputed", DecisionAction.DISPUTE, by, reason, item)


def reject(*, source: Source, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that a source does not bear what rests on it; raises Merged and AlreadyDecided.

    Nothing is taken away: it stays on the claims that cite it, marked as rejected, and labels stay as they are.
    """
    return _curate(source, "rejected", DecisionAction.REJECT, by, reason, item)


def correct_source(
    *, source: Source, by: User, reason: str, values: Mapping[str, str], seen: str = "", item: DeskItem | None = None
) -> Decision:
    """Set fields of a source right (SOURCE_FIELDS); what was and what became is kept with the decision.

    Raises ChangedMeanwhile if it is no longer as in `seen`, CitedAlready, NothingChanged, Merged and AlreadyDecided;
    then nothing was written.
    """
    with revising(posts=citing_posts(source), by=by):
        now = _unmerged(source)
        if seen and seen != state_of(now):
            raise ChangedMeanwhile
        changed = {
            name: values[name] for name in SOURCE_FIELDS if name in values and values[name] != getattr(now, name)
        }
        if not changed:
            raise NothingChanged
        details = {"was": {name: getattr(now, name) for name in changed}, "became": changed}
        if other := source_cited_otherwise(now, values):
            raise CitedAlready(other)
        for name, value in changed.items():
            setattr(now, name, value)
        try:
            with transaction.atomic():
                now.save(update_fields=list(changed))
        except IntegrityError as error:
            raise CitedAlready(None) from error
        return decide(by=by, action=DecisionAction.CORRECT, reason=reason, subject=now, item=item, details=details)


def state_of(source: Source) -> str:
    """A short name for what can be set right of a source as it is now, by which a later change is noticed."""
    return hashlib.sha256(repr([getattr(source, name) for name in SOURCE_FIELDS]).encode()).hexdigest()[:16]


def is_theirs_alone(*, source: Source, moderator: User) -> bool:
    """Whether a person added a source, and nobody else cites it; one query."""
    if source.contributor_id != moderator.pk or source.is_shipped:
        return False
    return not claims_on(source).exclude(contributor=moderator).exists()


def other_moderators(moderator: User) -> bool:
    """Whether there is another moderator who could decide now; one query."""
    others = User.objects.filter(is_active=True).exclude(role=UserRole.MEMBER).exclude(pk=moderator.pk)
    return others.exclude(suspended_until__gt=timezone.now()).exists()


def _curate(
    source: Source,
    becomes: str,
    action: DecisionAction,
    by: User,
    reason: str,
    item: DeskItem | None,
    details: Mapping[str, object] | None = None,
) -> Decision:
    with revising(posts=citing_posts(source), by=by):
        now = _unmerged(source)
        was, now.curation = now.curation, becomes
        now.save(update_fields=["curation"])
        source.curation = becomes
        known = {"was": was, "became": becomes, **(details or {})}
        return decide(by=by, action=action, reason=reason, subject=now, item=item, details=known)


def _unmerged(source: Source) -> Source:
    """Read a source again, locked; raises Merged where another stands for it."""
    now = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if now.merged_into_id is not None:
        raise Merged
    return now
