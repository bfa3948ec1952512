"""Opening what needs a person on the moderators' desk."""

from __future__ import annotations

from typing import Any

from argmap.models import Claim, DeskItem
from argmap.models.desk_item import ItemKind
from argmap.operations.decisions import column_of


def open_item(*, kind: ItemKind, subject: Any, basis: str = "") -> DeskItem:
    """Open an item about a row, in the caller's transaction, or give the one that is open; it weighs what hangs on it.

    Two queries.
    """
    item, _ = DeskItem.objects.get_or_create(
        kind=kind,
        basis=basis,
        closed_at=None,
        **{column_of(subject): subject},
        defaults={"weight": weight_of(subject)},
    )
    return item


def weight_of(subject: Any) -> int:
    """How many claims lead through what a row is about, itself included; 1 for what is not in an argument."""
    claim = getattr(subject, "conclusion", None) or getattr(subject, "claim", None)
    behind = subject if isinstance(subject, Claim) else claim
    return 1 + (behind.behind if behind is not None else 0)
