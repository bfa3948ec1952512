"""What every change of an argument does: lock its post, and store what follows from the graph with a new version."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

import pghistory
from django.db import connection, transaction
from django.db.models import F

from argmap.graph.labelling import label
from argmap.graph.labels import Why
from argmap.graph.model import Graph
from argmap.graph.outline import places
from argmap.graph.verdict import verdicts
from argmap.models import Claim, Inference, Post, User
from argmap.operations.answers import tell_of_outcomes
from argmap.operations.appearing import let_appear
from argmap.operations.checking import recheck_source
from argmap.operations.desk import sync_library, sync_post
from argmap.queries.graphs import load_structure

STORE_CLAIMS = """
    UPDATE argmap_claim AS claim
    SET leads_to_id = new.leads_to, depth = new.depth, behind = new.behind, label = new.label, why = new.why::jsonb
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::text[], %s::text[])
         AS new (id, leads_to, depth, behind, label, why)
         JOIN argmap_claim AS before USING (id)
    WHERE claim.id = new.id
      AND (claim.leads_to_id, claim.depth, claim.behind, claim.label, claim.why)
          IS DISTINCT FROM (new.leads_to, new.depth, new.behind, new.label, new.why::jsonb)
    RETURNING claim.id, before.label, claim.label
"""
STORE_INFERENCES = """
    UPDATE argmap_inference AS inference
    SET label = new.label, why = new.why::jsonb
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS new (id, label, why) JOIN argmap_inference AS before USING (id)
    WHERE inference.id = new.id
      AND (inference.label, inference.why) IS DISTINCT FROM (new.label, new.why::jsonb)
    RETURNING inference.id, before.label, inference.label
"""


#: How much is tried of what each main claim turns on (graph.turning), so that a change stays quick.
TURNING = 20_000
#: leads_to, depth, behind, label and why of a claim; label and why of a step; each why as JSON.
ClaimRow = tuple[int | None, int, int, str, str]
InferenceRow = tuple[str, str]
Kind = Literal["claim", "inference"]


class Relabelled(NamedTuple):
    """A claim or step that got another label by a change; None before it was there."""

    kind: Kind
    id: int
    was: str | None
    became: str


@dataclass(slots=True)
class Change:
    """A change under way; `relabelled` is filled when it is done."""

    post: Post
    relabelled: list[Relabelled] = field(default_factory=list)


@contextmanager
def changing(*, post: int, by: User | None = None) -> Iterator[Change]:
    """Lock a post while its graph is changed; on leaving, store places and labels with the post's new version.

    All in one transaction: readers see the graph before or after, never between. Sources and texts that came with
    citations which it publishes appear, and what they may settle is checked when the post is free. Those whose
    contributions got another label by it are told, but for who did it. Raises Post.DoesNotExist.
    """
    made_by = pghistory.context(user=by.pk) if by is not None else nullcontext()
    with transaction.atomic(), made_by:
        change = Change(Post.objects.select_for_update().get(pk=post))
        yield change
        appeared = let_appear()
        graph = load_structure(post)
        change.relabelled = _store(change.post, graph)
        tell_of_outcomes(changes=change.relabelled, by=by)
        sync_post(post=post, graph=graph)
        change.post.version += 1
        change.post.save(update_fields=["version", "in_short", "last_number"])
    for source in appeared:
        recheck_source(source=source)


@contextmanager
def revising(*, posts: Collection[int], by: User | None = None) -> Iterator[None]:
    """Lock posts while something is changed that they show and their graphs do not know of, such as a shared source.

    On leaving, each of them has a new version. All in one transaction; posts are locked in the order of their ids.
    """
    made_by = pghistory.context(user=by.pk) if by is not None else nullcontext()
    with transaction.atomic(), made_by:
        shown = Post.objects.filter(pk__in=posts)
        list(shown.select_for_update().order_by("pk").values_list("pk"))
        yield
        sync_library()
        shown.update(version=F("version") + 1)


class Derived(NamedTuple):
    """What follows from a graph, as it is stored: a row for each claim and step that counts, and the post in short."""

    claims: Mapping[int, ClaimRow]
    inferences: Mapping[int, InferenceRow]
    in_short: list[dict[str, Any]]


def derive(graph: Graph) -> Derived:
    """Work out each claim's place and label, each step's label, and the post in short; asks nothing of the database."""
    placed, labelling = places(graph), label(graph)
    claims = {
        pk: (at.leads_to, at.depth, at.behind, labelling.claims[pk], _as_json(labelling.claim_whys[pk]))
        for pk, at in placed.items()
    }
    inferences = {pk: (found, _as_json(labelling.inference_whys[pk])) for pk, found in labelling.inferences.items()}
    return Derived(claims, inferences, [asdict(verdict) for verdict in verdicts(graph, labelling, budget=TURNING)])


def _store(post: Post, graph: Graph) -> list[Relabelled]:
    """Store what follows from a post's graph; what does not count has neither place nor label."""
    derived = derive(graph)
    post.in_short = derived.in_short
    claims = _write(STORE_CLAIMS, ((pk, *row) for pk, row in derived.claims.items()))
    steps = _write(STORE_INFERENCES, ((pk, *row) for pk, row in derived.inferences.items()))
    stray = Claim.objects.filter(post=post, label__isnull=False).exclude(pk__in=graph.claims)
    stray.update(leads_to=None, depth=None, behind=0, label=None, why=None)
    idle = Inference.objects.filter(post=post, label__isnull=False).exclude(pk__in=graph.inferences)
    idle.update(label=None, why=None)
    return [
        *(Relabelled("claim", *row) for row in claims if row[1] != row[2]),
        *(Relabelled("inference", *row) for row in steps if row[1] != row[2]),
    ]


def _as_json(why: Why) -> str:
    return json.dumps({"code": why.code, "claims": why.claims, "inferences": why.inferences})


def _write(statement: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[int, str | None, str]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if not columns:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        return list(cursor.fetchall())
