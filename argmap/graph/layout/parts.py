"""Parts of an argument that are drawn by themselves, and how much is folded behind them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from argmap.graph.layout.forest import grow
from argmap.graph.model import Graph, Inference


def bearing(graph: Graph, claim: int) -> Iterator[Inference]:
    """The steps for a claim, then those against it, each followed by the undercuts of it, and theirs."""
    waiting = [*reversed(graph.rebuttals_of(claim)), *reversed(graph.reasons_for(claim))]
    while waiting:
        step = waiting.pop()
        yield step
        waiting.extend(reversed(graph.undercuts_of.get(step.id, ())))


def neighbourhood(graph: Graph, claim: int, depth: int) -> Graph:
    """The part within `depth` steps of a claim: what bears on it, and what it bears on with the steps between.

    Raises KeyError for a claim that is not in the graph.
    """
    kept = {graph.claims[claim].id}
    level = [claim]
    for _ in range(depth):
        level = _new(kept, [new for old in level for step in bearing(graph, old) for new in step.premises])
    level = [claim]
    reached = {claim}
    for _ in range(depth):
        steps = [step for old in level for used in graph.used_in.get(old, ()) for step in _upward(graph, used)]
        level = _new(reached, [step.conclusion for step in steps if step.conclusion is not None])
        kept.update(level, *(step.premises for step in steps))
    return _part(graph, kept)


def upper_levels(graph: Graph, limit: int) -> tuple[Graph, dict[int, int]]:
    """The levels nearest to the main claims, at most `limit` cards, and how many claims are folded behind
    each.

    A step is kept whole or not at all. At least one claim is kept.
    """
    roots = grow(graph, graph.main).roots
    kept: set[int] = set()
    first = _new(kept, graph.main[: max(limit, 1)] or roots[:1])
    room = _fill(graph, kept, first, limit)
    for root in roots:
        if room and root not in kept and len(kept) < limit:
            room = _fill(graph, kept, _new(kept, (root,)), limit)
    part = _part(graph, kept)
    return part, folded(graph, part.claims)


def _fill(graph: Graph, kept: set[int], level: Sequence[int], limit: int) -> bool:
    """Keep what bears on a level, and on that, nearest first; whether there was room for all of it."""
    waiting = deque(level)
    while waiting:
        for step in bearing(graph, waiting.popleft()):
            new = [premise for premise in step.premises if premise not in kept]
            if len(kept) + len(new) > limit:
                return False
            waiting.extend(_new(kept, new))
    return True


def folded(graph: Graph, shown: Collection[int]) -> dict[int, int]:
    """How many claims are folded behind shown ones: each counted once, where it is first reached from."""
    front = dict.fromkeys(shown)
    behind: dict[int, int] = {}
    owner = {claim: claim for claim in front}
    waiting = deque(front)
    while waiting:
        claim = waiting.popleft()
        for step in bearing(graph, claim):
            for premise in step.premises:
                if premise not in owner:
                    owner[premise] = owner[claim]
                    behind[owner[claim]] = behind.get(owner[claim], 0) + 1
                    waiting.append(premise)
    return behind


def _new(known: set[int], claims: Sequence[int]) -> list[int]:
    """Those not known before, now known."""
    new = [claim for claim in dict.fromkeys(claims) if claim not in known]
    known.update(new)
    return new


def _upward(graph: Graph, step: Inference) -> list[Inference]:
    """The step and what it undercuts, up to the step that bears on a claim."""
    chain = {step.id: step}
    while step.undercuts is not None and step.undercuts not in chain:
        step = graph.inferences[step.undercuts]
        chain[step.id] = step
    return list(chain.values())


def unsettled(graph: Graph, settled: Collection[int]) -> Graph:
    """The claims that are not settled, with what is said against them; steps keep the premises that are shown."""
    shown = graph.claims.keys() - set(settled)
    for claim in list(shown):
        shown |= {premise for step in graph.rebuttals_of(claim) for premise in step.premises}
    claims = (claim for id, claim in graph.claims.items() if id in shown)
    steps = (
        replace(step, premises=tuple(filter(shown.__contains__, step.premises))) for step in graph.inferences.values()
    )
    return Graph.build(claims, (step for step in steps if step.premises), graph.main)


def _part(graph: Graph, kept: Collection[int]) -> Graph:
    """The graph of the kept claims and the steps between them, in the same order."""
    claims = (claim for id, claim in graph.claims.items() if id in kept)
    return Graph.build(claims, graph.inferences.values(), graph.main)
