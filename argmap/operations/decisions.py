"""Recording what moderators decide: one row for each act, the item it settles closed, and who is affected told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone

from argmap.models import Answer, Appeal, Decision, DeskItem, User
from argmap.models.answer import AnswerKind
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.models.subject import SUBJECTS

#: What a decision settles that was made elsewhere than on the desk.
JUDGED = (ItemKind.SOURCE, ItemKind.TEXT)
SEEN = (ItemKind.WAITING, ItemKind.CONTRIBUTION)
SETTLES: Mapping[DecisionAction, Sequence[ItemKind]] = {
    DecisionAction.CONFIRM: JUDGED,
    DecisionAction.DISPUTE: JUDGED,
    DecisionAction.REJECT: JUDGED,
    DecisionAction.ACCEPT: SEEN,
    DecisionAction.REFUSE: (ItemKind.WAITING,),
    DecisionAction.HIDE: (ItemKind.FLAG, *SEEN),
    DecisionAction.RETURN: (ItemKind.FLAG, *SEEN),
    DecisionAction.DISMISS: (ItemKind.FLAG,),
    DecisionAction.REPLACE_LINK: (ItemKind.LINK,),
    DecisionAction.KEEP_LINK: (ItemKind.LINK,),
    DecisionAction.MARK_DEAD: (ItemKind.LINK,),
}


class AlreadyDecided(Exception):
    """Raised when an item was closed meanwhile; `decision` is the one that closed it."""

    def __init__(self, decision: Decision | None) -> None:
        self.decision = decision
        super().__init__(f"already decided: {decision}")


def decide(
    *,
    by: User | None,
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

    Without an item, the open one that such a decision settles is closed. Who contributed what it is about is told, or
    who is named as affected, unless they decided it. Raises AlreadyDecided for an item that is closed; then nothing was
    written.
    """
    about = {column_of(subject): subject}
    item = item or _settled_by(action, about, wording, is_edit="is_edit" in (details or {}))
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
        **about,
    )
    _tell(made, affects or subject, by)
    if undoes is not None:
        _close_appeals(undoes)
    return made


def record_gone(items: Collection[int]) -> None:
    """Let the log say that these items, which are closed, left the desk by themselves; two statements, or none."""
    if not items:
        return
    Decision.objects.bulk_create(
        Decision(
            action=DecisionAction.CAUSE_GONE,
            item=item,
            details={"kind": item.kind},
            **{f"{name}_id": getattr(item, f"{name}_id") for name in SUBJECTS},
        )
        for item in DeskItem.objects.filter(pk__in=items).order_by("pk")
    )


def _close_appeals(undone: Decision) -> None:
    """What was said to a decision that is taken back needs nobody any more; two queries, or five."""
    said = [str(pk) for pk in Appeal.objects.filter(decision=undone).values_list("pk", flat=True)]
    items = DeskItem.objects.open().filter(kind=ItemKind.APPEAL, basis__in=said, is_reopened=False)
    gone = list(items.values_list("pk", flat=True))
    DeskItem.objects.filter(pk__in=gone).update(closed_at=timezone.now())
    record_gone(gone)


def _settled_by(
    action: DecisionAction, about: Mapping[str, Any], wording: int | None, *, is_edit: bool
) -> DeskItem | None:
    """The open item that a decision settles which was not made on the desk, the most urgent; one query."""
    items = DeskItem.objects.open().filter(kind__in=SETTLES.get(action, ()), **about)
    if "claim" in about and wording is not None:
        items = items.exclude(kind=ItemKind.WAITING, basis=str(wording) if is_edit else f"wording {wording}")
    return items.order_by("-weight", "pk").first() if action in SETTLES else None


def _close(item: DeskItem) -> None:
    """Close an item that is still open; whoever comes second is told of the first."""
    now = DeskItem.objects.select_for_update().get(pk=item.pk)
    if now.closed_at is not None:
        raise AlreadyDecided(now.decisions.order_by("-pk").first())
    now.closed_at = item.closed_at = timezone.now()
    now.is_settled, now.is_reopened = True, False
    item.is_settled, item.is_reopened = True, False
    now.save(update_fields=["closed_at", "is_settled", "is_reopened"])


def column_of(subject: Any) -> str:
    """The column in which a decision names such a row."""
    return next(name for name in SUBJECTS if Decision._meta.get_field(name).related_model is type(subject))


def _tell(made: Decision, subject: Any, by: User | None) -> None:
    affected = subject if isinstance(subject, User) else getattr(subject, "contributor", None)
    if affected is not None and affected != by:
        Answer.objects.create(recipient=affected, kind=AnswerKind.DECISION, decision=made)
