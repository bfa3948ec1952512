"""Which decisions each kind of item on the desk takes, and what each of them does; CONTRIBUTING shows the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from argmap.graph.model import State
from argmap.models import (
    Appeal,
    Citation,
    Claim,
    Decision,
    DeskItem,
    Inference,
    LinkCheck,
    Source,
    SourceText,
    User,
    Wording,
)
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.operations import curation, links, merges, moderation, quotations, sanctions, settling, texts
from argmap.operations.decisions import decide
from argmap.operations.editions import edition_of
from argmap.policies import may_sanction


@dataclass(frozen=True, slots=True)
class Given:
    """What a moderator gives along with a decision, as far as it needs that."""

    seen: str = ""
    source: Source | None = None
    locator: str = ""
    address: str = ""
    until: datetime | None = None


Act = Callable[[DeskItem, User, str, Given], Decision]


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
    """The decisions that a moderator may make about an item; once more about one that was put back on the desk."""
    offered = [choice for choice in CHOICES[ItemKind(item.kind)] if choice.applies(item, by)]
    if not item.is_reopened:
        return offered
    again = {choice.action: choice for choice in AGAIN if choice.applies(item, by)}
    return [*(choice for choice in offered if choice.action not in again), *again.values()]


def thing_of(item: DeskItem) -> Any:
    """The row that a decision is about: what the item is about, or the wording that waits."""
    if item.kind == ItemKind.WAITING and item.claim is not None and item.basis.startswith("wording "):
        return Wording.objects.get(claim=item.claim, number=int(item.basis.removeprefix("wording ")))
    return item.subject


def seen_of(item: DeskItem) -> str:
    """What a moderator sees of the thing, in a short name, where accepting is bound to it."""
    return edition_of(thing_of(item)) if item.kind in (ItemKind.CONTRIBUTION, ItemKind.WAITING) else ""


def link_of(item: DeskItem) -> LinkCheck | None:
    """The address of a source that an item is about; one query."""
    for check in LinkCheck.objects.filter(source=item.source, is_dead=False).order_by("pk"):
        basis = "|".join((check.address, check.outcome, check.sha256))
        if hashlib.md5(basis.encode(), usedforsecurity=False).hexdigest() == item.basis:
            return check
    return None


def appeal_of(item: DeskItem) -> Appeal:
    """What somebody says to a decision that an item is about; one query."""
    return Appeal.objects.select_related("decision", "contributor").get(pk=int(item.basis))


def _leave(action: DecisionAction) -> Act:
    """Decide that something stays as it is."""

    @transaction.atomic
    def leave(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
        return decide(by=by, action=action, reason=reason, subject=item.subject, item=item)

    return leave


def _accept(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.accept(thing=thing_of(item), by=by, reason=reason, seen=given.seen, item=item)


def _refuse(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.refuse(thing=thing_of(item), by=by, reason=reason, item=item)


def _hide(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.hide(thing=thing_of(item), by=by, reason=reason, item=item)


def _return(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.return_to_author(thing=thing_of(item), by=by, reason=reason, item=item)


def _dismiss_flags(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.dismiss_flags(thing=thing_of(item), by=by, reason=reason, item=item)


@transaction.atomic
def _warn(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    moderation.answer_flags(thing_of(item))
    return sanctions.warn(person=_author(item), by=by, reason=reason, item=item)


@transaction.atomic
def _suspend(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    moderation.answer_flags(thing_of(item))
    until = cast(datetime, given.until)
    return sanctions.suspend(person=_author(item), until=until, by=by, reason=reason, item=item)


def _show(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.show(thing=thing_of(item), by=by, reason=reason, item=item)


def _lift(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return sanctions.lift(person=cast(User, item.person), by=by, reason=reason, item=item)


def _confirm(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.confirm(source=cast(Source, item.source), by=by, reason=reason, item=item)


def _dispute(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.dispute(source=cast(Source, item.source), by=by, reason=reason, item=item)


def _reject(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.reject(source=cast(Source, item.source), by=by, reason=reason, item=item)


def _confirm_text(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return texts.confirm_text(text=cast(SourceText, item.text), by=by, reason=reason, item=item)


def _reject_text(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return texts.reject_text(text=cast(SourceText, item.text), by=by, reason=reason, item=item)


def _replace_link(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    source, address = cast(Source, item.source), _address(item)
    return links.replace_link(
        source=source, address=address, becomes=given.address, by=by, reason=reason, item=item
    )  # fmt: skip


def _keep_link(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return links.keep_link(source=cast(Source, item.source), address=_address(item), by=by, reason=reason, item=item)


def _mark_dead(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return links.mark_dead(source=cast(Source, item.source), address=_address(item), by=by, reason=reason, item=item)


def _point_elsewhere(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    citation, source = cast(Citation, item.citation), cast(Source, given.source)
    return quotations.point_elsewhere(
        citation=citation, source=source, locator=given.locator, by=by, reason=reason, item=item
    )  # fmt: skip


def _accept_paraphrase(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return quotations.accept_paraphrase(citation=cast(Citation, item.citation), by=by, reason=reason, item=item)


def _raise_rebuttal(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return quotations.raise_rebuttal(citation=cast(Citation, item.citation), by=by, reason=reason, item=item)


def _dismiss_request(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.dismiss_request(request=cast(Any, item.request), by=by, reason=reason, item=item)


def _agree(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.agree_to_misreading(misreading=cast(Any, item.misreading), by=by, reason=reason, item=item)


def _disagree(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.dismiss_misreading(misreading=cast(Any, item.misreading), by=by, reason=reason, item=item)


def _merge(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    if item.source is not None and item.other_source is not None:
        return merges.merge_sources(source=item.source, into=item.other_source, by=by, reason=reason, item=item)
    step, other = cast(Inference, item.inference), cast(Inference, item.other_inference)
    return merges.merge_steps(step=step, into=other, by=by, reason=reason, item=item)


def _address(item: DeskItem) -> str:
    check = link_of(item)
    if check is None:
        raise links.NoSuchLink
    return check.address


def _author(item: DeskItem) -> User:
    return cast(User, cast(Any, item.subject).contributor)


def _has_author(item: DeskItem, by: User) -> bool:
    return getattr(item.subject, "contributor_id", None) is not None


def _may_sanction(item: DeskItem, by: User) -> bool:
    return _has_author(item, by) and may_sanction(by, _author(item))


def _is_hidden(item: DeskItem, by: User) -> bool:
    return getattr(thing_of(item), "state", None) == State.HIDDEN


def _is_of_a_person(item: DeskItem, by: User) -> bool:
    return item.person is not None and may_sanction(by, item.person)


def _is_a_contribution(item: DeskItem, by: User) -> bool:
    return not isinstance(item.subject, Claim) or item.subject.main_order is None


ACTION = DecisionAction
ACCEPT = Choice(ACTION.ACCEPT, "Accept", "a", _accept, is_safe=True)
RETURN = Choice(ACTION.RETURN, "Return to its author", "t", _return, applies=_has_author)
HIDE = Choice(ACTION.HIDE, "Hide it", "x", _hide, applies=_is_a_contribution)

SHOW = Choice(ACTION.SHOW, "Show it again", "u", _show, applies=_is_hidden)

CHOICES: Mapping[ItemKind, Sequence[Choice]] = {
    ItemKind.QUOTATION: (
        Choice(ACTION.POINT_ELSEWHERE, "Point elsewhere", "e", _point_elsewhere, needs=("source",)),
        Choice(ACTION.ACCEPT_PARAPHRASE, "Accept as a paraphrase", "p", _accept_paraphrase),
        Choice(ACTION.RAISE_REBUTTAL, "Raise as a rebuttal", "b", _raise_rebuttal),
        RETURN,
        Choice(ACTION.HIDE, "Reject: hide it", "x", _hide),
    ),
    ItemKind.SOURCE: (
        Choice(ACTION.CONFIRM, "Confirm", "c", _confirm, is_safe=True),
        Choice(ACTION.DISPUTE, "Dispute", "d", _dispute),
        Choice(ACTION.REJECT, "Reject", "x", _reject),
    ),
    ItemKind.CONTRIBUTION: (ACCEPT, RETURN, HIDE),
    ItemKind.WAITING: (ACCEPT, Choice(ACTION.REFUSE, "Do not publish", "x", _refuse)),
    ItemKind.FLAG: (
        Choice(ACTION.DISMISS, "Leave it as it is", "l", _dismiss_flags),
        HIDE,
        Choice(ACTION.WARN, "Warn its author", "w", _warn, applies=_may_sanction),
        Choice(ACTION.SUSPEND, "Suspend its author", "s", _suspend, needs=("until",), applies=_may_sanction),
    ),
    ItemKind.APPEAL: (
        Choice(ACTION.DISMISS, "Keep the decision", "l", _leave(ACTION.DISMISS)),
        SHOW,
        Choice(ACTION.LIFT, "Lift the suspension", "f", _lift, applies=_is_of_a_person),
    ),
    ItemKind.TEXT: (
        Choice(ACTION.CONFIRM, "Confirm", "c", _confirm_text),
        Choice(ACTION.REJECT, "Reject", "x", _reject_text),
    ),
    ItemKind.LINK: (
        Choice(ACTION.REPLACE_LINK, "Replace it", "r", _replace_link, needs=("address",)),
        Choice(ACTION.KEEP_LINK, "Keep it as it is now", "l", _keep_link),
        Choice(ACTION.MARK_DEAD, "Mark it dead", "x", _mark_dead),
    ),
    ItemKind.UNPARSED: (Choice(ACTION.DISMISS, "Leave it as it is", "l", _leave(ACTION.DISMISS)),),
    ItemKind.DUPLICATE: (
        Choice(ACTION.MERGE, "They are one: merge this into that", "m", _merge),
        Choice(ACTION.KEEP_APART, "Keep them apart", "l", _leave(ACTION.KEEP_APART)),
    ),
    ItemKind.NEEDS_SOURCE: (Choice(ACTION.DISMISS, "It needs none", "l", _dismiss_request),),
    ItemKind.MISREADING: (
        Choice(ACTION.ACCEPT, "It is right: reword the claim", "a", _agree),
        Choice(ACTION.DISMISS, "Leave the claim as it is", "l", _disagree),
    ),
}

#: What an item takes besides that a moderator has put back on the desk.
AGAIN = (SHOW, Choice(ACTION.DISMISS, "Leave it as it was decided", "y", _leave(ACTION.DISMISS)))
