"""What moderators do about an address of a source that is gone or has changed."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F
from django.utils import timezone

from argmap.models import Decision, DeskItem, LinkCheck, Source, User
from argmap.models.decision import DecisionAction
from argmap.models.link_check import LinkOutcome
from argmap.operations.changes import revising
from argmap.operations.decisions import decide
from argmap.queries.curation import citing_posts


class NoSuchLink(Exception):
    """Raised when a source has no such address, or no longer."""


def replace_link(
    *, source: Source, address: str, becomes: str, by: User, reason: str, item: DeskItem | None = None
) -> Decision:
    """Give a source another address in place of one; raises NoSuchLink and AlreadyDecided."""

    def replace(now: Source, column: str) -> None:
        setattr(now, column, becomes)
        now.save(update_fields=[column])

    return _decide(replace, DecisionAction.REPLACE_LINK, source, address, by, reason, item, becomes)


def keep_link(*, source: Source, address: str, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Keep an address as it is now: what it answers today is what it is compared with from now on.

    Raises NoSuchLink and AlreadyDecided.
    """

    def keep(now: Source, column: str) -> None:
        checks = LinkCheck.objects.filter(source=now, address=address)
        checks.update(outcome=LinkOutcome.FINE, first_sha256=F("sha256"), failures=0, is_dead=False)

    return _decide(keep, DecisionAction.KEEP_LINK, source, address, by, reason, item)


def mark_dead(*, source: Source, address: str, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that nothing is to be found at an address any more: it is shown as such, and asked no more.

    Raises NoSuchLink and AlreadyDecided.
    """

    def mark(now: Source, column: str) -> None:
        said = {"is_dead": True, "outcome": LinkOutcome.GONE}
        unasked = {"checked_at": timezone.now(), **said}
        LinkCheck.objects.update_or_create(source=now, address=address, defaults=said, create_defaults=unasked)

    return _decide(mark, DecisionAction.MARK_DEAD, source, address, by, reason, item)


def _decide(
    act: Callable[[Source, str], None],
    action: DecisionAction,
    source: Source,
    address: str,
    by: User,
    reason: str,
    item: DeskItem | None,
    becomes: str = "",
) -> Decision:
    with revising(posts=citing_posts(source), by=by):
        now = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        column = next((it for it in ("address", "archived_address") if getattr(now, it) == address), "")
        if not column or not address:
            raise NoSuchLink
        act(now, column)
        details = {"column": column, "address": address, **({"becomes": becomes} if becomes else {})}
        return decide(by=by, action=action, reason=reason, subject=now, item=item, details=details)
