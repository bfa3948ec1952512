"""Putting the text of a source on file, and what a moderator says of one that somebody supplied."""

from __future__ import annotations

import hashlib
from datetime import date

import pghistory
from django.db import IntegrityError, transaction

from argmap.models import Decision, DeskItem, Source, SourceText, User
from argmap.models.decision import DecisionAction
from argmap.operations.checking import recheck_source
from argmap.operations.decisions import decide
from argmap.operations.desk import sync_library
from argmap.policies import Action, may
from argmap.prose.extraction import as_stored


class TextThere(Exception):
    """Raised when exactly this text is on file for the source; `text` may be one that was rejected."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        super().__init__(f"text {text.pk} is the same")


class NothingToDecide(Exception):
    """Raised when a text is confirmed that is confirmed, or rejected that is rejected."""


def supply_text(
    *,
    source: Source,
    by: User,
    text: str,
    is_whole: bool,
    retrieved: date | None = None,
    law_as_of: date | None = None,
    found_at: str = "",
    edition: str = "",
    rights: str = "",
    is_for_checking: bool = False,
) -> SourceText:
    """Put a text of a source on file, frozen and hashed, and check again what it may settle.

    What a moderator supplies is confirmed at once; all else is shown as theirs until one confirms it. A text of a
    merged source is its survivor's. Call it with no post locked. Raises Unreadable for what has no words or too many,
    and TextThere for the same text again; then nothing was written.
    """
    survivor, words = source.merged_into or source, as_stored(text)
    digest = hashlib.sha256(words.encode()).hexdigest()
    new = SourceText(
        source=survivor,
        text=words,
        sha256=digest,
        is_whole=is_whole,
        retrieved=retrieved,
        law_as_of=law_as_of,
        found_at=found_at,
        edition=edition,
        rights=rights,
        is_for_checking=is_for_checking,
        curation=curation_of(by),
        supplied_by=by,
    )
    made = _waiting(new) or _store(new, by)
    recheck_source(source=survivor.pk)
    with transaction.atomic():
        sync_library()
    return made


def supply_paragraph(*, source: Source, by: User, text: str, found_at: str = "") -> tuple[SourceText, bool]:
    """Put a paragraph that somebody pasted on file as an excerpt of its source, in the caller's transaction.

    `found_at` is where it stands, in words or as an address. Where exactly this is on file, that is given, and False.
    Nothing is checked again: call `recheck_source` with no post locked.
    """
    words, survivor = as_stored(text), source.survivor
    new = SourceText(
        source=survivor,
        text=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        is_whole=False,
        found_at=found_at,
        curation=curation_of(by),
        supplied_by=by,
    )
    try:
        _store(new, by)
    except TextThere as there:
        return there.text, False
    return new, True


def curation_of(supplier: User) -> str:
    """What a text is when it is supplied: one that a moderator brings is confirmed."""
    return "confirmed" if may(supplier, Action.MODERATE) else "unreviewed"


def confirm_text(*, text: SourceText, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Let a text stand as the source's own words; a rejected one is used again.

    Raises NothingToDecide, and AlreadyDecided for an item that is closed; then nothing was written.
    """
    return _judge(text, by, DecisionAction.CONFIRM, reason, item)


def reject_text(*, text: SourceText, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Take a text out of use: it is not shown, and no quotation is looked up in it; raises as `confirm_text` does."""
    return _judge(text, by, DecisionAction.REJECT, reason, item)


def _waiting(new: SourceText) -> SourceText | None:
    """The same text that somebody pasted for a citation which waits: it waits no longer."""
    there = SourceText.objects.filter(source=new.source, sha256=new.sha256, waits_for__isnull=False).first()
    if there is not None:
        there.waits_for = None
        there.save(update_fields=["waits_for"])
    return there


def _store(new: SourceText, by: User) -> SourceText:
    same = SourceText.objects.filter(source=new.source, sha256=new.sha256)
    if (there := same.first()) is not None:
        raise TextThere(there)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            new.save()
    except IntegrityError:  # somebody else put it on file at the same moment
        if (there := same.first()) is None:
            raise
        raise TextThere(there) from None
    return new


CURATION = {DecisionAction.CONFIRM: "confirmed", DecisionAction.REJECT: "rejected"}


def _judge(text: SourceText, by: User, action: DecisionAction, reason: str, item: DeskItem | None) -> Decision:
    with transaction.atomic(), pghistory.context(user=by.pk):
        now = SourceText.objects.select_for_update(of=["self"]).select_related("supplied_by").get(pk=text.pk)
        if now.curation == CURATION[action]:
            raise NothingToDecide
        made = decide(by=by, action=action, reason=reason, subject=now, item=item, details={"was": now.curation})
        now.curation = CURATION[action]
        if action is DecisionAction.CONFIRM:
            now.waits_for = None
        now.save(update_fields=["curation", "waits_for"])
        sync_library()
    survivor = now.source.merged_into_id or now.source_id
    recheck_source(source=survivor)
    return made
