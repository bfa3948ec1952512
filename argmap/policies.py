"""Who may do what: one table, plain booleans, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from argmap.graph.model import Voice
from argmap.models import Citation, Claim, Inference, Misreading, Passage, Remark, SourceRequest, User
from argmap.models.user import UserRole

Person = User | AnonymousUser
Thing = Claim | Inference | Citation | Misreading | Remark | Passage | SourceRequest


class Who(StrEnum):
    """What somebody is to the site, and to the thing in question."""

    ANONYMOUS = "anonymous"
    SUSPENDED = "suspended"
    MEMBER = "member"
    AUTHOR = "author"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What is done with the site."""

    READ = "read"
    CONTRIBUTE = "contribute"
    APPRECIATE = "appreciate"
    READ_ANSWERS = "read answers"
    REWORD = "reword"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    UNMARK = "unmark"
    SEE_WAITING = "see what waits"
    APPEAL = "appeal"
    MODERATE = "moderate"
    ADMINISTER = "administer"
    MANAGE_ACCOUNT = "manage account"


EVERYBODY = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.ANONYMOUS}
ACTIVE = SIGNED_IN - {Who.SUSPENDED}
MODERATORS = frozenset({Who.MODERATOR, Who.ADMINISTRATOR})

TABLE: Mapping[Action, frozenset[Who]] = {
    Action.READ: EVERYBODY,
    Action.CONTRIBUTE: ACTIVE,
    Action.APPRECIATE: ACTIVE,
    Action.READ_ANSWERS: SIGNED_IN,
    Action.REWORD: frozenset({Who.AUTHOR}),
    Action.WITHDRAW: frozenset({Who.AUTHOR}),
    Action.RESTORE: frozenset({Who.AUTHOR}),
    Action.UNMARK: MODERATORS | {Who.AUTHOR},
    Action.SEE_WAITING: MODERATORS | {Who.AUTHOR},
    Action.APPEAL: SIGNED_IN,
    Action.MODERATE: MODERATORS,
    Action.ADMINISTER: frozenset({Who.ADMINISTRATOR}),
    Action.MANAGE_ACCOUNT: SIGNED_IN,
}


def may(person: Person, action: Action, thing: Thing | None = None) -> bool:
    """Whether a person may do this, to this thing where the action is about one."""
    return not TABLE[action].isdisjoint(who_is(person, thing))


def who_is(person: Person, thing: Thing | None = None) -> frozenset[Who]:
    """All that a person is at this moment. Who is suspended is nothing else, but may still read.

    Moderators and administrators stand in for the authors of what came with a post.
    """
    if not isinstance(person, User) or not person.is_active:
        return frozenset({Who.ANONYMOUS})
    if is_suspended(person):
        return frozenset({Who.SUSPENDED})
    found = {Who.MEMBER, Who(person.role)}
    if thing is not None and _is_author(person, thing):
        found.add(Who.AUTHOR)
    return frozenset(found)


def is_suspended(person: User) -> bool:
    """Whether a person may not write for the time being."""
    return person.suspended_until is not None and person.suspended_until > timezone.now()


def may_sanction(person: Person, other: User) -> bool:
    """Whether a person may warn or suspend another: moderators members, administrators all but themselves."""
    if person == other or not may(person, Action.MODERATE):
        return False
    return other.role == UserRole.MEMBER or may(person, Action.ADMINISTER)


def _is_author(person: User, thing: Thing) -> bool:
    if thing.contributor_id is not None:
        return thing.contributor_id == person.pk
    always_theirs = (Misreading, Remark, Passage, SourceRequest)
    came_with_the_post = not isinstance(thing, always_theirs) and thing.voice != Voice.READER
    return came_with_the_post and person.role != UserRole.MEMBER
