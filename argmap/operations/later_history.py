"""Recording what later happened to a source, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.graph.model import State
from argmap.graph.treatments import Extent, Treatment
from argmap.models import Decision, DeskItem, LaterHistory, Source, User
from argmap.models.decision import DecisionAction
from argmap.operations.changes import revising
from argmap.operations.decisions import decide
from argmap.queries.curation import citing_posts


class HistoryThere(Exception):
    """Raised when exactly this is recorded of the source already."""


class HistoryGone(Exception):
    """Raised when what is to be removed is not recorded, or no longer."""


class BySomethingElse(Exception):
    """Raised when nothing says by what, or when a source would do something to itself."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a source: how far, by which source (or by what is cited in words), and when."""

    treatment: Treatment
    extent: Extent = Extent.WHOLE
    by_source: Source | None = None
    cited: str = ""
    date: str = ""
    note: str = ""


def record_history(
    *, source: Source, happened: Happened, by: User, reason: str, item: DeskItem | None = None
) -> Decision:
    """Record what later happened to a source. Raises HistoryThere, BySomethingElse and AlreadyDecided."""
    of, other = source.survivor, happened.by_source.survivor if happened.by_source else None
    if other == of or (other is None and not happened.cited):
        raise BySomethingElse
    with revising(posts=citing_posts(of), by=by):
        values = {"source": of, "treatment": happened.treatment, "extent": happened.extent, "by": other}
        if LaterHistory.objects.published().filter(**values, cited=happened.cited, date=happened.date).exists():
            raise HistoryThere
        made = LaterHistory.objects.create(
            **values, cited=happened.cited, date=happened.date, note=happened.note, contributor=by
        )
        return decide(
            by=by,
            action=DecisionAction.RECORD_HISTORY,
            reason=reason,
            subject=of,
            item=item,
            details={"later_history": made.pk, "says": says(made)},
        )


def remove_history(*, history: LaterHistory, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Take back what is recorded of a source; the row stays, withdrawn. Raises HistoryGone and AlreadyDecided."""
    with revising(posts=citing_posts(history.source.survivor), by=by):
        now = LaterHistory.objects.select_for_update(of=("self",)).select_related("source", "by").get(pk=history.pk)
        if now.state != State.PUBLISHED:
            raise HistoryGone
        now.state = State.WITHDRAWN
        now.save(update_fields=["state"])
        return decide(
            by=by,
            action=DecisionAction.REMOVE_HISTORY,
            reason=reason,
            subject=now.source,
            item=item,
            details={"later_history": now.pk, "says": says(now)},
        )


def says(history: LaterHistory) -> str:
    """What a row says in one line: “reversed on other grounds by Google LLC v. Oracle Am., Inc., 593 U.S. 1 (2021)”."""
    extent = "" if history.extent == Extent.WHOLE else f" {history.extent}"
    by = history.by.citation if history.by else history.cited
    return f"{history.treatment}{extent} by {by}"
