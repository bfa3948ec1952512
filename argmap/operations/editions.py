"""What of a contribution somebody saw, in a short name, by which a later change is noticed."""

from __future__ import annotations

import hashlib
from typing import Any

from argmap.models import Citation, Claim, Inference, Misreading, Remark, Source, SourceText, Wording
from argmap.queries.withdrawals import came_with

Contribution = Claim | Inference | Citation | Remark | Misreading


def edition_of(thing: Contribution | Wording) -> str:
    """A short name for what is or would be public of a contribution as it is now, of a step with its new premises."""
    return hashlib.sha256(repr(_parts(thing)).encode()).hexdigest()[:16]


#: What somebody says of a source that they add.
DESCRIBED = ("kind", "title", "citation", "edition", "date", "address", "archived_address")


def _brought_by(citation: Citation) -> tuple[Any, ...]:
    """What would be public with a citation: its source as long as that waits, and what was pasted; two queries."""
    waiting = Source.objects.filter(pk=citation.source_id, waits_for__isnull=False)
    pasted = SourceText.objects.filter(waits_for=citation.pk).order_by("pk")
    return (*waiting.values_list(*DESCRIBED), *pasted.values_list("sha256", flat=True))


def _parts(thing: Contribution | Wording) -> tuple[Any, ...]:
    if isinstance(thing, Claim):
        return (thing.public_wording, thing.granted, thing.note)
    if isinstance(thing, Wording):
        return (thing.claim_id, thing.number, thing.state)
    if isinstance(thing, Citation):
        own = (thing.source_id, thing.locator, thing.quotation, thing.note, thing.contributor_id)
        return (*own, *_brought_by(thing))
    if isinstance(thing, Remark):
        return (thing.start, thing.end, thing.body)
    if isinstance(thing, Misreading):
        return (thing.wording, thing.words, thing.reading, thing.note)
    premises = came_with(thing).order_by("pk").values_list("pk", "state", "public_wording", "granted", "note")
    return (thing.scheme, thing.question, thing.note, *premises)
