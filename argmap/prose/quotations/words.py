"""A text as the words that a quotation is compared with, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

#: A letter or figure, or letters that somebody put in brackets within a word: lack[ed], [T]he.
LETTER = r"(?:[^\W_]|\[[^\W\d_]{1,12}\](?=[^\W_])|(?<=[^\W_])\[[^\W\d_]{1,12}\])"
BROKEN = r"[\u00ad\u2010-][^\S\n]{0,20}\n\s{0,20}"
#: A word, hyphens and apostrophes inside it included, also where a hyphen and a line's end break it.
WORD = re.compile(rf"{LETTER}+(?:(?:['’‘\u02bc\u00ad\u2010\u2011-]|{BROKEN}){LETTER}+)*")
#: What stands in a text without being part of it: numbers of pages, star pages and notes.
MARKS = re.compile(
    r"\[\*?\d{1,5}\]"  # [12] and [*12]
    r"|\*{1,2}\d{1,5}\b"  # *12
    r"|[\u00b9\u00b2\u00b3\u2070-\u2079]+"  # raised figures
    r"|(?<=[^\W\d_][.,;:”\"’)])\d{1,3}(?=\s|$)"  # a figure right after a word's stop: authorship.12
    r"|(?<=\n)[ \t]*(?:-[ \t]*)?\d{1,5}(?:[ \t]*-)?[ \t]*(?=\n)"  # a line with a page's number alone
    r"|(?<=\n)[ \t]*\[?[Pp]age \d{1,5}(?: of \d{1,5})?\]?[ \t]*(?=\n)"
)
UNWRITTEN = re.compile(r"[\u00ad\u2010\u2011\[\]-]|\s")
APOSTROPHES = re.compile(r"[’‘\u02bc]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it is compared, as it stands there, and from where to where (exclusive)."""

    folded: str
    raw: str
    start: int
    end: int


def fold(word: str) -> str:
    """Spell a word as it is compared: without case, ligatures, hyphens and brackets, with one kind of apostrophe."""
    if word.isalpha() and word.isascii():
        return word.lower()
    return APOSTROPHES.sub("'", UNWRITTEN.sub("", unicodedata.normalize("NFKC", word))).casefold()


def words_of(text: str) -> Iterator[Word]:
    """Give the words of a text in order, leaving out the marks of pages and notes."""
    marks = [match.span() for match in MARKS.finditer(text)]
    at = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        if at < len(marks) and marks[at][0] <= start and end <= marks[at][1]:
            continue
        if at < len(marks) and start < marks[at][0] < end:  # a raised figure at a word's end
            end = marks[at][0]
        raw = text[start:end]
        if folded := fold(raw):
            yield Word(folded, raw, start, end)


class Index:
    """A text made ready for many quotations: its words, and where each occurs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Sequence[Word] = list(words_of(text))
        places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            places[word.folded].append(number)
        self.places: Mapping[str, Sequence[int]] = dict(places)

    @cached_property
    def spelled(self) -> str:
        """All words as they are compared, one space between them."""
        return " ".join(word.folded for word in self.words)

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, both included."""
        return self.text[self.words[first].start : self.words[last].end]
