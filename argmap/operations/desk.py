"""Keeping the desk: items are opened where a cause is, and closed when it is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from argmap.graph.model import Graph
from argmap.graph.openings import FARTHEST_REACH, reaches
from argmap.models import Citation, Decision, DeskItem, Passage, Source, User
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.models.fields import Role
from argmap.models.subject import SUBJECTS
from argmap.operations.decisions import decide, record_gone
from argmap.prose import citations
from argmap.queries.desk.causes import (
    COLUMNS,
    FOUND_ELSEWHERE,
    OF_DECISIONS,
    OF_POSTS,
    OF_THE_LIBRARY,
    OF_THE_POST,
    OTHERS,
    URGENCY,
)
from argmap.queries.graphs import load_structure

REFERENCES = [f"{name}_id" for name in (*SUBJECTS, *OTHERS)]
STORED = ["kind", "within_id", *REFERENCES, "basis", "key"]
SYNC = """
    WITH cause ({columns}) AS MATERIALIZED ({causes}),
    gone AS (
        UPDATE argmap_deskitem AS item SET closed_at = clock_timestamp()
        WHERE closed_at IS NULL AND NOT is_reopened AND {scope}
              AND NOT EXISTS (SELECT 1 FROM cause WHERE cause.key = item.key)
        RETURNING item.id
    ),
    opened AS (
        INSERT INTO argmap_deskitem ({stored}, reach, weight, is_settled, is_reopened, opened_at)
        SELECT DISTINCT ON (key) {stored}, 0, 0, false, false, clock_timestamp() FROM cause
        WHERE NOT EXISTS (
            SELECT 1 FROM argmap_deskitem AS item
            WHERE item.key = cause.key AND (item.closed_at IS NULL OR item.is_settled)
        )
        ON CONFLICT (key) WHERE closed_at IS NULL DO NOTHING -- others may sync at the same time
        RETURNING id
    )
    SELECT 'gone', id FROM gone UNION ALL SELECT 'opened', id FROM opened
"""
WEIGH = """
    UPDATE argmap_deskitem AS item SET reach = new.reach, weight = new.weight
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS new (id, reach, weight)
    WHERE item.id = new.id AND (item.reach, item.weight) <> (new.reach, new.weight)
