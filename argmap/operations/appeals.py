"""What somebody who is affected by a decision says to it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from argmap.models import Appeal, Decision, User
from argmap.operations.desk import sync_appeals
from argmap.operations.submissions import accept, refuse_resent
from argmap.queries.decisions import is_affected


class NotAffected(Exception):
    """Raised for somebody whom a decision does not concern."""


class AppealedAlready(Exception):
    """Raised when a decision was answered before; `appeal` is what was said."""

    def __init__(self, appeal: Appeal) -> None:
        self.appeal = appeal
        super().__init__(f"answered already: {appeal}")


@transaction.atomic
def appeal(*, decision: Decision, contributor: User, words: str, token: UUID) -> Appeal:
    """Answer a decision that affects one, once; the moderators find it on their desk.

    Raises Resent, NotAffected and AppealedAlready.
    """
    now = Decision.objects.select_for_update().get(pk=decision.pk)
    refuse_resent(token=token, contributor=contributor)
    if not is_affected(contributor, now):
        raise NotAffected
    if (before := Appeal.objects.filter(decision=now).first()) is not None:
        raise AppealedAlready(before)
    made = Appeal.objects.create(decision=now, contributor=contributor, words=words)
    sync_appeals()
    accept(token=token, contributor=contributor, address=now.get_absolute_url())
    return made
