"""Hiding a contribution from where it stands, and showing it again, without an item on the desk.

It is what the desk does (operations.moderation), with the desk's rules about who judges what.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from argmap.models import Appeal, Claim, Decision, DeskItem, User
from argmap.models.desk_item import ItemKind
from argmap.operations import moderation
from argmap.operations.curation import other_moderators
from argmap.operations.decisions import SEEN, column_of
from argmap.operations.editions import Contribution
from argmap.queries.decisions import standing_decision


class OwnCause(Exception):
    """Raised when a moderator would judge what they contributed themselves, though there is another moderator."""


class MainClaim(Exception):
    """Raised for a main claim of a post, without which there would be nothing to argue about."""


def hide(*, thing: Contribution, by: User, reason: str) -> Decision:
    """Take a contribution from the pages; what is on the desk about it is settled by that.

    Raises OwnCause, MainClaim, and NotThere for what is hidden already.
    """
    if not can_be_hidden(thing):
        raise MainClaim
    if is_own_cause(thing, by):
        raise OwnCause
    return moderation.hide(thing=thing, by=by, reason=reason)


@transaction.atomic
def show(*, thing: Contribution, by: User, reason: str) -> Decision:
    """Bring back what was hidden or refused, and all that went with it; what is on the desk about it is settled.

    Raises OwnCause, and NotThere for what is not hidden.
    """
    if is_own_cause(thing, by):
        raise OwnCause
    return moderation.show(thing=thing, by=by, reason=reason, item=_asked_for(thing))


def can_be_hidden(thing: object) -> bool:
    """Whether moderators may hide it: all but the main claims of a post."""
    return not isinstance(thing, Claim) or thing.main_order is None


def is_own_cause(thing: Contribution, by: User) -> bool:
    """Whether a moderator contributed it, and another moderator could decide; one query at most."""
    return thing.contributor_id == by.pk and other_moderators(by)


def _asked_for(thing: Contribution) -> DeskItem | None:
    """What is on the desk about something hidden: what its author says to that, or what was put back there."""
    hidden = standing_decision(thing)
    if hidden is None:
        return None
    name = column_of(hidden.subject)
    said = [str(pk) for pk in Appeal.objects.filter(decision=hidden).values_list("pk", flat=True)]
    again = Q(kind__in=(ItemKind.FLAG, *SEEN), is_reopened=True) & ~Q(basis__startswith="wording ")
    items = DeskItem.objects.open().filter(Q(kind=ItemKind.APPEAL, basis__in=said) | again)
    return items.filter(**{name: getattr(hidden, name)}).order_by("-weight", "pk").first()
