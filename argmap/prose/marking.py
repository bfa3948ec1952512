"""Passages marked in HTML: the runs of text they cover, wrapped, however they overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple, Protocol

from argmap.prose.canonical import BLOCKS, Token, read

Ids = tuple[int, ...]


class Span(NamedTuple):
    """A stretch of a canonical text in code points, `end` exclusive, under an id of its own."""

    start: int
    end: int
    id: int


class Pen(Protocol):
    """What writes the marks. `ids` are those covering a run, the span that begins first coming first."""

    def open(self, ids: Ids, first: Ids, in_link: bool) -> str:
        """Return what goes before a run; `first` are the ids that begin with it."""

    def close(self, ids: Ids, in_link: bool) -> str:
        """Return what goes after a run."""

    def after(self, ids: Ids) -> str:
        """Return what goes where the spans `ids` have ended; never inside a link."""

    def place(self, at: int) -> str:
        """Return what says that the next letter is the one at `at` of the canonical text.

        It comes before the first letter of every block, and wherever the letters counted from the last such place, in
        NFC, would no longer give the right number: after collapsed white space, a break, a composed letter.
        """


@dataclass(slots=True)
class Block:
    """A block of the document, its marked HTML, and where its canonical text begins and ends."""

    tag: str
    html: str
    start: int
    end: int
    span_ids: Ids


def mark(html: str, spans: Sequence[Span], pen: Pen) -> list[Block]:
    """Return sanitised HTML as its top-level blocks, every run covered by the same spans wrapped by `pen`.

    A run never reaches over a tag, so the nesting stays whole; the HTML of the blocks joined, without
    what the pen wrote, is `html`. Spans that cover no words leave no mark.
    """
    pieces = list(_cover(read(html), spans))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, piece in enumerate(pieces):
        for span_id in piece.ids:
            first.setdefault(span_id, number)
            last[span_id] = number
    writer = _Writer(pen)
    for number, piece in enumerate(pieces):
        begins = tuple(span_id for span_id in piece.ids if first[span_id] == number)
        ends = tuple(span_id for span_id in piece.ids if last[span_id] == number)
        writer.take(piece, begins, ends)
    return writer.blocks()


class _Piece(NamedTuple):
    token: Token
    start: int
    ids: Ids


def _cover(tokens: list[Token], spans: Sequence[Span]) -> Iterator[_Piece]:
    """Cut the tokens where spans begin and end, and say which spans cover each piece."""
    cuts, ids_from = _stretches(spans)
    at = 0
    for token in tokens:
        for piece in token.cut(at, cuts):
            end = at + len(piece.text)
            covering: dict[int, None] = {}
            if piece.source and piece.text:
                for stretch in range(max(bisect_right(cuts, at) - 1, 0), bisect_left(cuts, end)):
                    covering |= dict.fromkeys(ids_from[stretch])
            yield _Piece(piece, at, tuple(covering))
            at = end


def _stretches(spans: Sequence[Span]) -> tuple[list[int], list[Ids]]:
    """Return the sorted places where spans begin or end, and the ids that cover what follows each."""
    ranked = sorted(spans, key=lambda span: (span.start, -span.end))
    ranked = [span for span in ranked if span.start < span.end]
    begin, stop = defaultdict(list), defaultdict(list)
    for rank, span in enumerate(ranked):
        begin[span.start].append(rank)
        stop[span.end].append(rank)
    cuts = sorted(begin.keys() | stop.keys())
    active: list[int] = []
    ids_from: list[Ids] = []
    for cut in cuts:
        for rank in stop[cut]:
            active.remove(rank)
        for rank in begin[cut]:
            insort(active, rank)
        ids_from.append(tuple(ranked[rank].id for rank in active))
    return cuts, ids_from


@dataclass(slots=True)
class _Draft:
    tag: str
    start: int
    end: int
    html: list[str] = field(default_factory=list)
    ids: dict[int, None] = field(default_factory=dict)
    has_words: bool = False


class _Writer:
    """Writes pieces into blocks, opening and closing runs on the way."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.drafts: list[_Draft] = []
        self.run: Ids = ()
        self.loose: list[str] = []  # source without text after a run: inside it only if the run goes on
        self.ended: Ids = ()  # spans that ended in a link still open
        self.depth = 0
        self.links = 0
        self.counted: int | None = None  # the place of the next letter, as counted from the last one that was told

    def blocks(self) -> list[Block]:
        self._close_run()
        return [
            Block(draft.tag, "".join(draft.html), draft.start, draft.end, tuple(draft.ids)) for draft in self.drafts
        ]

    def take(self, piece: _Piece, begins: Ids, ends: Ids) -> None:
        if self.depth == 0:
            self._settle_block(piece.token, piece.start)
        piece = self._placed(piece)
        token = piece.token
        if piece.ids:
            self._write_in_run(piece, begins, ends)
        elif self.run and not token.text and (token.kind == "text" or token.tag == "br"):
            self.loose.append(token.source)
        else:
            self._close_run()
            self._write(token.source)
            self._step(token)
        self._extend_block(piece)

    def _placed(self, piece: _Piece) -> _Piece:
        """Put before a piece where it is, if counting does not lead there."""
        token = piece.token
        if token.kind != "text":
            if token.tag in BLOCKS:
                self.counted = None
            return piece
        letters = len(unescape(token.source))
        if not token.text or self.counted == piece.start:
            self.counted = None if self.counted is None else self.counted + letters
            return piece
        self.counted = piece.start + letters
        return piece._replace(token=Token(token.kind, self.pen.place(piece.start) + token.source, token.text))

    def _settle_block(self, token: Token, at: int) -> None:
        """Begin a block where one is due; white space between two belongs to the first."""
        opens_block = token.kind in ("open", "void") and token.tag in BLOCKS
        is_loose = not opens_block and (token.text or token.kind == "open")
        if opens_block or not self.drafts or (is_loose and self.drafts[-1].tag):
            self._close_run()
            self.drafts.append(_Draft(token.tag if opens_block else "", at, at))

    def _extend_block(self, piece: _Piece) -> None:
        draft = self.drafts[-1]
        draft.ids |= dict.fromkeys(piece.ids)
        if piece.token.text and piece.token.kind != "gap":
            draft.start = draft.start if draft.has_words else piece.start
            draft.end = piece.start + len(piece.token.text)
            draft.has_words = True

    def _write_in_run(self, piece: _Piece, begins: Ids, ends: Ids) -> None:
        if piece.ids != self.run:
            self._close_run()
            self.run = piece.ids
            self._write(self.pen.open(piece.ids, begins, self.links > 0))
        self._write(*self.loose, piece.token.source)
        self.loose.clear()
        if ends:
            self._close_run()
            self.ended += ends
            self._write_after()

    def _close_run(self) -> None:
        if self.run:
            self._write(self.pen.close(self.run, self.links > 0))
            self.run = ()
        if self.loose:
            self._write(*self.loose)
            self.loose.clear()

    def _step(self, token: Token) -> None:
        """Go into an element or out of it."""
        change = {"open": 1, "close": -1}.get(token.kind, 0)
        self.depth += change
        if token.tag == "a":
            self.links += change
            self._write_after()

    def _write_after(self) -> None:
        if self.ended and not self.links:
            self._write(self.pen.after(self.ended))
            self.ended = ()

    def _write(self, *html: str) -> None:
        self.drafts[-1].html.extend(html)
