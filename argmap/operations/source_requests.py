"""Saying that a claim needs a source, and taking that back."""

from __future__ import annotations

from uuid import UUID

from argmap.graph.model import State
from argmap.models import Claim, SourceRequest, User
from argmap.operations.changes import changing
from argmap.operations.edits import NotThere
from argmap.operations.submissions import accept, refuse_resent


class AskedAlready(Exception):
    """Raised when this person has asked for a source of the claim, and nobody has attached one since."""

    def __init__(self, request: SourceRequest) -> None:
        self.request = request
        super().__init__(f"asked already: {request}")


class WordsAreReviewed(Exception):
    """Raised for words in a post where all that readers say is looked at first, which nobody does for these."""


def ask_for_source(*, claim: Claim, contributor: User, words: str, token: UUID) -> SourceRequest:
    """Say that a claim needs a source, and which kind would do; it is open until somebody attaches one.

    Raises Resent, NotThere when the claim is gone, AskedAlready, and WordsAreReviewed; then nothing was written.
    """
    with changing(post=claim.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        claim = Claim.objects.get(pk=claim.pk).survivor
        if claim.state != State.PUBLISHED:
            raise NotThere
        if words and change.post.is_reviewed_first:
            raise WordsAreReviewed
        if before := SourceRequest.objects.open().filter(claim=claim, contributor=contributor).first():
            raise AskedAlready(before)
        made = SourceRequest.objects.create(claim=claim, contributor=contributor, words=words)
        accept(token=token, contributor=contributor, address=claim.get_absolute_url())
    return made


def take_back(*, request: SourceRequest, by: User) -> None:
    """Take back that a claim needs a source; raises NotThere if that is not open."""
    with changing(post=request.claim.post_id, by=by):
        if not SourceRequest.objects.open().filter(pk=request.pk).update(state=State.WITHDRAWN):
            raise NotThere


def settle_requests(*, claim: Claim) -> None:
    """Close what was asked for, now that the claim has a source; in the caller's change. One query."""
    SourceRequest.objects.open().filter(claim__in=Claim.objects.same_as([claim.pk])).update(state=State.WITHDRAWN)
