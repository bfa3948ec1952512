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

    __slots__ = ("claims", "graph", "inferences", "suppositions")

    def __init__(self, graph: Graph, suppositions: Suppositions) -> None:
        """Begin with everything undecided."""
        self.graph = graph
        self.suppositions = suppositions
        self.claims = dict.fromkeys(graph.claims, CONTESTED)
        self.inferences = dict.fromkeys(graph.inferences, OPEN)

    def claim(self, id: int) -> tuple[ClaimLabel, Why]:
        """Judge a claim."""
        if id in self.suppositions.granted:
            return STANDS, SUPPOSED
        if id in self.suppositions.denied:
            return FALLS, SUPPOSED
        granted = self.graph.claims[id].granted
        bearing = self.graph.bearing_on.get(id)
        if not bearing:
            return (STANDS, GRANTED) if granted else (FALLS, WITHOUT_A_REASON)
        (supporting, open_reasons, failing), (opposing, open_rebuttals, answered) = self._sides(bearing)
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
        undercuts = self.graph.undercuts_of.get(id, ())
        labels = self.claims
        wanting = [premise for premise in premises if labels[premise] is not STANDS]
        if not wanting and not undercuts and id not in self.suppositions.set_aside:
            return APPLIES, Why(PREMISES_STAND, premises)
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
        return APPLIES, Why(PREMISES_STAND, premises, _ascending([step.id for step in undercuts]))

    def _sides(self, bearing: Sequence[Inference]) -> tuple[tuple[list[int], ...], tuple[list[int], ...]]:
        """The reasons and the rebuttals: of each those that apply, those that are open, those that fail."""
        reasons: tuple[list[int], ...] = ([], [], [])
        rebuttals: tuple[list[int], ...] = ([], [], [])
        for step in bearing:
            label = self.inferences[step.id]
            side = reasons if step.stance is FOR else rebuttals
            side[0 if label is APPLIES else 1 if label is OPEN else 2].append(step.id)
        return reasons, rebuttals

    def _contested_premises(self, steps: Iterable[int]) -> tuple[int, ...]:
        premises = {premise for step in steps for premise in self.graph.inferences[step].premises}
        return _ascending([premise for premise in premises if self.claims[premise] is CONTESTED])


def _ascending(ids: list[int]) -> tuple[int, ...]:
    """Ids in an order that does not show in which order the graph was given."""
    ids.sort()
    return tuple(ids)
