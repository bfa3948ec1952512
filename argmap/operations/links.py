"""Whether the addresses of sources still answer, and what moderators do about those that are gone or have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from argmap.models import Decision, DeskItem, LinkCheck, Source, User
from argmap.models.decision import DecisionAction
from argmap.models.link_check import LinkOutcome
from argmap.operations.changes import revising
from argmap.operations.decisions import decide
from argmap.operations.fetching import Client, Fetched, Refused, Unreachable
from argmap.prose.extraction import Unreadable, extract
from argmap.queries.curation import citing_posts

#: What says that nothing is there any more, and the kinds of file that are web pages.
GONE = (404, 410)
PAGES = ("text/html", "application/xhtml+xml")


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


def check_link(*, source: Source, address: str, client: Client) -> LinkCheck:
    """Ask for an address of a source and remember what came; what it answered first is what later answers go by.

    The posts that show the source get a new version only if something other than the time is new.
    """
    answer = _answer(address, client)
    with transaction.atomic():
        before = LinkCheck.objects.select_for_update().filter(source=source, address=address).first()
        now = before or LinkCheck(source=source, address=address)
        known = (now.outcome, now.status, now.is_dead)
        _remember(now, answer)
        now.save()
    if before is None or known != (now.outcome, now.status, now.is_dead):
        with revising(posts=citing_posts(source)):
            pass
    return now


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: LinkOutcome
    status: int | None = None
    sha256: str = ""
    moved_to: str = ""
    detail: str = ""


def _answer(address: str, client: Client) -> _Answer:
    try:
        fetched = client.fetch(address)
    except Refused as refused:
        return _Answer(LinkOutcome.REFUSED, detail=str(refused))
    except Unreachable as error:
        return _Answer(LinkOutcome.UNREACHABLE, detail=str(error))
    moved = fetched.address if fetched.address != address else ""
    if fetched.status in GONE:
        return _Answer(LinkOutcome.GONE, fetched.status, moved_to=moved)
    if not 200 <= fetched.status < 300:
        return _Answer(LinkOutcome.UNREACHABLE, fetched.status, moved_to=moved, detail="It answers with an error.")
    detail = "" if fetched.is_whole else "Only its beginning was compared."
    return _Answer(LinkOutcome.FINE, fetched.status, fingerprint(fetched), moved, detail)


def fingerprint(fetched: Fetched) -> str:
    """The SHA-256 of what came: of the words of a web page, whose code may vary, and of anything else as it is."""
    content = fetched.body
    if fetched.content_type in PAGES and fetched.is_whole:
        with suppress(Unreadable):
            content = extract(content, name="page.html").encode()
    return hashlib.sha256(content).hexdigest()


def _remember(check: LinkCheck, answer: _Answer) -> None:
    check.status, check.moved_to, check.detail = answer.status, answer.moved_to[:2000], answer.detail[:300]
    check.outcome, check.sha256, check.checked_at = answer.outcome, answer.sha256, timezone.now()
    check.failures = 0 if answer.outcome == LinkOutcome.FINE else check.failures + 1
    if answer.outcome != LinkOutcome.FINE:
        return
    check.first_sha256 = check.first_sha256 or answer.sha256
    if check.first_sha256 != answer.sha256:
        check.outcome = LinkOutcome.CHANGED
