"""Why a claim has its label, followed from what decided it to the leaves."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import connection

from argmap.graph.labels import Why
from argmap.models import Claim, Inference
from argmap.queries.labels import Judgement

Kind = Literal["claim", "inference"]
Node = tuple[Kind, int]

#: How far a why is followed, and over how many claims and steps in all.
DEEPEST, MOST = 8, 60
FOLLOWED = """
    WITH RECURSIVE because (kind, id, depth) AS (
        SELECT 'claim', %s::bigint, 0
        UNION
        SELECT next.kind, next.id, because.depth + 1
        FROM because CROSS JOIN LATERAL (
            SELECT why FROM argmap_claim WHERE because.kind = 'claim' AND id = because.id
            UNION ALL
            SELECT why FROM argmap_inference WHERE because.kind = 'inference' AND id = because.id
        ) AS node CROSS JOIN LATERAL (
            SELECT 'claim', jsonb_array_elements_text(node.why -> 'claims')::bigint
            UNION ALL
            SELECT 'inference', jsonb_array_elements_text(node.why -> 'inferences')::bigint
        ) AS next (kind, id)
        WHERE because.depth < %s
    )
    SELECT DISTINCT kind, id FROM (SELECT kind, id FROM because LIMIT %s) AS followed
"""


@dataclass(slots=True)
class Because:
    """A claim or step with its label, what decided that, and the same for each of what decided it.

    `is_again` says that it is explained elsewhere in the same tree.
    """

    kind: Kind
    thing: Claim | Inference
    label: str | None
    code: str
    inside: list[Because] = field(default_factory=list)
    is_again: bool = False

    @property
    def steps(self) -> set[int]:
        """The ids of the steps in the tree."""
        found, waiting = set(), [self]
        while waiting:
            node = waiting.pop()
            waiting += node.inside
            if node.kind == "inference":
                found.add(node.thing.pk)
        return found


def because(claim: Claim, judgement: Judgement) -> Because | None:
    """Explain a claim's label as a tree; three queries. None for a claim that does not count."""
    why = judgement.why(claim)
    if why is None:
        return None
    nodes = _followed(claim) if judgement.labelling is None else _reached(claim, judgement)
    claims = Claim.objects.published().with_wording().in_bulk([pk for kind, pk in nodes if kind == "claim"])
    steps = Inference.objects.counting().in_bulk([pk for kind, pk in nodes if kind == "inference"])
    things: dict[Node, Claim | Inference] = {("claim", claim.pk): claim}
    things |= {("claim", pk): found for pk, found in claims.items()}
    things |= {("inference", pk): step for pk, step in steps.items()}
    return _tree(("claim", claim.pk), things, judgement)


def _followed(claim: Claim) -> list[Node]:
    """What the stored whys lead to from a claim."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWED, [claim.pk, DEEPEST, MOST])
        return list(cursor.fetchall())


def _reached(claim: Claim, judgement: Judgement) -> Iterable[Node]:
    """What the whys under suppositions lead to from a claim, nearest first."""
    found: dict[Node, None] = {}
    waiting: deque[Node] = deque([("claim", claim.pk)])
    while waiting and len(found) < MOST:
        node = waiting.popleft()
        if node not in found:
            found[node] = None
            waiting.extend(_next(_why_of(node, judgement)))
    return found


def _why_of(node: Node, judgement: Judgement) -> Why | None:
    labelling = judgement.labelling
    if labelling is None:
        return None
    return labelling.claim_whys.get(node[1]) if node[0] == "claim" else labelling.inference_whys.get(node[1])


def _next(why: Why | None) -> list[Node]:
    if why is None:
        return []
    return [*(("inference", pk) for pk in why.inferences), *(("claim", pk) for pk in why.claims)]


def _tree(root: Node, things: Mapping[Node, Claim | Inference], judgement: Judgement) -> Because:
    """Hang each thing under what it decided; what comes again is named but not followed again."""
    top = _because(root, things[root], judgement)
    seen, waiting = {root}, deque([top])
    while waiting:
        node = waiting.popleft()
        for next_node in _next(judgement.why(node.thing)):
            if next_node not in things:
                continue
            child = _because(next_node, things[next_node], judgement)
            child.is_again = next_node in seen
            node.inside.append(child)
            if not child.is_again:
                seen.add(next_node)
                waiting.append(child)
    return top


def _because(node: Node, thing: Claim | Inference, judgement: Judgement) -> Because:
    judge: Callable[[int, str | None], tuple[str | None, str | None]]
    judge = judgement.of_claim if node[0] == "claim" else judgement.of_inference
    why = judgement.why(thing)
    return Because(node[0], thing, judge(thing.pk, thing.label)[1], why.code if why else "")
