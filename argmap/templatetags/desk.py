"""How the desk says why something lies on it."""

from __future__ import annotations

from django import template

from argmap.graph.openings import FARTHEST_REACH
from argmap.models import DeskItem
from argmap.models.desk_item import ItemKind
from argmap.prose.quotations import Verdict
from argmap.queries.checks import is_near

register = template.Library()

#: What an item is called, and what several are called.
NOUNS = {
    ItemKind.QUOTATION: ("quotation", "quotations"),
    ItemKind.SOURCE: ("source not yet reviewed", "sources not yet reviewed"),
    ItemKind.CONTRIBUTION: ("contribution not yet reviewed", "contributions not yet reviewed"),
    ItemKind.WAITING: ("waiting to be published", "waiting to be published"),
    ItemKind.FLAG: ("flagged", "flagged"),
    ItemKind.APPEAL: ("answer to a decision", "answers to decisions"),
    ItemKind.TEXT: ("supplied text", "supplied texts"),
    ItemKind.LINK: ("link", "links"),
    ItemKind.UNPARSED: ("citation not understood", "citations not understood"),
    ItemKind.DUPLICATE: ("perhaps the same", "perhaps the same"),
    ItemKind.NEEDS_SOURCE: ("needs a source", "need a source"),
    ItemKind.MISREADING: ("misreading", "misreadings"),
}
VERDICTS = {
    "not found": "its words do not occur in the text on file",
    "needs review": "a person should look at what was changed",
    "not in the stored part": "its words are not in the part on file",
    "no text on file": "its own source has no text on file; such words were found elsewhere",
}
NEARLY = ", which has nearly the same words"
OUTCOMES = {"changed": "changed since it was first asked", "gone": "is gone", "unreachable": "cannot be reached"}


@register.filter
def kind_called(kind: str) -> str:
    """What an item of a kind is called."""
    return NOUNS[ItemKind(kind)][0]


@register.filter
def kinds_called(kind: str) -> str:
    """What items of a kind are called."""
    return NOUNS[ItemKind(kind)][1]


@register.filter
def because(item: DeskItem) -> str:
    """Why an item lies on the desk, in a few words."""
    if item.kind == ItemKind.QUOTATION and item.citation is not None and item.citation.found:
        verdict, is_part = item.citation.found["verdict"], item.citation.found["verdict"] == Verdict.NOT_IN_PART
        nearly = NEARLY if is_part and is_near(item.citation.found) else ""
        return VERDICTS.get(verdict, "" if item.is_settled else "it has changed since") + nearly
    return ""


@register.filter
def hanging(item: DeskItem) -> str:
    """How much hangs on an item: claims of its post, or those that cite its source."""
    number, is_one = item.reach, item.reach == 1
    if item.within_id is None:
        return "1 claim cites it" if is_one else f"{number} claims cite it"
    return "1 claim hangs on it" if is_one else f"{'at least ' * (number >= FARTHEST_REACH)}{number} claims hang on it"


@register.filter
def outcome(name: str) -> str:
    """What came of asking for an address."""
    return OUTCOMES.get(name, name)
