"""What waits for a moderator, in the words that would be public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from argmap.graph.model import State
from argmap.models import Citation, Claim, DeskItem, Inference, Wording
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.prose.differences import Span, differences

WORDING = "wording "


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of a claim that is not public, and how its words and its note differ from those that are."""

    wording: Wording
    spans: Sequence[Span]
    note_spans: Sequence[Span]
    granted: bool | None


@dataclass(frozen=True, slots=True)
class Companion:
    """Something that waits along with what an item is about, and its own item."""

    thing: Citation | Inference
    item: DeskItem


def is_edit(item: DeskItem) -> bool:
    """Whether an item is about another wording of a claim that is there."""
    return item.kind == ItemKind.WAITING and item.claim_id is not None and item.basis.startswith(WORDING)


def edits_of(items: Iterable[DeskItem]) -> Mapping[int, Wording]:
    """The wording that each of these items is about, by item; one query, and none where no item is about one."""
    wanted = {(item.claim_id, int(item.basis.removeprefix(WORDING))): item.pk for item in items if is_edit(item)}
    if not wanted:
        return {}
    pairs = Q()
    for claim, number in wanted:
        pairs |= Q(claim=claim, number=number)
    return {wanted[it.claim_id, it.number]: it for it in Wording.objects.filter(pairs)}


def edit_in(wording: Wording | None, claim: Claim | None, action: str) -> Edit | None:
    """How an edit differs from the claim as everybody reads it; None once it was accepted; no query."""
    if wording is None or claim is None or action == DecisionAction.ACCEPT or wording.number == claim.public_wording:
        return None
    note = claim.note if wording.note is None else wording.note
    granted = None if wording.granted == claim.granted else wording.granted
    note_spans = differences(claim.note, note) if note != claim.note else ()
    return Edit(wording, differences(claim.text, wording.text), note_spans, granted)


def premises_of(step: Inference | None) -> Sequence[Claim]:
    """All premises of a step that is not public, whatever their state; one query, and none for one that is."""
    if step is None or step.state == State.PUBLISHED:
        return ()
    return list(Claim.objects.with_wording().filter(uses__inference=step).order_by("uses__position"))


def citations_with(premises: Iterable[Claim]) -> list[Companion]:
    """The citations that wait with the premises of a step, each with its item; two queries at most."""
    waiting = [claim.pk for claim in premises if claim.state == State.WAITING]
    if not waiting:
        return []
    rows = Citation.objects.filter(claim__in=waiting, state=State.WAITING)
    cited = list(rows.with_sources().select_related("contributor", "claim__wording").order_by("pk"))
    items = {it.citation_id: it for it in _open(Q(citation__in=cited))}
    return [Companion(citation, items[citation.pk]) for citation in cited if citation.pk in items]


def steps_with(citation: Citation | None) -> list[Companion]:
    """The steps that wait with the claim of a citation, each with its item; one query, and none where none can."""
    if citation is None or citation.claim.state != State.WAITING:
        return []
    found = _open(Q(inference__premises__claim=citation.claim_id, inference__state=State.WAITING))
    return [Companion(it.inference, it) for it in found if it.inference is not None]


def _open(about: Q) -> Iterable[DeskItem]:
    return DeskItem.objects.open().filter(about, kind=ItemKind.WAITING).select_related("inference").order_by("pk")
