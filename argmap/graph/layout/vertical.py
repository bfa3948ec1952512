"""The narrow drawing, for a phone: one claim, under it the steps that bear on it, under each step its
premises.

Steps hang on rails at the left: one rail for reasons, one for rebuttals, one for the undercuts of each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.graph.layout.edges import bracket, rail
from argmap.graph.layout.parts import bearing, folded
from argmap.graph.layout.shapes import TALL, Card, Drawing, Edge, Form, Junction, Wrap, shortened
from argmap.graph.model import Graph, Inference, Relation

INDENT = 52.0
RAIL = {Relation.SUPPORT: 8.0, Relation.REBUTTAL: 17.0, Relation.UNDERCUT: 37.0}
JUNCTION = {Relation.SUPPORT: 29.0, Relation.REBUTTAL: 29.0, Relation.UNDERCUT: 45.0}
ROW = 34.0


def vertical(graph: Graph, claim: int, *, wrap: Wrap, form: Form = TALL) -> Drawing:
    """Stack a claim, the steps that bear on it, and their premises in one column, less than 350 pixels wide.

    `wrap` breaks a text into lines of at most `form.text_width`. Each undercut follows its step. Claims
    further behind are counted on the cards, not drawn. Raises KeyError for a claim that is not in the graph.
    """
    steps = list(bearing(graph, claim))
    shown = [graph.claims[claim].id, *(premise for step in steps for premise in step.premises)]
    column = _Column(graph, wrap, form, folded(graph, shown), below=form.margin)
    root = column.card(claim, 0)
    for step in steps:
        column.step(step, root)
    width = INDENT + form.card_width + 2 * form.margin
    height = max(card.bottom for card in column.cards.values()) + form.margin
    return Drawing(tuple(column.nodes), tuple(column.edges), width, max(height, column.below - ROW / 2), form)


@dataclass(slots=True)
class _Column:
    """A column that grows downward."""

    graph: Graph
    wrap: Wrap
    form: Form
    hidden: Mapping[int, int]
    below: float
    nodes: list[Card | Junction] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    cards: dict[int, Card] = field(default_factory=dict)
    junctions: dict[int, Junction] = field(default_factory=dict)

    def card(self, claim: int, depth: int) -> Card:
        """Add a claim, unless it stands in the column already."""
        if claim not in self.cards:
            lines = shortened(self.wrap(self.graph.claims[claim].text), self.form.most_lines)
            hidden = self.hidden.get(claim, 0)
            height = self.form.card_height(len(lines), hidden)
            x = self.form.margin + INDENT * depth
            self.cards[claim] = Card(claim, x, self.below, self.form.card_width, height, lines, depth, hidden)
            self.nodes.append(self.cards[claim])
            self.below += height + self.form.gap
        return self.cards[claim]

    def step(self, step: Inference, root: Card) -> None:
        """Add a step and its premises, and the lines to them and to what it bears on."""
        x = self.form.margin + JUNCTION[step.relation]
        junction = Junction(step.id, x, self.below + ROW / 2, step.relation, step.scheme)
        self.nodes.append(junction)
        self.junctions[step.id] = junction
        self.below += ROW
        self.edges.append(self._target(junction, step, root))
        for premise in step.premises:
            again = premise in self.cards
            self.edges.append(self._premise(junction, self.card(premise, 1), again))
        self.below += self.form.gap / 2

    def _target(self, junction: Junction, step: Inference, root: Card) -> Edge:
        side = self.form.margin + RAIL[step.relation]
        if step.undercuts is None:
            path = rail(side, root.bottom, junction.x, junction.y)
            return Edge("target", step.id, root.claim, step.relation, path)
        target = self.junctions[step.undercuts]
        path = bracket(junction.x, junction.y, target.x, target.y, side)
        return Edge("target", step.id, None, step.relation, path, undercuts=target.inference)

    def _premise(self, junction: Junction, card: Card, again: bool) -> Edge:
        path = rail(junction.x, junction.y, card.x, card.middle)
        return Edge("premise", junction.inference, card.claim, junction.relation, path, again=again)
