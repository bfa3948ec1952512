"""Loading sources, their stored texts, and the citations that rest on them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from argmap.graph.model import State
from argmap.graph.notation import CitationRecord, Mistake, SourceRecord
from argmap.models import Citation, Claim, LaterHistory, Post, Source, SourceText
from argmap.operations.columns import SOURCE_COLUMNS
from argmap.operations.folders import Folder
from argmap.operations.merging import Merge


def load_sources(folder: Folder, merge: Merge) -> dict[str, Source]:
    """Add or bring up to date the folder's sources and texts; sources are shared, so none is withdrawn."""
    rows = {source.key: source for source in Source.objects.filter(key__in=folder.document.sources)}
    for key, record in folder.document.sources.items():
        values = {column: record.values.get(name, "") for column, name in SOURCE_COLUMNS.items()}
        try:
            with transaction.atomic():
                if key not in rows:
                    rows[key] = Source.objects.create(key=key, loaded=values, **values)
                    merge.count(rows[key], "added")
                elif merge.is_ours(rows[key], key=key, place=record.place):
                    merge.apply(rows[key], values, thing=key, place=record.place)
        except IntegrityError:
            reason = f"another source is cited as “{values['citation']}” already, or a value of {key} is not allowed"
            merge.mistakes.append(Mistake(record.place, reason))
    merge.check()
    Source.objects.filter(pk__in=[row.pk for row in rows.values()], waits_for__isnull=False).update(waits_for=None)
    for key, record in folder.document.sources.items():
        if "text" in record.values:
            _load_text(rows[key], record, folder.texts[record.values["text"]], merge)
    merge.check()
    return rows


def load_later_history(folder: Folder, sources: Mapping[str, Source], merge: Merge) -> None:
    """Add or bring up to date what later happened to the folder's sources; as with sources, none is withdrawn."""
    rows = {
        (row.source_id, row.treatment, row.by_id, row.cited): row
        for row in LaterHistory.objects.filter(source__in=sources.values())
    }
    for record in folder.document.later:
        by = sources[record.by] if record.by else None
        identity = (sources[record.source].pk, record.treatment, by.pk if by else None, record.cited)
        values = {"extent": record.extent, "date": record.date, "note": record.note, "state": State.PUBLISHED.value}
        try:
            with transaction.atomic():
                if identity not in rows:
                    made = LaterHistory(
                        source=sources[record.source], by=by, cited=record.cited, loaded=values, **values
                    )
                    made.treatment = record.treatment
                    made.save()
                    merge.count(made, "added")
                elif rows[identity].loaded is not None:
                    thing = f"what happened to {record.source}"
                    merge.apply(rows[identity], values, thing=thing, place=record.place)
        except IntegrityError:
            merge.mistakes.append(Mistake(record.place, f"a date is a year, a month or a day, not “{record.date}”"))
    merge.check()


def _load_text(source: Source, record: SourceRecord, text: str, merge: Merge) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        retrieved, law_as_of = (_date(record.values.get(name, "")) for name in ("retrieved", "law-as-of"))
    except ValueError:
        reason = f"“retrieved” and “law-as-of” of {source.key} are dates such as 2023-03-16"
        merge.mistakes.append(Mistake(record.place, reason))
        return
    _, is_new = SourceText.objects.get_or_create(
        source=source,
        sha256=digest,
        defaults={
            "text": text,
            "is_whole": record.values["extent"] == "whole",
            "retrieved": retrieved,
            "law_as_of": law_as_of,
            "found_at": record.values.get("found-at", ""),
            "curation": "confirmed",
        },
    )
    merge.counts["texts added"] += is_new


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def load_citations(
    post: Post, folder: Folder, claims: Mapping[str, Claim], sources: Mapping[str, Source], merge: Merge
) -> None:
    """Make the post's loaded citations those of the folder; another locator or quotation makes another citation."""
    rows = {
        (row.claim_id, row.source_id, row.locator, row.quotation): row
        for row in Citation.objects.filter(claim__post=post)
    }
    fresh: list[Citation] = []
    for record in folder.document.citations:
        identity = (claims[record.claim].pk, sources[record.source].pk, record.locator, record.quotation)
        row = rows.pop(identity, None)
        values = _values(record, sources)
        if row is None:
            fresh.append(_citation(identity, values))
        elif row.loaded is not None:
            merge.apply(row, values, thing=f"a citation of {record.claim}", place=record.place)
    merge.withdraw_missing(rows.values())
    Citation.objects.bulk_create(fresh)
    merge.counts["citations added"] += len(fresh)


def _values(record: CitationRecord, sources: Mapping[str, Source]) -> dict[str, object]:
    quoted_in = sources[record.quoted_in].pk if record.quoted_in else None
    return {
        "quoted_in_id": quoted_in,
        "note": record.note,
        "voice": record.voice,
        "state": State.PUBLISHED.value,
    }


def _citation(identity: tuple[int, int, str, str], values: Mapping[str, object]) -> Citation:
    claim, source, locator, quotation = identity
    row = Citation(claim_id=claim, source_id=source, locator=locator, quotation=quotation, loaded=dict(values))
    for name, value in values.items():
        setattr(row, name, value)
    return row
