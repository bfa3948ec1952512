"""The least fixpoint on a circle, where no judgement can come first because each waits for another."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.graph.circles import bears_on, inputs_of
from argmap.graph.judging import APPLIES, CONTESTED, FAILS, FOR, OPEN, STANDS, Judge


def settle(nodes: list[int], judge: Judge) -> Iterator[list[int]]:
    """Yield, round by round, the nodes of a circle that the rounds before suffice to decide, until no more can be.

    The caller judges a round's nodes and writes their labels into `judge` before it asks for the next round.
    Each node counts what it waits for, so that a decided node costs each neighbour one subtraction: linear in
    nodes and edges, as unit propagation is (Dowling & Gallier 1984).
    """
    waiting = _Waiting(nodes, judge)
    ready = [node for node in nodes if waiting.can_be_decided(node)]
    reached = set(ready)
    while ready:
        yield ready
        touched = dict.fromkeys(other for node in ready for other in waiting.pass_on(node))
        ready = [node for node in touched if node not in reached and waiting.can_be_decided(node)]
        reached.update(ready)


class _Waiting:
    """What each node of a circle waits for; labels outside the circle are final.

    An inference waits for premises to stand and undercuts to fail, a claim for its reasons and for its
    rebuttals to fail.
    """

    __slots__ = ("graph", "judge", "opposed", "premises", "reasons", "rebuttals", "supported")

    def __init__(self, nodes: list[int], judge: Judge) -> None:
        self.judge = judge
        self.graph = judge.graph
        self.premises: dict[int, int] = {}
        self.reasons: dict[int, int] = {}
        self.rebuttals: dict[int, int] = {}
        self.supported: set[int] = set()  # claims with a reason that applies
        self.opposed: set[int] = set()  # claims with a rebuttal that applies, inferences that have to fail
        for node in nodes:
            if node < 0:
                self.premises[node] = len(inputs_of(self.graph, node))
                continue
            bearing = self.graph.bearing_on[node]
            self.reasons[node] = sum(step.stance is FOR for step in bearing)
            self.rebuttals[node] = len(bearing) - self.reasons[node]
        for node in nodes:
            for source in inputs_of(self.graph, node):
                self._hear(node, source)

    def can_be_decided(self, node: int) -> bool:
        """Whether what the node has heard suffices."""
        suppositions = self.judge.suppositions
        opposed = node in self.opposed
        if node < 0:
            return opposed or not self.premises[node] or ~node in suppositions.set_aside
        if node in suppositions.granted or node in suppositions.denied:
            return True
        granted = self.graph.claims[node].granted
        if not self.rebuttals[node] and (granted or node in self.supported):
            return True
        return not self.reasons[node] and (opposed or not granted)

    def pass_on(self, node: int) -> list[int]:
        """Tell the nodes of the circle that a node bears on what became of it, and list them."""
        affected = bears_on(self.graph, node)
        told = [other for other in affected if other in self.premises or other in self.reasons]
        for other in told:
            self._hear(other, node)
        return told

    def _hear(self, node: int, source: int) -> None:
        label = self.judge.claims[source] if source >= 0 else self.judge.inferences[~source]
        if label is CONTESTED or label is OPEN:
            return
        if node < 0:
            if label is STANDS or label is FAILS:
                self.premises[node] -= 1
            else:
                self.opposed.add(node)
        elif self.graph.inferences[~source].stance is FOR:
            if label is APPLIES:
                self.supported.add(node)
            else:
                self.reasons[node] -= 1
        elif label is APPLIES:
            self.opposed.add(node)
        else:
            self.rebuttals[node] -= 1
