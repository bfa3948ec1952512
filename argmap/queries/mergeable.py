"""What a claim, step or source may be the same as: what a moderator chooses from who merges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.models import Claim, Inference, Source
from argmap.queries.likeness import similar_claims, steps_at
from argmap.queries.matching import similar_sources
from argmap.queries.openings import first_words

MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that another may be merged into: its key, its words, how it stands, and who says so, if a member."""

    key: str
    words: str
    label: str
    by: str


def candidates_for(thing: Claim | Inference | Source) -> Sequence[Candidate]:
    """What something may be merged into, the likeliest first; five queries at most.

    Of a step all that make a point about the same thing, for or against; of claims and sources those that read alike.
    """
    if isinstance(thing, Inference):
        return _steps(thing)
    if isinstance(thing, Claim):
        alike = (it.claim for it in similar_claims(thing.post, thing.text, most=MOST) if it.claim != thing)
        return [Candidate(it.key, it.text, it.label or "", _by(it)) for it in alike]
    found = dict.fromkeys((*similar_sources(thing.citation), *similar_sources(thing.title)))
    return [Candidate(it.key, it.citation, "", "") for it in found if it != thing]


def _steps(step: Inference) -> Sequence[Candidate]:
    target = step.bears_on or step.attacks
    if target is None:
        return []
    steps = list(steps_at(target, step.stance).exclude(pk=step.pk).order_by("-pk")[:MOST])
    words = first_words(it.pk for it in steps)
    return [Candidate(it.key, words.get(it.pk, ""), it.label or "", _by(it)) for it in steps]


def _by(thing: Claim | Inference) -> str:
    return thing.contributor.username if thing.contributor is not None and thing.contributor.is_active else ""
