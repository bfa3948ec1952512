"""What still stands: a label, and why, for every claim and every inference of an argument.

**Definition.** The labelling is the least fixpoint of these rules in the information order (*contested* below *stands* and
*falls*, *open* below *applies* and *fails*), reached from all contested and all open:

- An inference *applies* when every premise stands and every undercut of it fails. It *fails* when a premise falls or an
  undercut applies. Otherwise it is *open*.
- A claim *stands* when it is granted or a reason for it applies, and every rebuttal of it fails. It *falls* when every
  reason for it fails (having none counts), and it is not granted or a rebuttal of it applies. Otherwise it is *contested*.
- A supposition fixes a label and removes nothing: a claim that is granted for the moment stands, one that is denied falls,
  an inference that is set aside fails.

No rule that decides a label stops deciding it when more labels are known, and no two rules decide one label differently;
so the least fixpoint exists and is unique (Tarski 1955), whatever the circles. A pure circle of support stays contested.

**Sources.** P. M. Dung (1995), "On the acceptability of arguments and its fundamental role in nonmonotonic reasoning, logic
programming and n-person games", Artificial Intelligence 77, for grounded semantics. T. F. Gordon & D. Walton (2016),
"Formalizing balancing arguments", Computational Models of Argument (COMMA 2016), for a grounded labelling of statements
and arguments in one graph.

**Where it departs from Carneades.** There are no weights, weighing functions and proof standards. Pro and con bear on one
claim, where Carneades has rival positions of an issue. When both sides apply the claim stays contested; in Carneades
a tie puts every position out. What is granted by default can be rebutted; what Carneades assumes is in, whatever speaks against
it. One premise that falls is enough for a step to fail. An undercut is an inference, where Carneades has a statement
for it, and may be undercut in turn.

**Where it departs from Dung.** Support is kept: claims and inferences are labelled themselves instead of the arguments built
from them, so a claim's several reasons are alternatives, and a claim that is not granted and left without a reason falls
though nothing attacks it. With the supports taken away and every claim granted nothing remains but attack, and the labels are
those of Dung's grounded extension: a claim p attacks its own complement ¬p, which attacks every inference that has p as a
premise; undercuts and rebuttals attack what they are against.

**Why.** Each label comes with what decided it (`labels.WhyCode`, the first that fits). Nothing is explained by way of itself:
what is only decided on a circle after a node, or through it, is not given as its reason. An undecided claim names what it
waits for, so that one who follows these names ends at a claim with both sides unanswered or in a circle; *in a circle* is
said of a claim that in the end waits for itself, be it through reasons or through rebuttals.
"""

from __future__ import annotations

from argmap.graph.circles import components, inputs_of, is_circle, put_in_order
from argmap.graph.judging import CONTESTED, OPEN, Judge
from argmap.graph.labels import ClaimLabel, InferenceLabel, Labelling, Why, WhyCode
from argmap.graph.model import Graph
from argmap.graph.settling import settle
from argmap.graph.suppositions import NONE, Suppositions

__all__ = ["ClaimLabel", "InferenceLabel", "Labelling", "Suppositions", "Why", "WhyCode", "label"]


def label(graph: Graph, *, suppositions: Suppositions = NONE) -> Labelling:
    """Label the claims and inferences of a graph, as this module defines it; linear in nodes and edges, never recursive.

    Ids in the suppositions that the graph does not have are passed over; a claim both granted and denied stands.
    """
    labeller = _Labeller(graph, suppositions)
    ordered, tangled = put_in_order(graph)
    labeller.decide(ordered)

    def inputs(node: int) -> list[int]:
        return inputs_of(graph, node)

    for nodes in components(tangled, inputs):
        if is_circle(nodes, inputs):
            labeller.untangle(nodes)
        else:
            labeller.decide(nodes)
    judge = labeller.judge
    return Labelling(judge.claims, judge.inferences, labeller.claim_whys, labeller.inference_whys)


class _Labeller:
    """Writes down labels and whys, a node at a time where there is an order and a circle at a time where there is none."""

    def __init__(self, graph: Graph, suppositions: Suppositions) -> None:
        self.judge = Judge(graph, suppositions)
        self.claim_whys: dict[int, Why] = {}
        self.inference_whys: dict[int, Why] = {}

    def decide(self, nodes: list[int]) -> None:
        """Judge nodes in the order given, each by the labels before it."""
        judge = self.judge
        for node in nodes:
            if node >= 0:
                judge.claims[node], self.claim_whys[node] = judge.claim(node)
            else:
                judge.inferences[~node], self.inference_whys[~node] = judge.inference(~node)

    def untangle(self, nodes: list[int]) -> None:
        """Judge the nodes of a circle: a round at a time as far as that goes, and then what stays undecided."""
        for decided in settle(nodes, self.judge):
            self._decide_together(decided)
        undecided = {
            node: None
            for node in nodes
            if (self.judge.claims[node] is CONTESTED if node >= 0 else self.judge.inferences[~node] is OPEN)
        }
        self.decide([*undecided])
        for waiting in components(undecided, self._waits_for):
            if is_circle(waiting, self._waits_for):
                self._say_in_a_circle(waiting)

    def _decide_together(self, nodes: list[int]) -> None:
        """Judge nodes of one round, none by another's label."""
        claims = [(node, *self.judge.claim(node)) for node in nodes if node >= 0]
        inferences = [(~node, *self.judge.inference(~node)) for node in nodes if node < 0]
        for id, claim_label, why in claims:
            self.judge.claims[id], self.claim_whys[id] = claim_label, why
        for id, inference_label, why in inferences:
            self.judge.inferences[id], self.inference_whys[id] = inference_label, why

    def _waits_for(self, node: int) -> list[int]:
        if node >= 0:
            why = self.claim_whys[node]
            return [~step for step in why.inferences] if why.code is WhyCode.RESTS_ON_CONTESTED else []
        why = self.inference_whys[~node]
        return [*why.claims, *(~step for step in why.inferences)]

    def _say_in_a_circle(self, nodes: list[int]) -> None:
        """Let each claim of a circle name the next steps and claims around it, not all of them: there may be thousands."""
        inside = set(nodes)
        for node in nodes:
            if node >= 0:
                why = self.claim_whys[node]
                claims = tuple(claim for claim in why.claims if claim in inside)
                steps = tuple(step for step in why.inferences if ~step in inside)
                self.claim_whys[node] = Why(WhyCode.IN_A_CIRCLE, claims, steps)
