"""Stored texts cut up for display, with the passages that citations quote marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from argmap.models import Citation, SourceText
from argmap.models.source_text import LONGEST_PASSAGE
from argmap.operations.indexes import indexes_of
from argmap.prose.excerpts import word_after, word_before
from argmap.prose.quotations import Index, check
from argmap.queries.checks import AROUND
from argmap.queries.sources import SourcePage

Places = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a stored text, the citations whose quotations cover it, and those of them whose words begin here."""

    text: str
    citations: tuple[Citation, ...] = ()
    begun: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """As much of a text as may be shown around the words of one citation."""

    citation: Citation
    stretches: Sequence[Stretch]


@dataclass(slots=True)
class MarkedText:
    """A stored text, the citations whose words were found in it, and of its words those that are shown.

    `stretches` are all of them, for the one that is read; `passages` those around quotations where it is for checking
    only. `older` is the text on file before it with which it can be compared.
    """

    row: SourceText
    length: int
    found: list[Citation]
    stretches: Sequence[Stretch] = ()
    passages: list[Passage] = field(default_factory=list)
    older: SourceText | None = None


def mark_quotations(page: SourcePage, *, read: int | None = None) -> list[MarkedText]:
    """Find in each text of a source what is quoted from it, by whoever cites the source or read another in it.

    All words are there of the text that is to be `read`; unless it names one, that is the newest which is confirmed, or
    else the newest. One query.
    """
    quoting = [citation for citation in (*page.citations, *page.quoted) if citation.quotation]
    indexes = indexes_of([row.sha256 for row in page.texts])
    shown = [row for row in page.texts if not row.is_for_checking]
    by_choice = sorted(shown, key=lambda row: (row.pk != read, row.curation != "confirmed"))
    reading = next(iter(by_choice), None)
    marked = [_marked(row, indexes[row.sha256], quoting, is_read=row is reading) for row in page.texts]
    for text in marked:
        if not text.row.is_for_checking:
            text.older = next(
                (row for row in shown if row.pk < text.row.pk and row.is_whole == text.row.is_whole), None
            )
    return marked


def mark_text(row: SourceText, citations: Sequence[Citation], *, longest: int) -> MarkedText:
    """Find in one text what is quoted from it: marked in all its words, or in passages of one that is longer.

    Of one that is for checking only no more than passages are there. One query, none while the text is in memory.
    """
    index = indexes_of([row.sha256])[row.sha256]
    marked = _marked(row, index, citations, is_read=len(index.text) <= longest)
    if not marked.stretches and not marked.passages:
        marked.passages = [Passage(it, _passage(index.text, it, _pieces(it, index))) for it in marked.found]
    return marked


def _marked(row: SourceText, index: Index, citations: Sequence[Citation], *, is_read: bool) -> MarkedText:
    spans = [(citation, _pieces(citation, index)) for citation in citations]
    found = [(citation, places) for citation, places in spans if places]
    marked = MarkedText(row, len(index.text), [citation for citation, _ in found])
    if row.is_for_checking:
        marked.passages = [Passage(citation, _passage(index.text, citation, places)) for citation, places in found]
    elif is_read:
        marked.stretches = _stretches(index.text, found, 0, len(index.text))
    return marked


def _pieces(citation: Citation, index: Index) -> list[tuple[int, int]]:
    return list(check(citation.quotation, index, propose=False).pieces)


def _passage(text: str, citation: Citation, places: Places) -> list[Stretch]:
    """The words of a citation with what stands around them, cut at words, or where that is more than may be shown."""
    first, last = places[0][0], places[-1][1]
    start = word_after(text, max(first - AROUND, 0), min(first, AROUND))
    end = min(last + AROUND, start + LONGEST_PASSAGE, len(text))
    return _stretches(text, [(citation, places)], start, word_before(text, end, min(max(end - last, 0), AROUND)))


def _stretches(text: str, found: Sequence[tuple[Citation, Places]], first: int, last: int) -> list[Stretch]:
    edges = {edge for _, places in found for place in places for edge in place if first < edge < last}
    return [
        Stretch(
            text[start:end],
            tuple(citation for citation, places in found if _covers(places, start, end)),
            tuple(citation for citation, places in found if places[0][0] == start),
        )
        for start, end in pairwise(sorted({first, last, *edges}))
    ]


def _covers(places: Places, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in places)
