"""Recording what moderators decide: one row for each act, the item it settles closed, and who is affected told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from argmap.models import Answer, Decision, DeskItem, User
from argmap.models.answer import AnswerKind
from argmap.models.decision import DecisionAction
from argmap.models.subject import SUBJECTS


class AlreadyDecided(Exception):
    """Raised when an item was closed meanwhile; `decision` is the one that closed it."""

    def __init__(self, decision: Decision | None) -> None:
        self.decision = decision
        super().__init__(f"already decided: {decision}")


def decide(
    *,
    by: User,
    action: DecisionAction,
    reason: str,
    subject: Any,
    item: DeskItem | None = None,
    wording: int | None = None,
    details: Mapping[str, Any] | None = None,
    undoes: Decision | None = None,
    affects: User | None = None,
) -> Decision:
    """Record a decision about a row in the caller's transaction; close the item that it settles, if there is one.

    Who contributed what it is about is told, or who is named as affected, unless they decided it. Raises AlreadyDecided
    for an item that is closed; then nothing was written.
    """
    if item is not None:
        _close(item)
    made = Decision.objects.create(
        moderator=by,
        action=action,
        reason=reason,
        item=item,
        wording=wording,
        details=dict(details or {}),
        undoes=undoes,
        **{column_of(subject): subject},
    )
    _tell(made, affects or subject, by)
    return made


def _close(item: DeskItem) -> None:
    """Close an item that is still open; whoever comes second is told of the first."""
    now = DeskItem.objects.select_for_update().get(pk=item.pk)
    if now.closed_at is not None:
        raise AlreadyDecided(now.decisions.order_by("-pk").first())
    now.closed_at = item.closed_at = timezone.now()
    now.save(update_fields=["closed_at"])


def column_of(subject: Any) -> str:
    """The column in which a decision names such a row."""
    return next(name for name in SUBJECTS if Decision._meta.get_field(name).related_model is type(subject))


def _tell(made: Decision, subject: Any, by: User) -> None:
    affected = subject if isinstance(subject, User) else getattr(subject, "contributor", None)
    if affected is not None and affected != by:
        Answer.objects.create(recipient=affected, kind=AnswerKind.DECISION, decision=made)
