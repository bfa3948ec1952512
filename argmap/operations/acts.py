"""What each decision on the desk does: a moderator's act on the thing that an item is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from argmap.models import (
    Appeal,
    Citation,
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


@dataclass(frozen=True, slots=True)
class Given:
    """What a moderator gives along with a decision, as far as it needs that."""

    seen: str = ""
    source: Source | None = None
    locator: str = ""
    address: str = ""
    until: datetime | None = None


Act = Callable[[DeskItem, User, str, Given], Decision]


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


def leave(action: DecisionAction) -> Act:
    """Decide that something stays as it is."""

    @transaction.atomic
    def leave(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
        return decide(by=by, action=action, reason=reason, subject=item.subject, item=item)

    return leave


def accept(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.accept(thing=thing_of(item), by=by, reason=reason, seen=given.seen, item=item)


def refuse(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.refuse(thing=thing_of(item), by=by, reason=reason, item=item)


def hide(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.hide(thing=thing_of(item), by=by, reason=reason, item=item)


def give_back(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.return_to_author(thing=thing_of(item), by=by, reason=reason, item=item)


def dismiss_flags(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.dismiss_flags(thing=thing_of(item), by=by, reason=reason, item=item)


@transaction.atomic
def warn(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    moderation.answer_flags(thing_of(item))
    return sanctions.warn(person=author_of(item), by=by, reason=reason, item=item)


@transaction.atomic
def suspend(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    moderation.answer_flags(thing_of(item))
    until = cast(datetime, given.until)
    return sanctions.suspend(person=author_of(item), until=until, by=by, reason=reason, item=item)


def show(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return moderation.show(thing=thing_of(item), by=by, reason=reason, item=item)


def lift(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return sanctions.lift(person=cast(User, item.person), by=by, reason=reason, item=item)


def confirm(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.confirm(source=cast(Source, item.source), by=by, reason=reason, item=item)


def dispute(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.dispute(source=cast(Source, item.source), by=by, reason=reason, item=item)


def reject(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return curation.reject(source=cast(Source, item.source), by=by, reason=reason, item=item)


def confirm_text(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return texts.confirm_text(text=cast(SourceText, item.text), by=by, reason=reason, item=item)


def reject_text(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return texts.reject_text(text=cast(SourceText, item.text), by=by, reason=reason, item=item)


def replace_link(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    source, address = cast(Source, item.source), _address(item)
    return links.replace_link(
        source=source, address=address, becomes=given.address, by=by, reason=reason, item=item
    )  # fmt: skip


def keep_link(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return links.keep_link(source=cast(Source, item.source), address=_address(item), by=by, reason=reason, item=item)


def mark_dead(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return links.mark_dead(source=cast(Source, item.source), address=_address(item), by=by, reason=reason, item=item)


def point_elsewhere(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    citation, source = cast(Citation, item.citation), cast(Source, given.source)
    return quotations.point_elsewhere(
        citation=citation, source=source, locator=given.locator, by=by, reason=reason, item=item
    )  # fmt: skip


def accept_paraphrase(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return quotations.accept_paraphrase(citation=cast(Citation, item.citation), by=by, reason=reason, item=item)


def raise_rebuttal(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return quotations.raise_rebuttal(citation=cast(Citation, item.citation), by=by, reason=reason, item=item)


def dismiss_request(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.dismiss_request(request=cast(Any, item.request), by=by, reason=reason, item=item)


def agree(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.agree_to_misreading(misreading=cast(Any, item.misreading), by=by, reason=reason, item=item)


def disagree(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    return settling.dismiss_misreading(misreading=cast(Any, item.misreading), by=by, reason=reason, item=item)


def merge(item: DeskItem, by: User, reason: str, given: Given) -> Decision:
    if item.source is not None and item.other_source is not None:
        return merges.merge_sources(source=item.source, into=item.other_source, by=by, reason=reason, item=item)
    step, other = cast(Inference, item.inference), cast(Inference, item.other_inference)
    return merges.merge_steps(step=step, into=other, by=by, reason=reason, item=item)


def _address(item: DeskItem) -> str:
    check = link_of(item)
    if check is None:
        raise links.NoSuchLink
    return check.address


def author_of(item: DeskItem) -> User:
    return cast(User, cast(Any, item.subject).contributor)
