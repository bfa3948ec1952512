"""What the tables of the history hold, grouped as it was done: what one request or one load wrote is one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Subquery

Row = Mapping[str, Any]
#: So many changes are on a page, and so many events of a kind are read of each; the rest are counted.
PAGE_SIZE, MOST_ALIKE = 50, 40
#: What was written outside of any request belongs together while it is of one contributor and no pause is longer.
PAUSE = "2 seconds"
#: These rows do not say who contributed them.
NOBODYS = {"post"}
#: Its texts are long, and what became of them is not told word by word.
LEFT_OUT = {"post": {"body", "text"}}

# Which rows of which tables a history is about. First wordings and premises are part of what they come with.
IN_ITS_CLAIMS = "claim_id IN (SELECT id FROM argmap_claim WHERE post_id = %(id)s)"
OF_A_POST = {
    "post": "pgh_obj_id = %(id)s",
    "claim": "post_id = %(id)s",
    "wording": f"number > 1 AND {IN_ITS_CLAIMS}",
    "passage": "post_id = %(id)s",
    "inference": "post_id = %(id)s",
    "citation": IN_ITS_CLAIMS,
    "misreading": IN_ITS_CLAIMS,
    "remark": "post_id = %(id)s",
}
OF_A_CLAIM = {
    "claim": "pgh_obj_id = %(id)s",
    "wording": "number > 1 AND claim_id = %(id)s",
    "passage": "claim_id = %(id)s",
    "inference": (
        "conclusion_id = %(id)s OR pgh_obj_id IN (SELECT inference_id FROM argmap_premise WHERE claim_id = %(id)s)"
    ),
    "citation": "claim_id = %(id)s",
    "misreading": "claim_id = %(id)s",
}
OF_A_STEP = {"inference": "pgh_obj_id = %(id)s OR undercuts_id = %(id)s"}

# Rows are counted by the second first, table by table, since a load writes thousands of them.
HAPPENED = """
    SELECT '{noun}' AS noun, pgh_label AS label, COALESCE(pgh_context_id::text, {contributor}::text, '') AS context,
           pgh_context_id IS NULL AS is_loose, date_trunc('second', pgh_created_at) AS second,
           min(pgh_created_at) AS began, count(*) AS alike, (array_agg(pgh_id))[1:%(alike)s] AS ids
    FROM argmap_{noun}event WHERE {condition} GROUP BY 2, 3, 4, 5
"""
# Numbers count from the oldest change, so that a change keeps its number, and its page, as more are added.
CHANGES = """
    WITH happened AS ({happened}),
    apart AS (
        SELECT *, is_loose AND second - lag(second) OVER (PARTITION BY context ORDER BY second) > %(pause)s::interval
                  AS is_first
        FROM happened
    ),
    part AS (
        SELECT *, count(*) FILTER (WHERE is_first) OVER (PARTITION BY context ORDER BY second) AS part FROM apart
    ),
    change AS (
        SELECT context, part, min(began) AS start, row_number() OVER (ORDER BY min(began), context, part) AS number,
               count(*) OVER () AS total
        FROM part GROUP BY context, part
    ),
    page AS (
        SELECT *, CASE WHEN %(page)s::bigint IS NULL THEN total - %(size)s
                       ELSE (LEAST(%(page)s::bigint, (total + %(size)s - 1) / %(size)s) - 1) * %(size)s END AS below
        FROM change
    )
    SELECT number, total, start, noun, label, alike, ids FROM page JOIN part USING (context, part)
    WHERE number > below AND number <= below + %(size)s
    ORDER BY number DESC, second, noun, label
"""


class Found(NamedTuple):
    """Events of a kind in a change: how many are alike, and the ids of some."""

    number: int
    total: int
    began: datetime
    noun: str
    label: str
    alike: int
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Event:
    """A row as it was written, and as it was before that if it was there."""

    noun: str
    label: str
    row: Row
    before: Row

    def has_changed(self, name: str) -> bool:
        """Whether a column is known to have had another value before."""
        return name in self.row and name in self.before and self.row[name] != self.before[name]


@dataclass(frozen=True, slots=True)
class Change:
    """What was written together. `counts` are by noun and label, of all its events; of many alike not all are read."""

    number: int
    began: datetime
    context: Row
    events: Sequence[Event]
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes, newest first, and how many there are in all."""

    changes: Sequence[Change]
    total: int


def changes(scope: Mapping[str, str], pk: int, page: int | None = None) -> Changes:
    """Read a page of what happened to a post, claim or step, the newest unless one is named.

    Pages count from the oldest and are as large as they get but for the last; one that is not there is the last. One
    query, and two for each kind of row there is.
    """
    found = _found(scope, pk, page)
    ids: dict[str, list[int]] = defaultdict(list)
    groups: dict[int, list[Found]] = defaultdict(list)
    for events in found:
        ids[events.noun] += events.ids
        groups[events.number].append(events)
    rows = {noun: _rows(noun, wanted) for noun, wanted in ids.items()}
    return Changes([_change(group, rows) for group in groups.values()], found[0].total if found else 0)


def _found(scope: Mapping[str, str], pk: int, page: int | None) -> list[Found]:
    tables = (
        HAPPENED.format(noun=noun, condition=rule, contributor="NULL" if noun in NOBODYS else "contributor_id")
        for noun, rule in scope.items()
    )
    values = {"id": pk, "page": page, "size": PAGE_SIZE, "alike": MOST_ALIKE, "pause": PAUSE}
    with connection.cursor() as cursor:
        cursor.execute(CHANGES.format(happened=" UNION ALL ".join(tables)), values)
        seconds = [Found(*row) for row in cursor.fetchall()]
    merged: dict[tuple[int, str, str], Found] = {}
    for found in seconds:
        key = (found.number, found.noun, found.label)
        before = merged.get(key, found._replace(alike=0, ids=[]))
        merged[key] = before._replace(alike=before.alike + found.alike, ids=[*before.ids, *found.ids][:MOST_ALIKE])
    return list(merged.values())


def _rows(noun: str, ids: Iterable[int]) -> dict[int, Event]:
    """The events of a kind with what they changed, by id; two queries."""
    model = apps.get_model("argmap", f"{noun}event")
    columns = [field.attname for field in model._meta.concrete_fields if field.name not in LEFT_OUT.get(noun, ())]
    earlier = model._default_manager.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    before = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    events = list(model._default_manager.filter(pk__in=list(ids)).annotate(before=before).values(*columns, "before"))
    wanted = [row["before"] for row in events if row["before"] is not None]
    known = {row["pgh_id"]: row for row in model._default_manager.filter(pk__in=wanted).values(*columns)}
    return {row["pgh_id"]: Event(noun, row["pgh_label"], row, known.get(row["before"], {})) for row in events}


def _change(group: Sequence[Found], rows: Mapping[str, Mapping[int, Event]]) -> Change:
    events = [rows[found.noun][pk] for found in group for pk in found.ids]
    events.sort(key=lambda event: (event.row["pgh_created_at"], event.row["pgh_id"]))
    context: Row = next((event.row["pgh_context"] for event in events if event.row["pgh_context"]), {})
    counts = {(found.noun, found.label): found.alike for found in group}
    return Change(group[0].number, group[0].began, context, events, counts)
