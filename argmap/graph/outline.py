"""Reading order: where each claim has its place on the way to the main claims, and the argument as nested lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from argmap.graph.model import Claim, Graph, Inference


@dataclass(slots=True)
class Place:
    """A claim's place: the step it leads on by (none for a root), its distance in steps, how many claims lead here."""

    leads_to: int | None
    depth: int
    behind: int = 0


def roots(graph: Graph) -> list[int]:
    """The main claims in order, then the claims that nothing uses."""
    others = (claim for claim in graph.claims if claim not in graph.used_in and claim not in graph.main)
    return [*graph.main, *others]


def places(graph: Graph) -> dict[int, Place]:
    """Give every claim its place by going outwards from the roots, nearest first; linear, and independent of circles.

    What no root reaches (a circle apart) is entered at its first claim. A step's undercuts stand one step further out.
    """
    placed: dict[int, Place] = {}
    _spread(graph, roots(graph), placed)
    for claim in graph.claims:
        if claim not in placed:
            _spread(graph, [claim], placed)
    for claim in reversed(placed):
        leads_to = placed[claim].leads_to
        if leads_to is not None:
            placed[target_claim(graph, leads_to)].behind += 1 + placed[claim].behind
    return placed


def target_claim(graph: Graph, inference: int) -> int:
    """The claim an inference bears on in the end: its conclusion, or that of the step it undercuts, and so on."""
    step = graph.inferences[inference]
    seen = {step.id}
    while step.conclusion is None:
        step = graph.inferences[step.undercuts or 0]
        if step.id in seen:
            raise ValueError(f"inference {inference} undercuts in a circle")
        seen.add(step.id)
    return step.conclusion


def _spread(graph: Graph, starts: Iterable[int], placed: dict[int, Place]) -> None:
    fresh = [claim for claim in starts if claim not in placed]
    placed.update((claim, Place(None, 0)) for claim in fresh)
    steps = [step for claim in fresh for step in graph.bearing_on.get(claim, ())]
    depth = 1
    while steps:
        fresh = []
        for step in steps:
            for premise in step.premises:
                if premise not in placed:
                    placed[premise] = Place(step.id, depth)
                    fresh.append(premise)
        undercuts = [undercut for step in steps for undercut in graph.undercuts_of.get(step.id, ())]
        steps = [step for claim in fresh for step in graph.bearing_on.get(claim, ())] + undercuts
        depth += 1


@dataclass(slots=True)
class Line:
    """One line of the outline, or the end of what stands inside one.

    `inside` counts the claims under a line; `is_again` says that the claim was laid out further up.
    """

    kind: Literal["claim", "step", "end-claim", "end-step"]
    level: int
    claim: Claim | None = None
    step: Inference | None = None
    is_again: bool = False
    inside: int = 0


def outline(graph: Graph, starts: Iterable[int] | None = None) -> list[Line]:
    """Lay the argument out as nested lines, depth first from the roots; a claim is opened the first time it comes.

    Every claim and step line is followed by what stands inside it and then by its end. Linear and without recursion.
    """
    lines: list[Line] = []
    opened: set[int] = set()
    for start in [*(starts if starts is not None else roots(graph)), *(graph.claims if starts is None else ())]:
        if start in opened:
            continue
        lines += _branch(graph, start, opened)
    _count(lines)
    return lines


def _branch(graph: Graph, start: int, opened: set[int]) -> Iterator[Line]:
    pending: list[Line] = [Line("claim", 0, graph.claims[start])]
    while pending:
        line = pending.pop()
        if line.claim is not None and line.kind == "claim":
            line.is_again = line.claim.id in opened
            inside = () if line.is_again else graph.bearing_on.get(line.claim.id, ())
            opened.add(line.claim.id)
            pending.append(Line("end-claim", line.level, line.claim))
            pending += [Line("step", line.level + 1, step=step) for step in reversed(inside)]
        elif line.step is not None and line.kind == "step":
            pending.append(Line("end-step", line.level, step=line.step))
            undercuts = graph.undercuts_of.get(line.step.id, ())
            pending += [Line("step", line.level + 1, step=undercut) for undercut in reversed(undercuts)]
            premises = [graph.claims[premise] for premise in line.step.premises]
            pending += [Line("claim", line.level + 1, premise) for premise in reversed(premises)]
        yield line


def _count(lines: list[Line]) -> None:
    open_lines: list[Line] = []
    for line in lines:
        if line.kind.startswith("end"):
            inner = open_lines.pop()
            line.inside = inner.inside
            if open_lines:
                open_lines[-1].inside += inner.inside + (inner.kind == "claim")
        else:
            open_lines.append(line)
