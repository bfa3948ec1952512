"""What moderators do in tests."""

from __future__ import annotations

from argmap.models import Decision, User
from argmap.operations import moderation
from argmap.operations.editions import edition_of
from tests.people import person

WHY = "Because the house rules say so."


def moderator(name: str = "mod") -> User:
    """Somebody who may moderate."""
    return person(name, role="moderator")


def accept(thing, *, by: User | None = None, **options) -> Decision:
    """A moderator accepts something as they see it now."""
    now = type(thing)._default_manager.get(pk=thing.pk)
    values = {"by": by or moderator(), "reason": WHY, "seen": edition_of(now)}
    return moderation.accept(thing=thing, **values | options)


def hide(thing, **options) -> Decision:
    """A moderator hides something."""
    return moderation.hide(thing=thing, **{"by": moderator(), "reason": WHY} | options)


def show(thing, **options) -> Decision:
    """A moderator shows again what was hidden."""
    return moderation.show(thing=thing, **{"by": moderator(), "reason": WHY} | options)


def refuse(thing, **options) -> Decision:
    """A moderator refuses what waits."""
    return moderation.refuse(thing=thing, **{"by": moderator(), "reason": WHY} | options)


def give_back(thing, **options) -> Decision:
    """A moderator returns something to its author."""
    return moderation.return_to_author(thing=thing, **{"by": moderator(), "reason": WHY} | options)


def review_first(post, is_first: bool = True, **options) -> Decision:
    """A moderator lets what is contributed to a post wait, or appear at once."""
    return moderation.set_review(post=post, is_first=is_first, **{"by": moderator(), "reason": WHY} | options)
