"""What a brief of a claim lays out: the case for it and the case against it, the strongest first, within bounds."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace

from argmap.graph.labels import InferenceLabel, Labelling
from argmap.graph.model import Graph, Inference, Stance

#: How many steps are laid out: of the case for a claim, of the objections to it, and of these with their answers.
MOST_REASONS, MOST_OBJECTIONS, MOST_AGAINST = 12, 12, 24
#: How many levels of steps stand within each other.
DEEPEST = 3
STRENGTH = {label: place for place, label in enumerate(InferenceLabel)}


@dataclass(slots=True)
class Point:
    """A step in its place in a brief.

    `number` says where (“II.1.2”); `within` is the point it bears on, none for a step that bears on the claim itself;
    `inside` are the reasons for its premises and, of an objection, also the answers to it.
    """

    step: Inference
    within: Point | None = None
    number: str = ""
    inside: list[Point] = field(default_factory=list)

    @property
    def is_against(self) -> bool:
        """Whether it is against what it bears on."""
        return self.step.stance is Stance.AGAINST

    @property
    def level(self) -> int:
        """How deep it stands: 1 for a point that stands in its section by itself."""
        return self.number.count(".")


@dataclass(frozen=True, slots=True)
class Briefing:
    """The points of a brief, and how many steps on either side it had to leave out."""

    reasons: list[Point]
    objections: list[Point]
    reasons_left_out: int
    objections_left_out: int

    def points(self) -> Iterator[Point]:
        """All points, in reading order."""
        yield from in_reading_order([*self.reasons, *self.objections])

    def only(self, steps: Container[int]) -> Briefing:
        """The same without the points of other steps, and without what is inside those."""
        return replace(self, reasons=_only(self.reasons, steps), objections=_only(self.objections, steps))


def brief(graph: Graph, labelling: Labelling, claim: int, *, wanted: Container[int] = ()) -> Briefing:
    """Choose and order what a brief of a claim lays out, in its sections II (reasons) and III (objections).

    Reasons come by label (those that apply first), objections likewise and among equals those without an answer first.
    Every step is laid out once. `wanted` are the ids of steps that take precedence where not all have room. Linear in
    the steps laid out and those next to them, and safe in circles.
    """
    return _Planner(graph, labelling, claim, wanted).plan()


def in_reading_order(points: Iterable[Point]) -> Iterator[Point]:
    """Points, each followed by what is inside it."""
    for point in points:
        yield point
        yield from in_reading_order(point.inside)


class _Planner:
    """Walks outwards from one claim, and remembers which steps have their place."""

    def __init__(self, graph: Graph, labelling: Labelling, claim: int, wanted: Container[int]) -> None:
        self.graph, self.labels, self.claim, self.wanted = graph, labelling.inferences, claim, wanted
        self.placed: set[int] = set()

    def plan(self) -> Briefing:
        reasons, reasons_left_out = self._case_for()
        objections, objections_left_out = self._case_against(reasons)
        _number(reasons, "II.")
        _number(objections, "III.")
        return Briefing(reasons, objections, reasons_left_out, objections_left_out)

    def _case_for(self) -> tuple[list[Point], int]:
        """The reasons for the claim, and those for their premises, level by level while a whole level has room."""
        found = self._place(self.graph.reasons_for(self.claim), None)
        top = self._chosen(found, MOST_REASONS)
        level, total, left_out = top, len(top), len(found) - len(top)
        for _ in range(1, DEEPEST):
            below = [inner for point in level for inner in self._place(self._reasons_for_premises(point.step), point)]
            fits = total + len(below) <= MOST_REASONS
            level = _hung(self._chosen(below, len(below) if fits else 0))
            total, left_out = total + len(level), left_out + len(below) - len(level)
        beyond = {step.id for point in level for step in self._unplaced(self._reasons_for_premises(point.step))}
        return top, left_out + len(beyond)

    def _case_against(self, case_for: list[Point]) -> tuple[list[Point], int]:
        """What is said against the claim and anything laid out for it, with what answers that, nearest first."""
        found = self._place(self.graph.rebuttals_of(self.claim), None)
        for point in in_reading_order(case_for):
            found += self._place(self._attacks_on(point.step), point)
        found.sort(key=lambda point: (self._strength(point.step), bool(self._attacks_on(point.step))))
        top = self._chosen(found, MOST_OBJECTIONS)
        waiting, total, left_out = deque((point, 1) for point in top), len(top), len(found) - len(top)
        while waiting:
            point, depth = waiting.popleft()
            below = self._place([*self._attacks_on(point.step), *self._reasons_for_premises(point.step)], point)
            kept = _hung(self._chosen(below, max(MOST_AGAINST - total, 0)) if depth < DEEPEST else [])
            waiting.extend((inner, depth + 1) for inner in kept)
            total, left_out = total + len(kept), left_out + len(below) - len(kept)
        return top, left_out

    def _chosen(self, points: list[Point], room: int) -> list[Point]:
        """So many of these points as there is room for, those on the claim itself first, and all that are wanted."""
        ranked = sorted(points, key=lambda point: (not self._is_wanted(point.step), point.within is not None))
        wanted = sum(self._is_wanted(point.step) for point in points)
        chosen = {point.step.id for point in ranked[: max(room, wanted)]}
        return [point for point in points if point.step.id in chosen]

    def _is_wanted(self, step: Inference) -> bool:
        """Whether a step is wanted, or answered by one that is."""
        return any(near.id in self.wanted for near in [step, *self._attacks_on(step)])

    def _attacks_on(self, step: Inference) -> list[Inference]:
        """What undercuts a step or rebuts a premise of it."""
        rebuttals = [found for premise in step.premises for found in self.graph.rebuttals_of(premise)]
        return [*self.graph.undercuts_of.get(step.id, ()), *rebuttals]

    def _reasons_for_premises(self, step: Inference) -> list[Inference]:
        return [found for premise in step.premises for found in self.graph.reasons_for(premise)]

    def _place(self, steps: Iterable[Inference], within: Point | None) -> list[Point]:
        """Points for those of these steps that have no place yet: reasons, then attacks, each the strongest first."""
        fresh = self._unplaced(steps)
        self.placed |= {step.id for step in fresh}
        fresh.sort(key=lambda step: (step.stance is Stance.AGAINST, self._strength(step)))
        return [Point(step, within) for step in fresh]

    def _unplaced(self, steps: Iterable[Inference]) -> list[Inference]:
        return [step for step in steps if step.id not in self.placed]

    def _strength(self, step: Inference) -> int:
        return STRENGTH[self.labels[step.id]]


def _hung(points: list[Point]) -> list[Point]:
    """These points, each now inside the one that it bears on."""
    for point in points:
        if point.within is not None:
            point.within.inside.append(point)
    return points


def _only(points: Iterable[Point], steps: Container[int]) -> list[Point]:
    return [replace(point, inside=_only(point.inside, steps)) for point in points if point.step.id in steps]


def _number(points: Iterable[Point], stem: str) -> None:
    for place, point in enumerate(points, start=1):
        point.number = f"{stem}{place}"
        _number(point.inside, f"{point.number}.")
