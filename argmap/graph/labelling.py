"""What still stands: a label, and why, for every claim and every inference of an argument.

**Definition.** The labelling is the least fixpoint of these rules in the information order (*contested* below
*stands* and *falls*, *open* below *applies* and *fails*), reached from all contested and all open:

- An inference *applies* when every premise stands and every undercut of it fails. It *fails* when a premise
  falls or an undercut applies. Otherwise it is *open*.
- A claim *stands* when it is granted or a reason for it applies, and every rebuttal of it fails. It *falls*
  when every reason for it fails (having none counts), and it is not granted or a rebuttal of it applies.
  Otherwise it is *contested*.
- A supposition fixes a label and removes nothing: a granted claim stands, a denied one falls, an inference
  set aside fails.

A rule that decides a label goes on deciding it when more labels are known, and no two rules decide a label
differently. So the least fixpoint exists and is unique (Tarski 1955), circles or not. A pure circle of
support stays contested.

**Sources.** P. M. Dung (1995), "On the acceptability of arguments and its fundamental role in nonmonotonic
reasoning, logic programming and n-person games", Artificial Intelligence 77: grounded semantics. T. F. Gordon
& D. Walton (2016), "Formalizing balancing arguments", Computational Models of Argument: a grounded labelling
of one graph of statements and arguments.

**Where it departs from Carneades.** There are no weights, weighing functions or proof standards. Pro and con
bear on one claim, where Carneades has rival positions of an issue; when both sides apply the claim stays
contested, where a tie puts every position out. What is granted can be rebutted, where an assumption is in
whatever speaks against it. One premise that falls makes a step fail. An undercut is an inference and may
itself be undercut.

**Where it departs from Dung.** Support is kept: claims and inferences are labelled themselves, not the
arguments built from them. So a claim's several reasons are alternatives, and a claim that is neither granted
nor left with a reason falls though nothing attacks it. With the supports taken away and every claim granted
only attack remains, and the labels are those of the grounded extension where a claim p attacks its complement
¬p, ¬p attacks each inference that has p as a premise, and undercuts and rebuttals attack what they are
against.

**Why.** Each label says what decided it (`WhyCode`, the first that fits). Nothing is explained by way of
itself: on a circle, what was only decided together with a node or after it is no part of its why. A contested
claim names what it waits for; it is *in a circle* when in the end it waits for itself, be it through reasons
or through rebuttals, and it names the next steps and claims around. Following the names therefore ends at
both sides unanswered or in a circle.
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
    """Label the claims and inferences of a graph as this module defines it; linear in nodes and edges.

    Ids in the suppositions that the graph does not have are passed over; a claim both granted and denied
    stands.
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
    """Writes labels and whys down: node by node where there is an order, circle by circle where there is none."""

    def __init__(self, graph: Graph, suppositions: Suppositions) -> None:
        self.judge = Judge(graph, suppositions)
        self.claim_whys: dict[int, Why] = {}
        self.inference_whys: dict[int, Why] = {}

    def decide(self, nodes: list[int]) -> None:
        """Judge nodes in the order given, each by the labels before it."""
        claims, claim_whys, judge_claim = self.judge.claims, self.claim_whys, self.judge.claim
        inferences, inference_whys, judge_inference = self.judge.inferences, self.inference_whys, self.judge.inference
        for node in nodes:
            if node >= 0:
                claims[node], claim_whys[node] = judge_claim(node)
            else:
                inferences[~node], inference_whys[~node] = judge_inference(~node)

    def untangle(self, nodes: list[int]) -> None:
        """Judge the nodes of a circle: a round at a time as far as that goes, and then what stays undecided."""
        for decided in settle(nodes, self.judge):
            self._decide_together(decided)
        undecided = dict.fromkeys(node for node in nodes if self._is_undecided(node))
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

    def _is_undecided(self, node: int) -> bool:
        return self.judge.claims[node] is CONTESTED if node >= 0 else self.judge.inferences[~node] is OPEN

    def _waits_for(self, node: int) -> list[int]:
        if node >= 0:
            why = self.claim_whys[node]
            return [~step for step in why.inferences] if why.code is WhyCode.RESTS_ON_CONTESTED else []
        why = self.inference_whys[~node]
        return [*why.claims, *(~step for step in why.inferences)]

    def _say_in_a_circle(self, nodes: list[int]) -> None:
        """Let each claim of a circle name the next steps and claims around it: all of them may be thousands."""
        inside = set(nodes)
        for node in nodes:
            if node >= 0:
                why = self.claim_whys[node]
                claims = tuple(claim for claim in why.claims if claim in inside)
                steps = tuple(step for step in why.inferences if ~step in inside)
                self.claim_whys[node] = Why(WhyCode.IN_A_CIRCLE, claims, steps)
