"""A handout as plain blocks, so that a page, a Markdown file and a Word file of it say the same words.

A run is some words that look alike; a line is a sequence of runs. All text is inert: no renderer reads markup in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

SPACE = re.compile(r"\s+")
#: What XML 1.0 cannot hold, and so no Word file either; other control characters have no business in a handout.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Look(StrEnum):
    """How a run looks; a label and a mark of the reader's own are strong where there is no colour."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LABEL = "label"
    MINE = "mine"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; `address` is where a page links them to: of the web, of the site (“/…”) or here (“#…”)."""

    text: str
    look: Look = Look.PLAIN
    address: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3 below the title; `anchor` is where links within the handout lead."""

    kind: ClassVar[str] = "heading"
    level: int
    line: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a byline is set smaller."""

    kind: ClassVar[str] = "paragraph"
    line: Line
    is_byline: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Exact words of another text, and where they stand."""

    kind: ClassVar[str] = "quotation"
    line: Line
    attribution: Line = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with further lines below it, and at the end of its first line the places it points to."""

    line: Line
    details: Sequence[Line] = ()
    places: Line = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of items; `name` tells style sheets what of."""

    kind: ClassVar[str] = "listing"
    items: Sequence[Item]
    name: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An argument in premise–conclusion form: numbered premises, the ruled line that names the step, what follows."""

    kind: ClassVar[str] = "step"
    premises: Sequence[Item]
    inference: Line
    conclusion: Line


Block = Heading | Paragraph | Quotation | Listing | Step


@dataclass(frozen=True, slots=True)
class Handout:
    """A titled sequence of blocks; `author` is whose it is, if anyone's, and `footer` stands on every printed page."""

    title: str
    footer: str
    author: str = ""
    blocks: list[Block] = field(default_factory=list)


def tidy(text: object) -> str:
    """Someone's text as every kind of file can hold it: nothing unprintable, white space of any kind is one space."""
    return SPACE.sub(" ", UNPRINTABLE.sub("", str(text)))


def run(text: object, look: Look = Look.PLAIN, address: str = "") -> Run:
    """A run of someone's text, tidied."""
    return Run(tidy(text), look, address)


def line(*parts: Run | str) -> Line:
    """A line of runs and plain words, without empty ones."""
    runs = (part if isinstance(part, Run) else run(part) for part in parts)
    return tuple(found for found in runs if found.text)


def joined(parts: Sequence[Line], between: str) -> Line:
    """Several lines as one, with the same words between them."""
    found: list[Run] = []
    for number, part in enumerate(part for part in parts if part):
        found += [*([run(between)] if number else []), *part]
    return tuple(found)


def lines(block: Block) -> Iterator[Line]:
    """The lines of a block, in reading order."""
    if isinstance(block, (Heading, Paragraph)):
        yield block.line
    elif isinstance(block, Quotation):
        yield from (block.line, block.attribution)
    else:
        for item in block.items if isinstance(block, Listing) else block.premises:
            yield from (item.line, item.places, *item.details)
        if isinstance(block, Step):
            yield from (block.inference, block.conclusion)


def words(handout: Handout) -> list[str]:
    """Every word of a handout, in reading order; what each way of writing it out must hold."""
    texts = ["".join(run.text for run in found) for block in handout.blocks for found in lines(block)]
    return " ".join([tidy(handout.title), *texts]).split()
