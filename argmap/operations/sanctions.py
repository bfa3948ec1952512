"""What is decided about people: a warning, a suspension for a time, a role."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from argmap.models import Decision, DeskItem, User
from argmap.models.decision import DecisionAction
from argmap.models.user import UserRole
from argmap.operations.decisions import decide
from argmap.policies import is_suspended, may_sanction


class NotYours(Exception):
    """Raised when somebody may not decide this about that person."""


class NothingToDo(Exception):
    """Raised when things are already as they would be."""


class NotAhead(Exception):
    """Raised when a suspension would end before it begins."""


class LastAdministrator(Exception):
    """Raised when nobody would be left to name moderators."""


@transaction.atomic
def warn(*, person: User, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Tell somebody, in public, what they should not do; raises NotYours."""
    now = _as_they_are(person, by)
    return decide(by=by, action=DecisionAction.WARN, reason=reason, subject=now, item=item)


@transaction.atomic
def suspend(*, person: User, until: datetime, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Let somebody only read until then; one suspension gives way to another. Raises NotYours and NotAhead."""
    now = _as_they_are(person, by)
    if until <= timezone.now():
        raise NotAhead
    details = {"was": _as_text(now.suspended_until), "until": until.isoformat()}
    _set_until(now, until)
    return decide(by=by, action=DecisionAction.SUSPEND, reason=reason, subject=now, item=item, details=details)


@transaction.atomic
def lift(*, person: User, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """End a suspension before its time; raises NotYours, and NothingToDo for who is not suspended."""
    now = _as_they_are(person, by)
    if not is_suspended(now):
        raise NothingToDo
    suspended = (
        Decision.objects.filter(person=now, action=DecisionAction.SUSPEND, undone_by=None).order_by("-pk").first()
    )
    details = {"was": _as_text(now.suspended_until)}
    _set_until(now, None)
    return decide(
        by=by, action=DecisionAction.LIFT, reason=reason, subject=now, item=item, details=details, undoes=suspended
    )


@transaction.atomic
def appoint(*, person: User, role: UserRole, by: User | None, reason: str) -> Decision:
    """Give somebody another role; nobody decides that where who runs this copy does.

    Raises NothingToDo for the role they have, and LastAdministrator.
    """
    administrators = User.objects.select_for_update().filter(role=UserRole.ADMINISTRATOR, is_active=True)
    others = [found.pk for found in administrators.order_by("pk") if found.pk != person.pk]
    now = User.objects.select_for_update().get(pk=person.pk)
    if now.role == role:
        raise NothingToDo
    if now.role == UserRole.ADMINISTRATOR and not others:
        raise LastAdministrator
    details: dict[str, Any] = {"was": now.role, "became": str(role)}
    now.role = person.role = role
    now.save(update_fields=["role"])
    return decide(by=by, action=DecisionAction.APPOINT, reason=reason, subject=now, details=details)


def _as_they_are(person: User, by: User) -> User:
    now = User.objects.select_for_update().get(pk=person.pk)
    if not may_sanction(by, now):
        raise NotYours
    return now


def _set_until(person: User, until: datetime | None) -> None:
    person.suspended_until = until
    person.save(update_fields=["suspended_until"])


def _as_text(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
