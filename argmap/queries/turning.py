"""What a claim turns on, and what would make it stand, with the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from argmap.graph.answering import Points, Ways, ways_to_stand
from argmap.graph.labels import ClaimLabel
from argmap.graph.suppositions import Suppositions
from argmap.graph.turning import Turn, Turning, turns_on
from argmap.models import Claim, Inference
from argmap.queries.labels import Judgement, labelled
from argmap.queries.openings import first_words

#: So many claims and steps, and so many sets of answers, are shown.
MOST_TURNS, MOST_WAYS = 50, 10


@dataclass(frozen=True, slots=True)
class TurnView:
    """A claim or step on which another claim turns, its words, and what is supposed to see the label that it `becomes`.

    For a step the words are those of its first premise.
    """

    thing: Claim | Inference
    words: str
    becomes: str
    supposed: Suppositions


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An open point whose answer would help, with the words of its first premise."""

    step: Inference
    words: str


@dataclass(frozen=True, slots=True)
class WayView:
    """Open points whose answers would together make a claim stand, and the suppositions that set them aside."""

    answers: Sequence[AnswerView]
    supposed: Suppositions


@dataclass(frozen=True, slots=True)
class TurningPage:
    """What a claim turns on and what would make it stand: what was found, and of that what is shown, with its words."""

    label: ClaimLabel
    found: Turning
    ways: Ways
    turns: Sequence[TurnView]
    answers: Sequence[WayView]


def turning_ids(claim: Claim, judgement: Judgement) -> tuple[set[int], set[int]]:
    """The ids of the claims, and of the steps, on which a claim's label turns, as far as the budget goes."""
    graph, stored = labelled(claim.post_id, claim.post.version, judgement.count)
    if claim.pk not in graph.claims:
        return set(), set()
    found = turns_on(graph, judgement.labelling or stored, claim.pk, suppositions=judgement.suppositions).turns
    claims = {turn.claim for turn in found if turn.claim is not None}
    return claims, {turn.inference for turn in found if turn.inference is not None}


def turning_page(claim: Claim, judgement: Judgement) -> TurningPage | None:
    """Find what a claim turns on; three queries, and three for a structure not yet in memory.

    None for a claim that does not count.
    """
    graph, stored = labelled(claim.post_id, claim.post.version, judgement.count)
    labelling, supposed = judgement.labelling or stored, judgement.suppositions
    if claim.pk not in graph.claims:
        return None
    found = turns_on(graph, labelling, claim.pk, suppositions=supposed)
    ways = ways_to_stand(graph, labelling, claim.pk, suppositions=supposed)
    turns = sorted(found.turns, key=lambda turn: turn.becomes is not ClaimLabel.STANDS)[:MOST_TURNS]
    sets = ways.sets[:MOST_WAYS]
    words = _Words(turns, sets, supposed)
    return TurningPage(
        label=labelling.claims[claim.pk],
        found=found,
        ways=ways,
        turns=[shown for turn in turns if (shown := words.of_turn(turn))],
        answers=[way for points in sets if (way := words.of_way(points))],
    )


class _Words:
    """The claims and steps that are shown, and their words."""

    def __init__(self, turns: Sequence[Turn], sets: Sequence[Points], supposed: Suppositions) -> None:
        claims = [turn.claim for turn in turns if turn.claim is not None]
        steps = {turn.inference for turn in turns if turn.inference is not None}.union(*sets)
        self.claims = Claim.objects.published().with_wording().in_bulk(claims)
        self.steps = Inference.objects.counting().with_target().in_bulk(steps)
        self.first = first_words(self.steps)
        self.supposed = supposed

    def of_turn(self, turn: Turn) -> TurnView | None:
        if turn.claim in self.claims:
            claim = self.claims[turn.claim]
            return TurnView(claim, claim.text, turn.becomes, self.supposed.toggled("deny", claim.pk))
        if turn.inference in self.steps:
            step = self.steps[turn.inference]
            return TurnView(step, self.first[step.pk], turn.becomes, self.supposed.toggled("without", step.pk))
        return None

    def of_way(self, points: Points) -> WayView | None:
        if not points <= self.steps.keys():
            return None
        answers = [AnswerView(self.steps[point], self.first[point]) for point in sorted(points)]
        supposed = replace(self.supposed, set_aside=self.supposed.set_aside | points)
        return WayView(answers, supposed)
