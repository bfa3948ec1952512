"""Forms that were sent before: the same one makes nothing a second time."""

from __future__ import annotations

from uuid import UUID

from argmap.models import Submission, User


class Resent(Exception):
    """Raised for a form that was accepted before; `address` is where its result is."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"already accepted: {address}")


def refuse_resent(*, token: UUID, contributor: User) -> None:
    """Stop where this person's form was accepted before; raises Resent. Call it with the post locked."""
    sent = Submission.objects.filter(token=token, contributor=contributor).first()
    if sent is not None:
        raise Resent(sent.address)


def accept(*, token: UUID, contributor: User, address: str) -> None:
    """Remember that a form was accepted, in the transaction that stores what it said."""
    Submission.objects.create(token=token, contributor=contributor, address=address)
