"""What a drawing is made of, and the measures it is made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from argmap.graph.model import Relation

Wrap = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """The measures of one kind of drawing, in pixels; `between` two columns is room for junctions."""

    card_width: float
    text_size: float
    tag_size: float
    line_height: float
    header: float
    padding: float
    gap: float
    between: float
    margin: float
    fold: float = 28
    most_lines: int = 6

    @property
    def text_width(self) -> float:
        """The room for a line of text in a card."""
        return self.card_width - 2 * self.padding

    @property
    def junction_slot(self) -> float:
        """The height a junction needs for itself: never more than the slot of the smallest card."""
        return self.header + self.line_height + self.padding + self.gap

    def card_height(self, lines: int, hidden: int) -> float:
        """How tall a card is with so many lines of text, and a fold where claims are hidden behind it."""
        return self.header + self.line_height * max(lines, 1) + self.fold * (hidden > 0) + self.padding


WIDE = Form(
    card_width=210,
    text_size=12.5,
    tag_size=10.5,
    line_height=16,
    header=23,
    padding=9,
    gap=18,
    between=144,
    margin=24,
)
TALL = Form(
    card_width=288,
    text_size=14,
    tag_size=12,
    line_height=19,
    header=27,
    padding=11,
    gap=12,
    between=0,
    margin=4,
)


@dataclass(frozen=True, slots=True)
class Card:
    """A claim where it is drawn: x, y is the upper left corner; `hidden` claims are folded behind it."""

    claim: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    depth: int
    hidden: int = 0

    @property
    def right(self) -> float:
        """The right border."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower border."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Junction:
    """A step where it is drawn: x, y is the centre, in which its premises meet."""

    inference: int
    x: float
    y: float
    relation: Relation
    scheme: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between a junction and a premise, or what it bears on; `again` if the premise stands elsewhere.

    `claim` is the premise or the conclusion; it is None where a step bears on the step `undercuts`.
    """

    kind: Literal["premise", "target"]
    inference: int
    claim: int | None
    relation: Relation
    path: str
    undercuts: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Cards and junctions in reading order, the edges between them, and the size of the whole."""

    nodes: tuple[Card | Junction, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    form: Form = WIDE

    @property
    def cards(self) -> tuple[Card, ...]:
        """The claims drawn, in reading order."""
        return tuple(node for node in self.nodes if isinstance(node, Card))

    @property
    def junctions(self) -> tuple[Junction, ...]:
        """The steps drawn, in reading order."""
        return tuple(node for node in self.nodes if isinstance(node, Junction))


def shortened(lines: Sequence[str], most: int) -> tuple[str, ...]:
    """At most so many lines; where some are left out, an ellipsis takes the room of the last word."""
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    words = last.rsplit(" ", 1)[0] if " " in last.strip() else last[:-2]
    return (*lines[: most - 1], words.rstrip(" ,;:.") + " …")
