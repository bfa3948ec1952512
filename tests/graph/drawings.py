"""What must hold of every drawing, for tests."""

from __future__ import annotations

import re
from textwrap import wrap

import pytest

from argmap.graph.layout import Card, Drawing, Edge, lay_out
from argmap.graph.model import Graph

ROUNDING = 0.11


def lines(text: str) -> list[str]:
    return wrap(text, 32)


def draw(argument: Graph, **options) -> Drawing:
    return lay_out(argument, wrap=lines, **options)


def ends(edge: Edge) -> list[tuple[float, float]]:
    """Where a path starts and where it ends."""
    commands = re.findall(r"([MCHVQ])([^MCHVQ]*)", edge.path)
    assert "".join(letter + values for letter, values in commands) == edge.path
    points = []
    x = y = 0.0
    for letter, values in commands:
        numbers = [float(value) for value in values.split()]
        x = numbers[0] if letter == "H" else x if letter == "V" else numbers[-2]
        y = numbers[0] if letter == "V" else y if letter == "H" else numbers[-1]
        points.append((x, y))
    return [points[0], points[-1]]


def on_border(point: tuple[float, float], card: Card) -> bool:
    x, y = point
    inside = card.x - ROUNDING <= x <= card.right + ROUNDING and card.y - ROUNDING <= y <= card.bottom + ROUNDING
    sides = (x - card.x, x - card.right, y - card.y, y - card.bottom)
    return inside and min(map(abs, sides)) <= ROUNDING


def assert_no_overlap(drawing: Drawing) -> None:
    cards = sorted(drawing.cards, key=lambda card: card.y)
    for place, card in enumerate(cards):
        for other in cards[place + 1 :]:
            assert other.y >= card.bottom or other.x >= card.right or card.x >= other.right
    for card in cards:
        assert card.x >= 0 and card.y >= 0
        assert card.right <= drawing.width and card.bottom <= drawing.height
        for junction in drawing.junctions:
            assert not (card.x <= junction.x <= card.right and card.y <= junction.y <= card.bottom)


def assert_edges_join(drawing: Drawing) -> None:
    cards = {card.claim: card for card in drawing.cards}
    centres = {junction.inference: (junction.x, junction.y) for junction in drawing.junctions}
    for edge in drawing.edges:
        points = ends(edge)
        at_junction = [point for point in points if point == pytest.approx(centres[edge.inference], abs=ROUNDING)]
        assert at_junction
        other = points[1 - points.index(at_junction[0])]
        if edge.claim is None:
            assert other == pytest.approx(centres[edge.undercuts], abs=ROUNDING)
        else:
            assert on_border(other, cards[edge.claim])
