"""Remarks on words of a post: signed notes without a label."""

from __future__ import annotations

from uuid import UUID

from argmap.graph.model import State
from argmap.models import Post, Remark, User
from argmap.operations.changes import changing
from argmap.operations.edits import NotThere
from argmap.operations.passages import demand_words
from argmap.operations.submissions import accept, refuse_resent
from argmap.prose.passages import Anchor
from argmap.queries.withdrawals import LIVING


class RemarkThere(Exception):
    """Raised when the same person has said the same of the same words; `remark` may be one that is not shown."""

    def __init__(self, remark: Remark) -> None:
        self.remark = remark
        super().__init__(f"remark {remark.pk} says the same")


def add_remark(*, post: Post, place: Anchor, contributor: User, body: str, token: UUID) -> Remark:
    """Note something about words of a post; where the post is reviewed first, it waits.

    Raises Resent, WordsMoved and RemarkThere.
    """
    with changing(post=post.pk, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        demand_words(change.post, place)
        same = Remark.objects.filter(post=post, start=place.start, end=place.end, body=body, contributor=contributor)
        if there := same.exclude(state=State.WITHDRAWN).first():
            raise RemarkThere(there)
        made = Remark.objects.create(
            post=change.post,
            exact=place.exact,
            prefix=place.prefix,
            suffix=place.suffix,
            start=place.start,
            end=place.end,
            body=body,
            state=change.post.first_state,
            contributor=contributor,
        )
        accept(token=token, contributor=contributor, address=made.get_absolute_url())
    return made


def withdraw(*, remark: Remark, by: User) -> None:
    """Take back a remark of one's own; raises NotThere if it is neither published nor waits."""
    with changing(post=remark.post_id, by=by):
        if not Remark.objects.filter(pk=remark.pk, state__in=LIVING).update(state=State.WITHDRAWN):
            raise NotThere


def restore(*, remark: Remark, by: User) -> None:
    """Put back a remark that its author took back; raises NotThere if it is not withdrawn.

    Where the post is reviewed first, one that no moderator has accepted waits.
    """
    with changing(post=remark.post_id, by=by) as change:
        now = Remark.objects.filter(pk=remark.pk, state=State.WITHDRAWN).first()
        if now is None:
            raise NotThere
        now.state = State.PUBLISHED if now.is_accepted else change.post.first_state
        now.save(update_fields=["state"])
