"""The argument graph: claims and inferences as values, indexed by what bears on what.

The shape is that of the Argument Interchange Format (Chesñevar et al. 2006): claims are its information nodes,
inferences its scheme nodes, premises and targets the edges between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """Who asserts a claim or a step."""

    AUTHOR = "author"
    REPORTED = "reported"
    EDITOR = "editor"
    READER = "reader"


class State(StrEnum):
    """Whether a contribution is shown and counted."""

    PUBLISHED = "published"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


class Stance(StrEnum):
    """Which way an inference bears on its target."""

    FOR = "for"
    AGAINST = "against"


class Relation(StrEnum):
    """What an inference is to its target, derived from its stance and the kind of target."""

    SUPPORT = "support"
    REBUTTAL = "rebuttal"
    UNDERCUT = "undercut"


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion that can be true or false."""

    id: int
    key: str
    text: str = ""
    voice: Voice = Voice.AUTHOR
    granted: bool = True
    state: State = State.PUBLISHED
    wording: int = 1


@dataclass(frozen=True, slots=True)
class Inference:
    """A step from premises to exactly one target: a claim (its conclusion) or an inference (which it undercuts)."""

    id: int
    key: str
    stance: Stance
    premises: tuple[int, ...]
    conclusion: int | None = None
    undercuts: int | None = None
    scheme: str = ""
    voice: Voice = Voice.AUTHOR
    state: State = State.PUBLISHED

    @property
    def relation(self) -> Relation:
        """What this step is to its target."""
        if self.undercuts is not None:
            return Relation.UNDERCUT
        return Relation.SUPPORT if self.stance is Stance.FOR else Relation.REBUTTAL


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole argument, read-only, with an index for each direction one may want to walk."""

    claims: Mapping[int, Claim]
    inferences: Mapping[int, Inference]
    main: tuple[int, ...]
    bearing_on: Mapping[int, Sequence[Inference]]
    undercuts_of: Mapping[int, Sequence[Inference]]
    used_in: Mapping[int, Sequence[Inference]]

    @classmethod
    def build(cls, claims: Iterable[Claim], inferences: Iterable[Inference], main: Sequence[int] = ()) -> Graph:
        """Index the claims and inferences that count: published, with published premises and a published target.

        Order is kept: each index lists inferences in the order given. Unknown ids count as unpublished.
        """
        known = {claim.id: claim for claim in claims if claim.state is State.PUBLISHED}
        counted = _counted(known, inferences)
        bearing: dict[int, list[Inference]] = defaultdict(list)
        undercuts: dict[int, list[Inference]] = defaultdict(list)
        used: dict[int, list[Inference]] = defaultdict(list)
        for step in counted.values():
            if step.conclusion is not None:
                bearing[step.conclusion].append(step)
            elif step.undercuts is not None:
                undercuts[step.undercuts].append(step)
            for premise in step.premises:
                used[premise].append(step)
        standing = tuple(claim for claim in main if claim in known)
        return cls(known, counted, standing, dict(bearing), dict(undercuts), dict(used))

    def reasons_for(self, claim: int) -> list[Inference]:
        """The steps that support a claim, in order."""
        return [step for step in self.bearing_on.get(claim, ()) if step.stance is Stance.FOR]

    def rebuttals_of(self, claim: int) -> list[Inference]:
        """The steps against a claim, in order."""
        return [step for step in self.bearing_on.get(claim, ()) if step.stance is Stance.AGAINST]


def _counted(claims: Mapping[int, Claim], inferences: Iterable[Inference]) -> dict[int, Inference]:
    """Drop what does not count, and then the undercuts that are left without their step."""
    steps = {
        step.id: step
        for step in inferences
        if step.state is State.PUBLISHED
        and all(premise in claims for premise in step.premises)
        and (step.conclusion is None or step.conclusion in claims)
    }
    dependent: dict[int, list[int]] = defaultdict(list)
    for step in steps.values():
        if step.undercuts is not None:
            dependent[step.undercuts].append(step.id)
    stray = [id for target, ids in dependent.items() if target not in steps for id in ids]
    while stray:
        id = stray.pop()
        del steps[id]
        stray += dependent.get(id, ())
    return steps
