"""Stored texts cut up for display, with the passages that citations quote marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from argmap.models import Citation, SourceText
from argmap.prose.quotations import Index, check
from argmap.queries.sources import SourcePage


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a stored text, the citations whose quotations cover it, and those of them whose words begin here."""

    text: str
    citations: tuple[Citation, ...] = ()
    begun: tuple[Citation, ...] = ()


@dataclass(slots=True)
class MarkedText:
    """A stored text as stretches, and the citations whose words were found in it."""

    row: SourceText
    stretches: list[Stretch] = field(default_factory=list)
    found: list[Citation] = field(default_factory=list)


def mark_quotations(page: SourcePage) -> list[MarkedText]:
    """Mark in each text of a source what is quoted from it, by whoever cites the source or read another in it."""
    quoting = [citation for citation in (*page.citations, *page.quoted) if citation.quotation]
    return [_marked(text, quoting) for text in page.texts]


def _marked(row: SourceText, citations: list[Citation]) -> MarkedText:
    marked, index = MarkedText(row), Index(row.text)
    spans = [(citation, list(check(citation.quotation, index, propose=False).pieces)) for citation in citations]
    marked.found = [citation for citation, places in spans if places]
    cuts = sorted({0, len(row.text), *(edge for _, places in spans for place in places for edge in place)})
    for start, end in pairwise(cuts):
        covering = tuple(citation for citation, places in spans if _covers(places, start, end))
        begun = tuple(citation for citation, places in spans if places and places[0][0] == start)
        marked.stretches.append(Stretch(row.text[start:end], covering, begun))
    return marked


def _covers(places: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in places)
