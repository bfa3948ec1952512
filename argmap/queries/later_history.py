"""What later happened to sources, and to what happened to them in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from argmap.models import LaterHistory, Source
from argmap.prose.citations import Later, Run, printed_with_history

#: A history of histories is followed so far; each takes a query.
DEEPEST = 3


def histories_of(sources: Iterable[int]) -> Mapping[int, list[LaterHistory]]:
    """What is recorded of each of these sources, and of what was merged into it, in order of date; one query."""
    found: dict[int, list[LaterHistory]] = defaultdict(list)
    same = Source.objects.same_as(sources).values("pk")
    rows = LaterHistory.objects.published().filter(source__in=same).select_related("source", "by__merged_into")
    for row in rows.order_by("date", "pk"):
        found[row.source.merged_into_id or row.source_id].append(row)
    return found


def printed_sources(sources: Collection[Source]) -> Mapping[int, list[Run]]:
    """The citation of each of these sources with what later happened, as it is printed; four queries at most."""
    known: dict[int, Sequence[LaterHistory]] = {}
    asked = {source.pk for source in sources}
    for _ in range(DEEPEST):
        found = histories_of(asked) if asked else {}
        known |= {pk: found.get(pk, []) for pk in asked}
        by = {row.by.survivor.pk for rows in found.values() for row in rows if row.by is not None}
        asked = by - known.keys()
    laters = {source.pk: _laters(source.pk, known, {source.pk}) for source in sources}
    return {source.pk: printed_with_history(source.citation, laters[source.pk]) for source in sources}


def _laters(source: int, known: Mapping[int, Sequence[LaterHistory]], passed: set[int]) -> list[Later]:
    """What happened to a source, each with its own history; what would go in a circle is left out."""
    return [
        Later(row.treatment, row.extent, by.citation, _laters(by.pk, known, passed | {by.pk}))
        if (by := row.by.survivor if row.by is not None else None) is not None
        else Later(row.treatment, row.extent, row.cited)
        for row in known.get(source, ())
        if row.by is None or row.by.survivor.pk not in passed
    ]
