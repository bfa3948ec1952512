"""The judgement on one claim or inference, given the labels of what bears on it: the definition, case by case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from argmap.graph.labels import ClaimLabel, InferenceLabel, Why, WhyCode
from argmap.graph.model import Graph, Inference, Stance
from argmap.graph.suppositions import Suppositions

# Looking up a member of an enumeration costs a good part of a small judgement: these names are for speed.
STANDS, CONTESTED, FALLS = ClaimLabel.STANDS, ClaimLabel.CONTESTED, ClaimLabel.FALLS
APPLIES, OPEN, FAILS = InferenceLabel.APPLIES, InferenceLabel.OPEN, InferenceLabel.FAILS
FOR = Stance.FOR
ANSWERED, SUPPORTED, REBUTTED = WhyCode.ANSWERED, WhyCode.SUPPORTED, WhyCode.REBUTTED
PREMISES_STAND, PREMISE_FALLS = WhyCode.PREMISES_STAND, WhyCode.PREMISE_FALLS

SUPPOSED, SET_ASIDE = Why(WhyCode.SUPPOSED), Why(WhyCode.SET_ASIDE)
GRANTED, WITHOUT_A_REASON = Why(WhyCode.GRANTED), Why(WhyCode.UNSUPPORTED)


class Judge:
    """Judges the nodes of a graph, under suppositions, by the labels written down so far."""

    __slots__ = ("_supposed", "claims", "graph", "inferences", "suppositions")

    def __init__(self, graph: Graph, suppositions: Suppositions) -> None:
        """Begin with everything undecided."""
        self.graph = graph
        self.suppositions = suppositions
        self._supposed = suppositions.granted | suppositions.denied
        self.claims = dict.fromkeys(graph.claims, CONTESTED)
        self.inferences = dict.fromkeys(graph.inferences, OPEN)

    def claim(self, id: int) -> tuple[ClaimLabel, Why]:
        """Judge a claim."""
        if id in self._supposed:
            return STANDS if id in self.suppositions.granted else FALLS, SUPPOSED
        granted = self.graph.claims[id].granted
        if id not in self.graph.bearing_on:
            return (STANDS, GRANTED) if granted else (FALLS, WITHOUT_A_REASON)
        supporting, open_reasons, failing, opposing, open_rebuttals, answered = self._sides(self.graph.bearing_on[id])
        upheld = granted or supporting
        if upheld and not opposing and not open_rebuttals:
            if answered:
                return STANDS, Why(ANSWERED, (), _ascending(answered))
            return STANDS, Why(SUPPORTED, (), _ascending(supporting)) if supporting else GRANTED
        if not supporting and not open_reasons and (opposing or not granted):
            if opposing:
                return FALLS, Why(REBUTTED, (), _ascending(opposing))
            return FALLS, Why(WhyCode.UNSUPPORTED, (), _ascending(failing)) if failing else WITHOUT_A_REASON
        if supporting and opposing:
            return CONTESTED, Why(WhyCode.BOTH_SIDES_UNANSWERED, (), _ascending(supporting + opposing))
        # Nothing else that is open could decide the claim before these are decided.
        waits = _ascending(open_rebuttals if upheld and not opposing else open_reasons)
        return CONTESTED, Why(WhyCode.RESTS_ON_CONTESTED, self._contested_premises(waits), waits)

    def inference(self, id: int) -> tuple[InferenceLabel, Why]:
        """Judge an inference."""
        premises = self.graph.inferences[id].premises
        labels = self.claims
        for premise in premises:
            if labels[premise] is not STANDS:
                break
        else:
            if id not in self.graph.undercuts_of and id not in self.suppositions.set_aside:
                return APPLIES, Why(PREMISES_STAND, premises)
        return self._doubted(id, [premise for premise in premises if labels[premise] is not STANDS])

    def _doubted(self, id: int, wanting: list[int]) -> tuple[InferenceLabel, Why]:
        """Judge an inference of which some premises may not stand, and which may be undercut or set aside."""
        labels, undercuts = self.claims, self.graph.undercuts_of.get(id, ())
        if fallen := [premise for premise in wanting if labels[premise] is FALLS]:
            return FAILS, Why(PREMISE_FALLS, tuple(fallen))
        if applying := [step.id for step in undercuts if self.inferences[step.id] is APPLIES]:
            return FAILS, Why(WhyCode.UNDERCUT, (), _ascending(applying))
        if id in self.suppositions.set_aside:
            return FAILS, SET_ASIDE
        if wanting:
            return OPEN, Why(WhyCode.WAITS_ON_PREMISE, tuple(wanting))
        if waits := [step.id for step in undercuts if self.inferences[step.id] is OPEN]:
            return OPEN, Why(WhyCode.WAITS_ON_UNDERCUT, (), _ascending(waits))
        return APPLIES, Why(PREMISES_STAND, self.graph.inferences[id].premises, _ascending([it.id for it in undercuts]))

    def _sides(self, bearing: Sequence[Inference]) -> tuple[list[int], ...]:
        """The reasons, and then the rebuttals: of each those that apply, those that are open, those that fail."""
        sides: tuple[list[int], ...] = ([], [], [], [], [], [])
        labels = self.inferences
        for step in bearing:
            label = labels[step.id]
            place = 0 if label is APPLIES else 1 if label is OPEN else 2
            sides[place if step.stance is FOR else place + 3].append(step.id)
        return sides

    def _contested_premises(self, steps: Iterable[int]) -> tuple[int, ...]:
        premises = {premise for step in steps for premise in self.graph.inferences[step].premises}
        return _ascending([premise for premise in premises if self.claims[premise] is CONTESTED])


def _ascending(ids: list[int]) -> tuple[int, ...]:
    """Ids in an order that does not show in which order the graph was given."""
    ids.sort()
    return tuple(ids)
