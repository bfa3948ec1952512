"""Labels anew under one more supposition, as often as one likes: only what is downstream of it is judged again.

Here a label is a number, the same for claims and inferences: *in* (stands, applies), *undecided* or *out* (falls,
fails). An inference then needs no rules of its own. It is as a granted claim without reasons, with its undercuts
against it, and its premises too, those when they fall. So one rule judges every node from four counts: of the
reasons that are in and that are undecided, and of what speaks against it in effect and might yet do so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from argmap.graph.circles import components, inputs_of, is_circle
from argmap.graph.labels import ClaimLabel, InferenceLabel, Labelling
from argmap.graph.model import Graph, Stance
from argmap.graph.suppositions import Suppositions

IN, UNDECIDED, OUT = 1, 0, -1
CLAIM_LABELS = {IN: ClaimLabel.STANDS, UNDECIDED: ClaimLabel.CONTESTED, OUT: ClaimLabel.FALLS}
INFERENCE_LABELS = {IN: InferenceLabel.APPLIES, UNDECIDED: InferenceLabel.OPEN, OUT: InferenceLabel.FAILS}
NUMBERS = {label: number for labels in (CLAIM_LABELS, INFERENCE_LABELS) for number, label in labels.items()}


def supposed_labels(suppositions: Suppositions) -> dict[int, int]:
    """Give the label that each supposition fixes, by node; a claim both granted and denied is in."""
    labels = dict.fromkeys((~id for id in suppositions.set_aside), OUT)
    labels.update(dict.fromkeys(suppositions.denied, OUT))
    labels.update(dict.fromkeys(suppositions.granted, IN))
    return labels


def sides(graph: Graph, node: int) -> tuple[list[int], list[tuple[int, int]]]:
    """List the nodes that speak for a node, and those against it, each of these with the label by which it does."""
    if node >= 0:
        bearing = graph.bearing_on.get(node, ())
        reasons = [~step.id for step in bearing if step.stance is Stance.FOR]
        return reasons, [(~step.id, IN) for step in bearing if step.stance is Stance.AGAINST]
    against = [(premise, OUT) for premise in graph.inferences[~node].premises]
    return [], against + [(~step.id, IN) for step in graph.undercuts_of.get(~node, ())]


def upstream(graph: Graph, claims: Iterable[int], fixed: Mapping[int, int]) -> dict[int, None]:
    """Find the claims and all nodes that bear on them, nearest first, but not by way of a label that is fixed."""
    found = dict.fromkeys(claims)
    pending = [*found]
    for node in pending:
        if node not in fixed:
            fresh = [source for source in dict.fromkeys(inputs_of(graph, node)) if source not in found]
            found.update(dict.fromkeys(fresh))
            pending += fresh
    return found


class _Bearing(NamedTuple):
    """How a node counts with one that it bears on: by which label it decides something, and the two counts."""

    decides: int
    deciding: list[int]
    undecided: list[int]


class Relabelling:
    """A labelled argument, or all that bears on a claim, in which labels can be supposed and taken back.

    Nodes are held by *position*, inputs first, a circle in one row of positions: so what is to be judged next is
    always the least of the positions waiting, and all it rests on is final.
    """

    def __init__(self, graph: Graph, labelling: Labelling, nodes: Mapping[int, None], fixed: Mapping[int, int]) -> None:
        """Prepare the nodes, which hold the inputs of each but those with a fixed label; linear in nodes and edges.

        The labelling is the one under the fixed labels. Raises KeyError for a node that is not in it.
        """
        self.judged = 0
        self.positions: dict[int, int] = {}
        self._begins: list[int] = []  # by position: where its circle begins; on no circle, the position itself
        self._circles: dict[int, range] = {}
        self._arrange(graph, nodes, fixed)
        self.nodes = [*self.positions]
        claims, steps = labelling.claims, labelling.inferences
        self.labels = [NUMBERS[claims[node] if node >= 0 else steps[~node]] for node in self.nodes]
        self._granted = [node < 0 or graph.claims[node].granted for node in self.nodes]
        self._fixed = {self.positions[node] for node in fixed if node in self.positions}
        self._supposed: set[int] = set()
        self._before: dict[int, int] = {}
        self._reasons, self._open_reasons, self._opposed, self._threatened = ([0] * len(nodes) for _ in range(4))
        self._outputs: list[list[tuple[int, _Bearing]]] = [[] for _ in nodes]
        self._connect(graph, fixed)

    def label(self, node: int) -> int:
        """The present label of a node."""
        return self.labels[self.positions[node]]

    def suppose(self, labels: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Suppose the labels of some nodes, and judge what follows, inputs first, for as long as one goes on iterating.

        Yields a node's place and new label whenever all that changes from there on does so by way of this one
        label: what follows from it is then the same whatever it came from. `take_back` must come before the next call.
        """
        for node, label in labels.items():
            position = self.positions[node]
            self._supposed.add(position)
            self._write(position, label)
        waiting = sorted({self._begins[self.positions[node]] for node in labels})
        met = set(waiting)
        while waiting:
            begin = heappop(waiting)
            moved = self._judge_again(begin)
            if len(moved) == 1 and not waiting:
                yield moved[0], self.labels[moved[0]]
            for position in moved:
                for output, _ in self._outputs[position]:
                    if (place := self._begins[output]) not in met and place != begin:
                        met.add(place)
                        heappush(waiting, place)

    def suppose_fully(self, labels: Mapping[int, int]) -> None:
        """Suppose the labels of some nodes and judge everything that follows."""
        for _ in self.suppose(labels):
            pass

    def changed(self) -> list[int]:
        """List the nodes whose label is not what it was before the suppositions, inputs first."""
        before = self._before
        return [self.nodes[position] for position in sorted(before) if self.labels[position] != before[position]]

    def take_back(self) -> None:
        """Take the suppositions back, and all that followed."""
        for position, before in self._before.items():
            self._tell(position, before)
        self._before.clear()
        self._supposed.clear()

    def _arrange(self, graph: Graph, nodes: Mapping[int, None], fixed: Mapping[int, int]) -> None:
        def inputs(node: int) -> list[int]:
            return [] if node in fixed else inputs_of(graph, node)

        for component in components(nodes, inputs):
            begin = len(self.positions)
            self.positions.update(zip(component, range(begin, begin + len(component)), strict=True))
            self._begins += [begin] * len(component)
            if is_circle(component, inputs):
                self._circles[begin] = range(begin, begin + len(component))

    def _connect(self, graph: Graph, fixed: Mapping[int, int]) -> None:
        reason = _Bearing(IN, self._reasons, self._open_reasons)
        against = {label: _Bearing(label, self._opposed, self._threatened) for label in (IN, OUT)}
        for position, node in enumerate(self.nodes):
            reasons, opposing = ([], []) if node in fixed else sides(graph, node)
            bearing = [(source, reason) for source in reasons]
            for source, way in bearing + [(source, against[label]) for source, label in opposing]:
                label = self.label(source)
                self._outputs[self.positions[source]].append((position, way))
                if label == way.decides:
                    way.deciding[position] += 1
                elif label == UNDECIDED:
                    way.undecided[position] += 1

    def _judge_again(self, begin: int) -> list[int]:
        """Judge what is at a position, a circle as a whole, and list the positions that got another label."""
        circle = self._circles.get(begin)
        if circle is None:
            self._write(begin, self._judge(begin))
        else:
            self._settle(circle)
        before = self._before
        return [place for place in circle or (begin,) if before.get(place, self.labels[place]) != self.labels[place]]

    def _settle(self, circle: range) -> None:
        """Judge a circle from undecided on: a label follows only when it follows from labels that are decided."""
        unsettled = [position for position in circle if position not in self._supposed]
        for position in unsettled:
            self._write(position, UNDECIDED)
        while unsettled:
            position = unsettled.pop()
            if self.labels[position] == UNDECIDED and (label := self._judge(position)) != UNDECIDED:
                self._write(position, label)
                unsettled += [output for output, _ in self._outputs[position] if output in circle]

    def _judge(self, position: int) -> int:
        if position in self._supposed or position in self._fixed:
            return self.labels[position]
        self.judged += 1
        granted, supported, opposed = self._granted[position], self._reasons[position], self._opposed[position]
        if (granted or supported) and not opposed and not self._threatened[position]:
            return IN
        if not supported and not self._open_reasons[position] and (opposed or not granted):
            return OUT
        return UNDECIDED

    def _write(self, position: int, label: int) -> None:
        before = self.labels[position]
        if label != before:
            self._before.setdefault(position, before)
            self._tell(position, label)

    def _tell(self, position: int, label: int) -> None:
        """Change a label, and how the node counts with those that it bears on."""
        before, self.labels[position] = self.labels[position], label
        for output, way in self._outputs[position]:
            if before == way.decides:
                way.deciding[output] -= 1
            elif before == UNDECIDED:
                way.undecided[output] -= 1
            if label == way.decides:
                way.deciding[output] += 1
            elif label == UNDECIDED:
                way.undecided[output] += 1