"""


class NotDecided(Exception):
    """Raised when an item is to be reopened that no moderator has decided."""


class OpenAgain(Exception):
    """Raised when an item that is to be reopened is open, or another for the same cause is; `item` is that one."""

    def __init__(self, item: DeskItem) -> None:
        self.item = item
        super().__init__(f"{item} is open")


#: In a large post a change weighs only the newest items anew, and compares the newest steps; `sync_all` takes all.
MOST_WEIGHED, MOST_COMPARED = 300, 50


def sync_post(*, post: int, graph: Graph | None = None, is_whole: bool = False) -> None:
    """Open and close what is on the desk about a post, and weigh what is there; at most six statements.

    Call it in the transaction that changed the post, with the structure of its graph if that is at hand.
    """
    newest = None if is_whole else MOST_COMPARED
    is_new = _sync(OF_POSTS, "within_id = %(post)s", {"post": post, "newest": newest})
    most = None if is_whole else MOST_WEIGHED
    waiting = list(DeskItem.objects.open().filter(within=post).select_related(*ALONG).order_by("-pk")[:most])
    if waiting and (is_new or graph is not None):
        _weigh(waiting, reaches(graph if graph is not None else load_structure(post)), quoted_in(post))


def sync_library(*, is_whole: bool = False) -> None:
    """Open and close what is on the desk about sources, texts and links; at most six statements.

    Sources that were added or changed (`is_parsed` is None) are read and compared with all others first.
    """
    changed = _read_citations()
    parameters = {"changed": None if is_whole else changed}
    if _sync(OF_THE_LIBRARY, "within_id IS NULL AND kind <> 'appeal'", parameters):
        _weigh_sources()


def sync_appeals() -> None:
    """Open and close what is on the desk about decisions that somebody has answered; at most five statements."""
    if _sync(OF_DECISIONS, "kind = 'appeal'", {}):
        _weigh_sources()


@transaction.atomic
def reopen(*, item: DeskItem, by: User, reason: str) -> Decision:
    """Put an item back on the desk that a decision had closed; what that changed stays until it is decided anew.

    Raises OpenAgain and NotDecided.
    """
    now = DeskItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if (there := DeskItem.objects.open().filter(key=now.key).first()) is not None:
        raise OpenAgain(there)
    if not now.is_settled:
        raise NotDecided
    before = now.decisions.latest("pk")
    DeskItem.objects.filter(key=now.key).update(is_settled=False)
    now.closed_at, now.is_settled, now.is_reopened = None, False, True
    now.save(update_fields=["closed_at", "is_settled", "is_reopened"])
    details = {"decision": before.pk, "item": now.pk}
    return decide(by=by, action=DecisionAction.REOPEN, reason=reason, subject=now.subject, details=details)


def _sync(causes: Iterable[str], scope: str, parameters: Mapping[str, Any]) -> bool:
    """Compare causes and open items; record those whose cause is gone. Whether anything was opened; two statements."""
    statement = SYNC.format(
        columns=", ".join(COLUMNS), causes=" UNION ALL ".join(causes), scope=scope, stored=", ".join(STORED)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: Sequence[tuple[str, int]] = cursor.fetchall()
    record_gone([pk for what, pk in rows if what == "gone"])
    return any(what == "opened" for what, _ in rows)


#: What tells which claim an item hangs on.
ALONG = ("citation", "misreading", "request", "inference")


def _weigh(items: Iterable[DeskItem], reach: Mapping[int, int], quoted: Collection[int]) -> None:
    """Store how much hangs on each: the reach of its claim or step, and how urgent its kind is; one statement."""
    found: dict[int, tuple[int, int]] = {}
    for item in items:
        node = _node_of(item)
        hanging = _reach_of(item, node, reach)
        weight = URGENCY[ItemKind(item.kind)] + hanging
        if item.kind == ItemKind.QUOTATION and item.citation is not None:
            weight += OF_THE_POST if node in quoted else 0
            weight += FOUND_ELSEWHERE if any(it["exact"] for it in item.citation.found["elsewhere"]) else 0
        found[item.pk] = hanging, weight
    _store_weights(found)


def _reach_of(item: DeskItem, node: int | None, reach: Mapping[int, int]) -> int:
    """How much hangs on a claim or step; on a step that waits, and so is not in the graph, what it would bear on."""
    step = item.inference
    if node is None or node in reach or step is None:
        return reach.get(node, 0) if node is not None else 0
    if step.conclusion_id is not None:
        return min(reach.get(step.conclusion_id, 0) + 1, FARTHEST_REACH)
    return reach.get(~(step.undercuts_id or 0), 0)


def quoted_in(post: int) -> Collection[int]:
    """The claims that say what words the post itself quotes; one query."""
    quoting = Passage.objects.filter(post=post, role=Role.QUOTATION, claim__isnull=False)
    return {claim for claim in quoting.values_list("claim", flat=True) if claim is not None}


def _node_of(item: DeskItem) -> int | None:
    """The claim an item hangs on, or the step as `~id`."""
    if item.inference_id is not None:
        return ~item.inference_id
    if item.claim_id is not None:
        return item.claim_id
    about = item.citation or item.misreading or item.request
    return about.claim_id if about is not None else None


def _weigh_sources() -> None:
    """What hangs on a source is the claims that cite it; three statements."""
    items = DeskItem.objects.open().filter(within=None)
    cited = Citation.objects.published().filter(source__in=items.values("source")).order_by()
    citing = dict(cited.values_list("source").annotate(number=Count("claim", distinct=True)))
    found = {}
    for pk, kind, source in items.values_list("pk", "kind", "source_id"):
        reach = citing.get(source, 0)
        found[pk] = reach, URGENCY[ItemKind(kind)] + min(reach, FARTHEST_REACH)
    _store_weights(found)


def _store_weights(found: Mapping[int, tuple[int, int]]) -> None:
    """Store reach and weight of items where they changed."""
    if found:
        reach, weight = map(list, zip(*found.values(), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(WEIGH, [list(found), reach, weight])


def _read_citations() -> list[int]:
    """Say of sources that were added or changed whether their citation is understood; gives which; two queries."""
    found = list(Source.objects.filter(is_parsed=None).only("citation", "is_parsed"))
    for source in found:
        source.is_parsed = citations.parse(source.citation) is not None
    Source.objects.bulk_update(found, ["is_parsed"])
    return [source.pk for source in found]


def sync_all(posts: Iterable[int]) -> None:
    """Bring the whole desk up to date: each post in a transaction of its own, then the library."""
    for post in posts:
        with transaction.atomic():
            sync_post(post=post, graph=load_structure(post), is_whole=True)
    with transaction.atomic():
        sync_library(is_whole=True)
        sync_appeals()
