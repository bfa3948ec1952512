"""What later happened to a source, printed after its citation as the Bluebook does (rule 10.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from argmap.prose.citations.parsing import parse

#: Treatment → the words for it, and what parts them from the citation that follows.
COMMA, BY = ", ", " by "
PHRASES = {
    "affirmed": ("aff'd", COMMA),
    "reversed": ("rev'd", COMMA),
    "vacated": ("vacated", COMMA),
    "cert. denied": ("cert. denied", COMMA),
    "overruled": ("overruled", BY),
    "amended": ("amended", BY),
    "newer edition": ("superseded", BY),
}
EXTENTS = {"in whole": "", "in part": " in part", "on other grounds": " on other grounds"}
#: A history of histories is followed so far.
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Later:
    """Something that happened to a source: what, how far, by what (a citation), and what happened to that in turn."""

    treatment: str
    extent: str
    citation: str
    later: Sequence[Later] = ()


class Run(NamedTuple):
    """A stretch of a printed citation."""

    text: str
    is_italic: bool = False


def printed_with_history(citation: str, history: Sequence[Later]) -> list[Run]:
    """A citation and what happened later, in the order given; the words for what happened stand in italics."""
    return [Run(citation), *_history(_name(citation), history, DEEPEST)]


def _history(name: str, history: Sequence[Later], deep: int) -> Iterator[Run]:
    for it in history if deep else ():
        phrase, joint = PHRASES[it.treatment]
        words, cited, own = f"{phrase}{EXTENTS[it.extent]}", it.citation, _name(it.citation)
        if joint == BY:
            words, joint = f"{words} by", " "
        elif own and name and _is_same(own, name):
            cited = it.citation[len(own) :].lstrip(" ,")
        elif own and name:
            words, joint = f"{words} sub nom.", " "
        yield Run(", ")
        yield Run(words, is_italic=True)
        yield Run(f"{joint}{cited}")
        yield from _history(own or name, it.later, deep - 1)


def _name(citation: str) -> str:
    """The name of a case, if it is one and its citation begins with it."""
    cited = parse(citation)
    name = cited.part("name") if cited else ""
    return name if name and citation.startswith(name) else ""


def _is_same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one.casefold())) == "".join(filter(str.isalnum, other.casefold()))
