"""Which decisions each kind of item on the desk takes; CONTRIBUTING shows the same. What each does is in `acts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.graph.model import State
from argmap.models import DeskItem, User
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.operations import acts
from argmap.operations.acts import Act
from argmap.operations.curation import other_moderators
from argmap.operations.hiding import can_be_hidden
from argmap.policies import is_suspended, may_sanction


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that an item takes: the words on its button, its key on the keyboard, what it needs, what it does.

    What `is_safe` can be decided for several items at once; `applies` says for which items of its kind it is offered.
    """

    action: DecisionAction
    words: str
    key: str
    act: Act
    needs: tuple[str, ...] = ()
    is_safe: bool = False
    applies: Callable[[DeskItem, User], bool] = field(default=lambda item, by: True)


def choices_for(item: DeskItem, by: User) -> list[Choice]:
    """The decisions that a moderator may make about an item; once more about one that was put back on the desk.

    None where they would judge what they did themselves, and another moderator could.
    """
    if is_own_cause(item, by):
        return []
    offered = [choice for choice in CHOICES[ItemKind(item.kind)] if choice.applies(item, by)]
    if not item.is_reopened:
        return offered
    again = {choice.action: choice for choice in AGAIN if choice.applies(item, by)}
    return [*(choice for choice in offered if choice.action not in again), *again.values()]


def is_own_cause(item: DeskItem, by: User) -> bool:
    """Whether a moderator would judge their own contribution or decision, though there is another moderator."""
    if item.kind not in JUDGED_BY_ANOTHER:
        return False
    judged = acts.appeal_of(item).decision.moderator_id if item.kind == ItemKind.APPEAL else _author_id(item)
    return judged == by.pk and other_moderators(by)


def _author_id(item: DeskItem) -> int | None:
    author: int | None = getattr(acts.thing_of(item), "contributor_id", None)
    return author


def _has_author(item: DeskItem, by: User) -> bool:
    return getattr(item.subject, "contributor_id", None) is not None


def _may_sanction(item: DeskItem, by: User) -> bool:
    return _has_author(item, by) and may_sanction(by, acts.author_of(item))


def _is_hidden(item: DeskItem, by: User) -> bool:
    return getattr(acts.thing_of(item), "state", None) == State.HIDDEN


def _is_of_one_suspended(item: DeskItem, by: User) -> bool:
    return item.person is not None and is_suspended(item.person) and may_sanction(by, item.person)


def _is_a_contribution(item: DeskItem, by: User) -> bool:
    return can_be_hidden(item.subject)


#: Here a moderator does not judge in their own cause.
JUDGED_BY_ANOTHER = (ItemKind.CONTRIBUTION, ItemKind.WAITING, ItemKind.FLAG, ItemKind.APPEAL)
ACTION = DecisionAction
ACCEPT = Choice(ACTION.ACCEPT, "Accept", "a", acts.accept, is_safe=True)
RETURN = Choice(ACTION.RETURN, "Return to its author", "t", acts.give_back, applies=_has_author)
HIDE = Choice(ACTION.HIDE, "Hide it", "x", acts.hide, applies=_is_a_contribution)

SHOW = Choice(ACTION.SHOW, "Show it again", "u", acts.show, applies=_is_hidden)

CHOICES: Mapping[ItemKind, Sequence[Choice]] = {
    ItemKind.QUOTATION: (
        Choice(ACTION.POINT_ELSEWHERE, "Point elsewhere", "e", acts.point_elsewhere, needs=("source",)),
        Choice(ACTION.ACCEPT_PARAPHRASE, "Accept as a paraphrase", "p", acts.accept_paraphrase),
        Choice(ACTION.RAISE_REBUTTAL, "Raise as a rebuttal", "b", acts.raise_rebuttal),
        RETURN,
        Choice(ACTION.HIDE, "Reject: hide it", "x", acts.hide),
    ),
    ItemKind.SOURCE: (
        Choice(ACTION.CONFIRM, "Confirm", "c", acts.confirm, is_safe=True),
        Choice(ACTION.DISPUTE, "Dispute", "d", acts.dispute),
        Choice(ACTION.REJECT, "Reject", "x", acts.reject),
    ),
    ItemKind.CONTRIBUTION: (ACCEPT, RETURN, HIDE),
    ItemKind.WAITING: (ACCEPT, Choice(ACTION.REFUSE, "Do not publish", "x", acts.refuse)),
    ItemKind.FLAG: (
        Choice(ACTION.DISMISS, "Leave it as it is", "l", acts.dismiss_flags),
        HIDE,
        Choice(ACTION.WARN, "Warn its author", "w", acts.warn, applies=_may_sanction),
        Choice(ACTION.SUSPEND, "Suspend its author", "s", acts.suspend, needs=("until",), applies=_may_sanction),
    ),
    ItemKind.APPEAL: (
        Choice(ACTION.DISMISS, "Keep the decision", "l", acts.leave(ACTION.DISMISS)),
        SHOW,
        Choice(ACTION.LIFT, "Lift the suspension", "f", acts.lift, applies=_is_of_one_suspended),
    ),
    ItemKind.TEXT: (
        Choice(ACTION.CONFIRM, "Confirm", "c", acts.confirm_text),
        Choice(ACTION.REJECT, "Reject", "x", acts.reject_text),
    ),
    ItemKind.LINK: (
        Choice(ACTION.REPLACE_LINK, "Replace it", "r", acts.replace_link, needs=("address",)),
        Choice(ACTION.KEEP_LINK, "Keep it as it is now", "l", acts.keep_link),
        Choice(ACTION.MARK_DEAD, "Mark it dead", "x", acts.mark_dead),
    ),
    ItemKind.UNPARSED: (Choice(ACTION.DISMISS, "Leave it as it is", "l", acts.leave(ACTION.DISMISS)),),
    ItemKind.DUPLICATE: (
        Choice(ACTION.MERGE, "They are one: merge this into that", "m", acts.merge),
        Choice(ACTION.KEEP_APART, "Keep them apart", "l", acts.leave(ACTION.KEEP_APART)),
    ),
    ItemKind.NEEDS_SOURCE: (Choice(ACTION.DISMISS, "It needs none", "l", acts.dismiss_request),),
    ItemKind.MISREADING: (
        Choice(ACTION.ACCEPT, "It is right: reword the claim", "a", acts.agree),
        Choice(ACTION.DISMISS, "Leave the claim as it is", "l", acts.disagree),
    ),
}

#: What an item takes besides that a moderator has put back on the desk.
AGAIN = (SHOW, Choice(ACTION.DISMISS, "Leave it as it was decided", "y", acts.leave(ACTION.DISMISS)))
