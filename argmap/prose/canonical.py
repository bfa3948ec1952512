"""The canonical text of a piece of HTML: what the offsets of passages count, in code points.

The rule, for HTML that has gone through `markup.render`:
- blocks stand apart by one blank line, and a rule (`hr`) between two blocks is one more empty line;
- an item of a list begins with "  • ", of a numbered one with "  1. ", two spaces more for each level inside;
- a row of a table is a block and its cells are apart by a tab; `br` is a line feed;
- white space is collapsed as a browser does it, but kept in `pre`, whose outer line feeds are dropped;
- the whole is NFC with LF and has no final line feed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import Literal

CELLS = frozenset({"td", "th"})
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
TABLES = CELLS | {"table", "thead", "tbody", "tr"}
BLOCKS = HEADINGS | TABLES | {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "div"}
HTML_SPACE = " \t\n\r\f"
VOID = frozenset({"br", "hr", "img", "wbr"})
PARTS = re.compile(r"[ \t\n\r\f]+|&[^;\s]+;|[^ \t\n\r\f&]+|&")
Kind = Literal["open", "close", "void", "text", "lead", "gap"]
Attributes = dict[str, str | None]


@dataclass(slots=True)
class Token:
    """A stretch of HTML source and the canonical text it makes; a lead or a gap has text but no source."""

    kind: Kind
    source: str
    text: str = ""
    tag: str = ""

    def cut(self, at: int, cuts: list[int]) -> Iterator[Token]:
        """Give the token, whose text begins at `at`, in pieces cut at those of the sorted `cuts` inside it.

        A character reference, collapsed white space or a composed character stays whole.
        """
        inside = cuts[bisect_right(cuts, at) : bisect_left(cuts, at + len(self.text))]
        if not inside or len(self.source) != len(self.text):
            yield self
            return
        for start, end in pairwise([at, *inside, at + len(self.text)]):
            part = slice(start - at, end - at)
            yield Token(self.kind, self.source[part], self.text[part], self.tag)


def canonical_text(html: str) -> str:
    """Return the plain text of sanitised HTML by the rule of this module."""
    return "".join(token.text for token in read(html))


def read(html: str) -> list[Token]:
    """Return tokens whose sources joined are `html` and whose texts joined are its canonical text."""
    events = _Events(html).events
    reading = _Reading()
    for event, end in zip(events, [*(event.at for event in events), len(html)][1:], strict=True):
        reading.take(event, html[event.at : end])
    return _compose(reading.tokens)


@dataclass(frozen=True, slots=True)
class _Event:
    at: int
    kind: Kind
    tag: str = ""
    attributes: Attributes = field(default_factory=dict)


class _Events(HTMLParser):
    """Where each tag and each stretch of text begins."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[_Event] = []
        self.lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def _add(self, kind: Kind, tag: str = "", attributes: list[tuple[str, str | None]] | None = None) -> None:
        line, column = self.getpos()
        self.events.append(_Event(self.lines[line - 1] + column, kind, tag, dict(attributes or [])))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("void" if tag in VOID else "open", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add("close", tag)

    def handle_data(self, data: str) -> None:
        self._add("text")

    def handle_entityref(self, name: str) -> None:
        self._add("text")

    def handle_charref(self, name: str) -> None:
        self._add("text")

    def handle_comment(self, data: str) -> None:
        self._add("void")


class _Reading:
    """The state of the rule while it goes through the events of a document."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.waiting: list[Token] = []  # white space and breaks that count only if words follow
        self.at_start = True  # of a block or a cell
        self.after_words = False  # somewhere above
        self.block_due = False
        self.rules = 0
        self.tabs = 0
        self.first_cell = True
        self.lead = ""
        self.lists: list[int | None] = []  # the next number; None for bullets
        self.preformatted = 0

    def take(self, event: _Event, source: str) -> None:
        if event.kind == "text":
            for part in PARTS.findall(source):
                self._write(part)
            return
        token = Token(event.kind, source, tag=event.tag)
        if event.tag in CELLS:
            self._cell(event.kind)
        elif event.tag in BLOCKS:
            self._block(event)
        elif event.tag == "br":
            self.waiting.append(token)
        self.tokens.append(token)

    def _write(self, source: str) -> None:
        is_space = source[0] in HTML_SPACE
        if is_space and self.preformatted and self.at_start:
            indent = source.lstrip("\n")
            self.tokens.append(Token("text", source.removesuffix(indent)))
            source = indent
        elif is_space:
            self.tokens.append(Token("text", source))
            self.waiting.append(self.tokens[-1])
            return
        if source:
            self._settle()
            self._begin()
            self.tokens.append(Token("text", source, unescape(source)))

    def _settle(self) -> None:
        """Words come: what white space before them counts gets its text."""
        breaks = [token for token in self.waiting if token.kind == "void"]
        if self.preformatted:
            for token in self.waiting:
                token.text = token.source
        elif self.waiting and not breaks and not self.at_start:
            self.waiting[0].text = " "
        for token in breaks:
            token.text = "" if self.at_start else "\n"
        self.waiting.clear()

    def _begin(self) -> None:
        """Words come: put what the rule asks for before the first ones of a block or a cell."""
        gap = "\n" * (2 + self.rules) if self.block_due and self.after_words else ""
        gap += "\t" * self.tabs
        if gap:
            self.tokens.append(Token("gap", "", gap))
        if self.lead:
            self.tokens.append(Token("lead", "", self.lead))
        self.at_start = self.block_due = False
        self.after_words = True
        self.rules = self.tabs = 0
        self.lead = ""

    def _boundary(self) -> None:
        self.waiting.clear()
        self.at_start = True

    def _cell(self, kind: Kind) -> None:
        self._boundary()
        if kind == "open":
            self.tabs += 0 if self.first_cell else 1
            self.first_cell = False

    def _block(self, event: _Event) -> None:
        self._boundary()
        self.block_due = True
        opens = event.kind == "open"
        match event.tag:
            case "hr":
                self.rules += self.after_words
            case "tr":
                self.first_cell, self.tabs = True, 0
            case "pre":
                self.preformatted += 1 if opens else -1
            case "ul" | "ol" if opens:
                self.lists.append(_first_number(event.attributes) if event.tag == "ol" else None)
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "li":
                self.lead = self._lead() if opens else ""

    def _lead(self) -> str:
        number = self.lists[-1] if self.lists else None
        indent = "  " * max(len(self.lists), 1)
        if number is None:
            return f"{indent}• "
        self.lists[-1] = number + 1
        return f"{indent}{number}. "


def _first_number(attributes: Attributes) -> int:
    start = attributes.get("start") or "1"
    return int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1


def _compose(tokens: list[Token]) -> list[Token]:
    """Bring the texts into NFC, also where a mark stands in another element than the letter it joins."""
    raw = "".join(token.text for token in tokens)
    if unicodedata.is_normalized("NFC", raw):
        return tokens
    composed, cuts = _composed_characters(raw)
    pieces = []
    at = 0
    for token in tokens:
        for piece in token.cut(at, cuts):
            end = at + len(piece.text)
            pieces.append(Token(piece.kind, piece.source, "".join(composed[at:end]), piece.tag))
            at = end
    return pieces


def _composed_characters(raw: str) -> tuple[list[str], list[int]]:
    """Return what each character of `raw` becomes, and where the clusters that change begin and end."""
    composed = list(raw)
    cuts = []
    starts = [at for at, character in enumerate(raw) if at == 0 or not _combines(character)]
    for start, end in pairwise([*starts, len(raw)]):
        cluster = unicodedata.normalize("NFC", raw[start:end])
        if cluster != raw[start:end]:
            composed[start:end] = [cluster] + [""] * (end - start - 1)
            cuts += [start, end]
    return composed, cuts


def _combines(character: str) -> bool:
    """Whether NFC may join it with the one before: marks, and the vowels and finals of Hangul."""
    in_hangul = "\u1161" <= character <= "\u1175" or "\u11a8" <= character <= "\u11c2"
    return in_hangul or unicodedata.category(character).startswith("M")
