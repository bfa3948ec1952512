"""Passages: exact words of a canonical text, kept as W3C TextQuote and TextPosition selectors."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.fuzz import partial_ratio_alignment

CONTEXT = 32  # code points of prefix and suffix
CLOSE_ENOUGH = 60  # of 100: below it a hint would only puzzle
LONGEST = 3000  # code points of a passage that a reader marks
#: What a list puts before an item, which is no word of it.
LEAD = re.compile(r"^ +(?:•|\d+\.) ", re.MULTILINE)
BLOCK_OF_TEXT = re.compile(r"\S(?:(?!\n\n).)*(?<=\S)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a canonical text, what stands around them, and where: code points, `end` exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class NotInText(ValueError):
    """The words do not occur (so often); `nearest` is the passage most like them, if any is."""

    def __init__(self, words: str, nearest: Anchor | None = None, *, found: int = 0) -> None:
        hint = f" The nearest is “{nearest.exact}”." if nearest else ""
        times = f" so often, only {found} time(s)" if found else ""
        super().__init__(f"“{words}” is not in the text{times}.{hint}")
        self.words = words
        self.nearest = nearest
        self.found = found


class Ambiguous(ValueError):
    """The words occur `found` times and nothing says which occurrence is meant."""

    def __init__(self, words: str, found: int) -> None:
        super().__init__(f"“{words}” is {found} times in the text: say which occurrence is meant.")
        self.words = words
        self.found = found


class OtherWords(ValueError):
    """Other words stand at a place than those that were selected; `nearest` is where they do, or the most alike."""

    def __init__(self, words: str, nearest: Anchor | None = None) -> None:
        super().__init__(f"“{words}” does not stand there.")
        self.words = words
        self.nearest = nearest


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of `text[start:end]`; raises ValueError when that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no passage of a text of {len(text)} characters.")
    prefix = text[max(0, start - CONTEXT) : start]
    return Anchor(text[start:end], prefix, text[end : end + CONTEXT], start, end)


def find(text: str, words: str, occurrence: int | Literal["last"] | None = None) -> Anchor:
    """Return the anchor of `words` in a canonical text, the white space between them being any.

    `occurrence` counts from 1. Raises NotInText, or Ambiguous when the words occur more than once and
    no occurrence is given.
    """
    places = _places(text, words)
    if not places:
        raise NotInText(words, _nearest(text, words))
    if occurrence is None:
        if len(places) > 1:
            raise Ambiguous(words, len(places))
        occurrence = 1
    number = len(places) if occurrence == "last" else occurrence
    if not 1 <= number <= len(places):
        raise NotInText(words, found=len(places))
    return anchor(text, *places[number - 1])


def confirm(text: str, start: int, end: int, words: str, *, prefix: str = "", suffix: str = "") -> Anchor:
    """Return the anchor of a stretch that was selected on a page, if its words and those around it stand there.

    White space may differ, and the signs before the items of a list; at the ends of the stretch it is left out. Raises
    OtherWords.
    """
    if 0 <= start < end <= len(text):
        is_there = _bare(text[start:end]) == _bare(words) != ""
        before, after = _whole_lines(text, start, end)
        if is_there and _bare(before).endswith(_bare(prefix)) and _bare(after).startswith(_bare(suffix)):
            return trimmed(text, start, end)
    raise OtherWords(words, _nearest_to(text, start, words))


def trimmed(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a stretch without white space at its ends; raises ValueError where nothing is left."""
    words = text[max(start, 0) : end]
    return anchor(text, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def occurrences(text: str, words: str) -> list[Anchor]:
    """Return every place where `words` stand, the white space between them being any."""
    return [anchor(text, *place) for place in _places(text, words)]


def _bare(words: str) -> str:
    """Words without what a page may show otherwise: white space, and the signs before items.

    Letters and their marks stand apart, since what stands around words may have been cut between them.
    """
    return unicodedata.normalize("NFD", "".join(LEAD.sub("", words).split()))


def _whole_lines(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a stretch, more than a page sends along, and no line of it begun in its middle."""
    first = text.rfind("\n", 0, max(start - 8 * CONTEXT, 0)) + 1
    return text[first:start], text[end : end + 8 * CONTEXT]


def _nearest_to(text: str, start: int, words: str) -> Anchor | None:
    places = _places(text, words) if words.strip() else []
    if places:
        return anchor(text, *min(places, key=lambda place: abs(place[0] - start)))
    return _nearest(text, words) if words.strip() else None


def _places(text: str, words: str) -> list[tuple[int, int]]:
    parts = unicodedata.normalize("NFC", words).split()
    if not parts:
        raise ValueError("A passage needs at least one word.")
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    places = []
    match = pattern.search(text)
    while match:
        places.append(match.span())
        match = pattern.search(text, match.start() + 1)
    return places


def _nearest(text: str, words: str) -> Anchor | None:
    """Find the stretch most like `words`, widened to whole words and kept within one block."""
    if len(words) > len(text):
        return None
    alignment = partial_ratio_alignment(words, text, score_cutoff=CLOSE_ENOUGH)
    if alignment is None:
        return None
    start, end = alignment.dest_start, alignment.dest_end
    stretches = [match.span() for match in BLOCK_OF_TEXT.finditer(text, start, end)]
    start, end = max(stretches, key=lambda span: span[1] - span[0], default=(start, start))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return anchor(text, start, end) if start < end else None
