"""The drawn map: where every claim, step and line of an argument stands. Lengths are CSS pixels."""

from __future__ import annotations

from argmap.graph.layout.parts import folded, neighbourhood, unsettled, upper_levels
from argmap.graph.layout.shapes import TALL, WIDE, Card, Drawing, Edge, Form, Junction, Wrap
from argmap.graph.layout.tidy import lay_out
from argmap.graph.layout.vertical import vertical

__all__ = [
    "TALL",
    "WIDE",
    "Card",
    "Drawing",
    "Edge",
    "Form",
    "Junction",
    "Wrap",
    "folded",
    "lay_out",
    "neighbourhood",
    "unsettled",
    "upper_levels",
    "vertical",
]
