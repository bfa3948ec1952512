"""What a drawing is drawn with: colours, dashes, signs and words, and text that XML can hold."""

from __future__ import annotations

import re

from argmap.graph.model import Relation

PAPER, WASH, LINE, INK, SOFT = "#fcfbf6", "#f4f2eb", "#8c8880", "#27201a", "#615a52"
COLOUR = {Relation.SUPPORT: "#005e82", Relation.REBUTTAL: "#9c3a11", Relation.UNDERCUT: "#684182"}
DASHES = {
    Relation.SUPPORT: "",
    Relation.REBUTTAL: ' stroke-dasharray="5 3"',
    Relation.UNDERCUT: ' stroke-dasharray="1.5 3"',
}
STANCE = {Relation.SUPPORT: "for", Relation.REBUTTAL: "against", Relation.UNDERCUT: "undercut"}
SIGN = {Relation.SUPPORT: "+ supports", Relation.REBUTTAL: "✕ rebuts", Relation.UNDERCUT: "⊘ undercuts"}
NAME = {
    Relation.SUPPORT: "reason {} for {}",
    Relation.REBUTTAL: "rebuttal {} of {}",
    Relation.UNDERCUT: "undercut {} of {}",
}
NOUN = {Relation.SUPPORT: "reason", Relation.REBUTTAL: "rebuttal"}
SERIF = "'Argmap Signs', 'Source Serif 4', Charter, Georgia, serif"
SANS = "'Argmap Signs', 'Source Sans 3', system-ui, sans-serif"
HALO = f'paint-order="stroke" stroke="{WASH}" stroke-width="4" stroke-linejoin="round"'
SCHEME_LETTERS = 19

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
SHAPES = {"stands": "●", "contested": "◐", "falls": "○"}
TINTS = {"stands": "#005e82", "contested": "#7a4a00", "falls": "#9c3a11"}


def safe(text: str) -> str:
    """Text as XML 1.0 can hold it, in an element or a quoted attribute."""
    return _NOT_XML.sub("", text).translate(_ESCAPES)


def data(name: str, value: str) -> str:
    """A data attribute, or nothing where it has no value."""
    return f' data-{name}="{value}"' if value else ""


def counted(count: int, noun: str) -> str:
    """So many of a thing, in words."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
