"""The wide drawing: main claims at the left, what bears on them to the right, growing downward.

Every claim and step owns a horizontal strip of the page, as high as what stands in it, with the strips of
what bears on it inside, in order, and stands at its top: so a claim, its first reason and that reason's first
premise are in one line, and a reader who starts at the upper left sees the argument's spine. Strips side by side
never overlap, so neither do cards. Strips make the drawing calm: when a step comes in last with one new premise,
the strips around it grow by at most the new card's slot (its height and the gap under it). So what stands below
moves down by at most that much, and nothing else moves. Reingold & Tilford (1981) pack subtrees closer, by their
outlines, and centre a node on its children; there one leaf can move cards far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from argmap.graph.layout.edges import premise_edge, target_edge
from argmap.graph.layout.forest import Forest, grow
from argmap.graph.layout.parts import upper_levels
from argmap.graph.layout.shapes import WIDE, Card, Drawing, Edge, Form, Junction, Wrap, shortened
from argmap.graph.model import Graph, Inference

# Where junctions stand in the room between two columns, as a share of it. An undercut stands to the right of
# what it attacks, by ever less in a chain of undercuts, so that the last one keeps clear of the cards.
NEAREST, FARTHEST, NARROWING = 0.48, 0.74, 0.45


@dataclass(slots=True)
class Strip:
    """What a claim or a step owns: a head, where it stands beside its `inner` strips, and `outer` ones below.

    `own` is the height it needs itself, `within` that of the inner strips, `extent` that of everything.
    """

    claim: int = 0
    step: Inference | None = None
    depth: int = 0
    rank: int = 0
    own: float = 0
    lines: tuple[str, ...] = ()
    inner: list[Strip] = field(default_factory=list)
    outer: list[Strip] = field(default_factory=list)
    within: float = 0
    head: float = 0
    extent: float = 0
    top: float = 0

    @property
    def centre(self) -> float:
        """Where its card or junction stands: at the top, a step in line with its first premise."""
        if self.step is not None and self.inner:
            return self.inner[0].centre
        return self.top + self.own / 2


def lay_out(
    graph: Graph,
    *,
    wrap: Wrap,
    roots: Sequence[int] | None = None,
    limit: int | None = None,
    hidden: Mapping[int, int] | None = None,
    form: Form = WIDE,
) -> Drawing:
    """Place every claim once, and every step that bears on something drawn; deterministic, and near-linear.

    `wrap` breaks a text into lines of at most `form.text_width`; `roots` stand at the left (by default the
    main claims); more than `limit` claims are cut to the upper levels; `hidden` counts the claims folded
    behind each.
    """
    if limit is not None and len(graph.claims) > limit:
        graph, hidden = upper_levels(graph, limit)
    forest = grow(graph, graph.main if roots is None else roots)
    drawn = _Wide(graph, forest, wrap, hidden or {}, form)
    strips = drawn.strips()
    _settle(strips)
    return drawn.drawing(strips)


@dataclass(frozen=True, slots=True)
class _Wide:
    graph: Graph
    forest: Forest
    wrap: Wrap
    hidden: Mapping[int, int]
    form: Form

    def strips(self) -> list[Strip]:
        """All strips in reading order: each before what is in it."""
        ordered: list[Strip] = []
        waiting = [self._of_claim(root, 0) for root in reversed(self.forest.roots)]
        while waiting:
            strip = waiting.pop()
            ordered.append(strip)
            if strip.step is None:
                bearing = (*self.graph.reasons_for(strip.claim), *self.graph.rebuttals_of(strip.claim))
                strip.inner = [self._of_step(step, strip.depth, 0) for step in bearing]
            else:
                brought = self.forest.brought_by(strip.step)
                strip.inner = [self._of_claim(claim, strip.depth + 1) for claim in brought]
                undercuts = self.graph.undercuts_of.get(strip.step.id, ())
                strip.outer = [self._of_step(step, strip.depth, strip.rank + 1) for step in undercuts]
            waiting.extend(reversed(strip.outer))
            waiting.extend(reversed(strip.inner))
        return ordered

    def _of_claim(self, claim: int, depth: int) -> Strip:
        lines = shortened(self.wrap(self.graph.claims[claim].text), self.form.most_lines)
        height = self.form.card_height(len(lines), self.hidden.get(claim, 0))
        return Strip(claim=claim, depth=depth, own=height + self.form.gap, lines=lines)

    def _of_step(self, step: Inference, depth: int, rank: int) -> Strip:
        return Strip(step=step, depth=depth, rank=rank, own=self.form.junction_slot)

    def drawing(self, strips: Sequence[Strip]) -> Drawing:
        """Cards, junctions and edges from settled strips."""
        nodes = tuple(self._node(strip) for strip in strips)
        cards = {node.claim: node for node in nodes if isinstance(node, Card)}
        junctions = {node.inference: node for node in nodes if isinstance(node, Junction)}
        edges: list[Edge] = []
        for junction in junctions.values():
            step = self.graph.inferences[junction.inference]
            if step.conclusion is not None:
                edges.append(target_edge(junction, cards[step.conclusion]))
            elif step.undercuts is not None:
                edges.append(target_edge(junction, junctions[step.undercuts]))
            edges.extend(
                premise_edge(junction, cards[premise], again=self.forest.homes[premise] != step.id)
                for premise in step.premises
            )
        margin = self.form.margin
        width = max((card.right for card in cards.values()), default=margin) + margin
        height = max((strip.top + strip.extent for strip in strips), default=self.form.gap)
        return Drawing(nodes, tuple(edges), width, height - self.form.gap + 2 * margin, self.form)

    def _node(self, strip: Strip) -> Card | Junction:
        form = self.form
        x = form.margin + strip.depth * (form.card_width + form.between)
        y = strip.centre - form.gap / 2 + form.margin
        if strip.step is not None:
            x += form.card_width + form.between * (FARTHEST - (FARTHEST - NEAREST) * NARROWING**strip.rank)
            return Junction(strip.step.id, x, y, strip.step.relation, strip.step.scheme)
        height = strip.own - form.gap
        hidden = self.hidden.get(strip.claim, 0)
        return Card(strip.claim, x, y - height / 2, form.card_width, height, strip.lines, strip.depth, hidden)


def _settle(strips: Sequence[Strip]) -> None:
    """Give every strip its height, from the last to the first, and then its place, from the first on."""
    for strip in reversed(strips):
        strip.within = sum(child.extent for child in strip.inner)
        strip.head = max(strip.own, strip.within)
        strip.extent = strip.head + sum(child.extent for child in strip.outer)
    below = 0.0
    for strip in strips:
        if strip.step is None and strip.depth == 0:
            strip.top, below = below, below + strip.extent
        at = strip.top
        for child in strip.inner:
            child.top, at = at, at + child.extent
        at = strip.top + strip.head
        for child in strip.outer:
            child.top, at = at, at + child.extent
