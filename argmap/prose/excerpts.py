"""The part of a text that a reader should see, with the words that were looked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]
#: Between two marked words may stand so much, if it is neither letter nor digit, and both are one mark.
NARROW = 3


class Piece(NamedTuple):
    """Some of an excerpt, marked or not."""

    text: str
    is_marked: bool = False


def excerpt(text: str, spans: Sequence[Span], *, most: int) -> list[Piece]:
    """Cut about `most` code points out of a text where most is marked, at words, with “…” for what is left out.

    `spans` are what is marked, in order and apart, start and exclusive end in code points.
    """
    marks = _joined(text, spans)
    start, end = _window(text, marks, most)
    inside = [(max(first, start), min(last, end)) for first, last in marks if first < end and last > start]
    edges = [start, *(edge for span in inside for edge in span), end]
    cut = [Piece(text[a:b], number % 2 == 1) for number, (a, b) in enumerate(pairwise(edges)) if a < b]
    return [*_left_out(start > 0), *cut, *_left_out(end < len(text))]


def lead_in(words: str, *, most: int) -> str:
    """What stands before a passage, begun at a word where it was cut, with “…” for what is left out.

    It was cut if it is `most` code points long.
    """
    if len(words) < most:
        return words
    space = re.search(r"\s+", words)
    return f"…{words[space.end() if space else 0 :]}"


def lead_out(words: str, *, most: int) -> str:
    """What stands after a passage, ended at a word where it was cut, with “…” for what is left out.

    It was cut if it is `most` code points long.
    """
    if len(words) < most:
        return words
    space = re.search(r"\s+\S*\Z", words)
    return f"{words[: space.start() if space else None]}…"


def word_after(text: str, place: int, most: int) -> int:
    """The next beginning of a word, if it is no further away than `most`."""
    return next((at for at in range(place, place + most + 1) if at == 0 or text[at - 1].isspace()), place)


def word_before(text: str, place: int, most: int) -> int:
    """The last end of a word, if it is no further away than `most`."""
    return next((at for at in range(place, place - most - 1, -1) if at >= len(text) or text[at].isspace()), place)


def _left_out(is_cut: bool) -> Iterable[Piece]:
    return [Piece("…")] if is_cut else []


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Neighbouring words make one mark."""
    joined: list[Span] = []
    for start, end in spans:
        between = text[joined[-1][1] : start] if joined else ""
        if joined and len(between) <= NARROW and not any(character.isalnum() for character in between):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _window(text: str, marks: Sequence[Span], most: int) -> Span:
    """Where to cut: a little before the mark from which on most is marked, at the beginning if there is none."""
    if len(text) <= most:
        return 0, len(text)
    lead = most // 5
    starts = [max(0, start - lead) for start, _ in marks] or [0]
    start = max(starts, key=lambda begin: (_marked(marks, begin, begin + most), -begin))
    start = min(start, len(text) - most)
    begin, end = word_after(text, start, lead), word_before(text, start + most, lead)
    return (begin, end) if begin < end else (start, start + most)


def _marked(marks: Iterable[Span], start: int, end: int) -> int:
    return sum(last - first for first, last in marks if first >= start and last <= end)
