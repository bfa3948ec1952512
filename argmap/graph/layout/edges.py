"""The lines of a drawing, as SVG path data. In the wide one, premises enter a junction from the right."""

from __future__ import annotations

from argmap.graph.layout.shapes import Card, Edge, Junction
from argmap.graph.model import Relation

FAR = 90.0
#: How far from its border the lines run that lead to a card from far up or down, one lane a relation.
LANES = {Relation.SUPPORT: 12.0, Relation.REBUTTAL: 22.0, Relation.UNDERCUT: 32.0}


def premise_edge(junction: Junction, card: Card, *, again: bool) -> Edge:
    """From a premise's border to the centre of the junction."""
    if card.x <= junction.x:
        path = _round(card, junction)
    elif again or abs(card.middle - junction.y) < FAR:
        path = _curve(card.x, card.middle, junction.x, junction.y)
    else:
        path = _lane(card.x, card.middle, junction.x, junction.y, min(junction.x + 46, card.x - 10))
    return Edge("premise", junction.inference, card.claim, junction.relation, path, again=again)


def target_edge(junction: Junction, target: Card | Junction) -> Edge:
    """From the junction's centre to the border of its conclusion, or the centre of what it undercuts.

    What bears on a card from far away shares a lane beside it with its like, so that many lines look like one.
    """
    if isinstance(target, Junction):
        path = _hook(junction, target)
        return Edge("target", junction.inference, None, junction.relation, path, undercuts=target.inference)
    if abs(junction.y - target.middle) < FAR or junction.x <= target.right:
        path = _curve(junction.x, junction.y, target.right, target.middle)
    else:
        lane = target.right + LANES[junction.relation]
        path = _lane(junction.x, junction.y, target.right, target.middle, lane)
    return Edge("target", junction.inference, target.claim, junction.relation, path)


def number(value: float) -> str:
    """A length as it stands in the drawing: one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _points(*values: float) -> str:
    return " ".join(map(number, values))


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """Leaving and arriving level."""
    if abs(y1 - y2) < 0.05:
        return f"M{_points(x1, y1)} H{number(x2)}"
    bend = (x1 - x2) * 0.55 if x1 - x2 < 180 else 100
    return f"M{_points(x1, y1)} C{_points(x1 - bend, y1, x2 + bend, y2, x2, y2)}"


def _lane(x1: float, y1: float, x2: float, y2: float, lane: float) -> str:
    """Level to the lane, up or down along it, and level on, with round corners; x1 is at the right."""
    down = 1 if y2 > y1 else -1
    turn = min(8.0, abs(x1 - lane), abs(lane - x2), abs(y2 - y1) / 2)
    first = _points(lane, y1, lane, y1 + down * turn)
    second = _points(lane, y2, lane - turn, y2)
    return f"M{_points(x1, y1)} H{number(lane + turn)} Q{first} V{number(y2 - down * turn)} Q{second} H{number(x2)}"


def _round(card: Card, junction: Junction) -> str:
    """From a card at the left of the junction: out at its right border, and round to the junction's right."""
    out = card.middle + card.height / 4
    bends = _points(card.right + 70, out, junction.x + 70, junction.y, junction.x, junction.y)
    return f"M{_points(card.right, out)} C{bends}"


def _hook(junction: Junction, target: Junction) -> str:
    """Out at the left of an undercut, up into the junction it attacks, from below on the right."""
    reach = min(60.0, abs(junction.y - target.y) / 2)
    bend = (junction.x - target.x) * 0.8
    bends = _points(junction.x - bend, junction.y, target.x + 22, target.y + reach, target.x, target.y)
    return f"M{_points(junction.x, junction.y)} C{bends}"


def rail(x1: float, y1: float, x2: float, y2: float) -> str:
    """Up or down at x1, then level to x2, with a round corner."""
    across, down = (1 if x2 > x1 else -1), (1 if y2 > y1 else -1)
    radius = min(6.0, abs(x2 - x1), abs(y2 - y1))
    corner = _points(x1, y2, x1 + across * radius, y2)
    return f"M{_points(x1, y1)} V{number(y2 - down * radius)} Q{corner} H{number(x2)}"


def bracket(x1: float, y1: float, x2: float, y2: float, side: float) -> str:
    """Level to the rail at `side`, up or down along it, and level to x2."""
    return f"M{_points(x1, y1)} H{number(side)} V{number(y2)} H{number(x2)}"
