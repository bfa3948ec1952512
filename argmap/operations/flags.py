"""Telling the moderators that a contribution should not stand as it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from argmap.models import Flag, Post, User
from argmap.models.flag import FlagReason
from argmap.operations.desk import sync_post
from argmap.operations.editions import Contribution
from argmap.operations.moderation import post_of
from argmap.operations.submissions import accept, refuse_resent
from argmap.queries.flags import flag_by


class FlaggedAlready(Exception):
    """Raised when this person has flagged it before; `flag` is what they said."""

    def __init__(self, flag: Flag) -> None:
        self.flag = flag
        super().__init__(f"flagged already: {flag}")


@transaction.atomic
def flag(*, thing: Contribution, contributor: User, why: FlagReason, words: str, token: UUID) -> Flag:
    """Flag a contribution, once for each person; the moderators find it on their desk.

    Raises Resent and FlaggedAlready.
    """
    post = post_of(thing)
    Post.objects.select_for_update().get(pk=post)  # one at a time
    refuse_resent(token=token, contributor=contributor)
    if (before := flag_by(contributor, thing)) is not None:
        raise FlaggedAlready(before)
    about: dict[str, Any] = {str(thing._meta.model_name): thing}
    made = Flag.objects.create(contributor=contributor, why=why, words=words, **about)
    sync_post(post=post)
    accept(token=token, contributor=contributor, address=thing.get_absolute_url())
    return made
