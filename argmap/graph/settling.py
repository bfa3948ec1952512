"""The least fixpoint on a circle, where no judgement can come first because each waits for another."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.graph.circles import bears_on, inputs_of
from argmap.graph.judging import APPLIES, CONTESTED, FAILS, FOR, OPEN, STANDS, Judge


def settle(nodes: list[int], judge: Judge) -> Iterator[list[int]]:
    """Yield, round by round, the nodes of a circle that the rounds before suffice to decide, until no more can be.

    The caller judges a round's nodes and writes their labels into `judge` before it asks for the next round. Each node
    counts what it waits for, so that a decided node costs each neighbour one subtraction: linear in nodes and edges, as
    unit propagation is (Dowling & Gallier 1984).
    """
    waiting = _Waiting(nodes, judge)
    ready = [node for node in nodes if waiting.can_be_decided(node)]
    reached = set(ready)
    while ready:
        yield ready
        touched = [other for node in ready for other in waiting.pass_on(node)]
        ready = [node for node in dict.fromkeys(touched) if node not in reached and waiting.can_be_decided(node)]
        reached.update(ready)


class _Waiting:
    """What each node of a circle waits for; labels outside the circle are final."""

    __slots__ = ("graph", "judge", "missing", "reasons", "rebuttals", "settled_against", "settled_for")

    def __init__(self, nodes: list[int], judge: Judge) -> None:
        self.judge = judge
        self.graph = judge.graph
        self.missing: dict[int, int] = {}  # of an inference: premises that do not stand, undercuts that do not fail
        self.reasons: dict[int, int] = {}  # of a claim: reasons that do not fail; rebuttals that do not fail
        self.rebuttals: dict[int, int] = {}
        self.settled_for: set[int] = set()  # claims that have a reason which applies
        self.settled_against: set[int] = set()  # claims that have a rebuttal, inferences that have an input, against them
        for node in nodes:
            if node >= 0:
                bearing = self.graph.bearing_on[node]
                self.reasons[node] = sum(step.stance is FOR for step in bearing)
                self.rebuttals[node] = len(bearing) - self.reasons[node]
            else:
                self.missing[node] = len(inputs_of(self.graph, node))
        for node in nodes:
            for source in inputs_of(self.graph, node):
                self._hear(node, source)

    def can_be_decided(self, node: int) -> bool:
        """Whether what the node has heard suffices."""
        suppositions = self.judge.suppositions
        against = node in self.settled_against
        if node < 0:
            return against or not self.missing[node] or ~node in suppositions.set_aside
        if node in suppositions.granted or node in suppositions.denied:
            return True
        granted = self.graph.claims[node].granted
        if not self.rebuttals[node] and (granted or node in self.settled_for):
            return True
        return not self.reasons[node] and (against or not granted)

    def pass_on(self, node: int) -> list[int]:
        """Tell the nodes of the circle that a node bears on what became of it, and list them."""
        told = [other for other in bears_on(self.graph, node) if other in self.missing or other in self.reasons]
        for other in told:
            self._hear(other, node)
        return told

    def _hear(self, node: int, source: int) -> None:
        label = self.judge.claims[source] if source >= 0 else self.judge.inferences[~source]
        if label is CONTESTED or label is OPEN:
            return
        if node < 0:
            if label is STANDS or label is FAILS:
                self.missing[node] -= 1
            else:
                self.settled_against.add(node)
        elif self.graph.inferences[~source].stance is FOR:
            if label is APPLIES:
                self.settled_for.add(node)
            else:
                self.reasons[node] -= 1
        elif label is APPLIES:
            self.settled_against.add(node)
        else:
            self.rebuttals[node] -= 1
