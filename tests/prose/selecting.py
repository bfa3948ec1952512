"""What a browser selects on a page that tells where its letters are, as Hypothesis draws it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import NamedTuple

from hypothesis import strategies as st


class Letter(NamedTuple):
    """A code point of a page, with where it is said to begin and to end, and whether a selection may do so there."""

    letter: str
    start: int
    end: int
    may_begin: bool
    may_end: bool


class Reader(HTMLParser):
    """Counts as a page's script does: code points from the last place that was told, in NFC."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.letters, self.at, self.since = [], None, ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        at = dict(attrs).get("data-at")
        if at is not None:
            self.at, self.since = int(at), ""

    def handle_data(self, data):
        for letter in data if self.at is not None else ():
            start = self.at + len(unicodedata.normalize("NFC", self.since))
            self.since += letter
            self.letters.append((letter, start, self.at + len(unicodedata.normalize("NFC", self.since))))


def selectable(html):
    """The letters of a page. Browsers begin and end a selection between what is read as one letter, never inside."""
    found = Reader(html).letters
    joins = [is_joined(letter) for letter, *_ in found] + [False]
    return [
        Letter(*it, may_begin=not joins[n] and not it[0].isspace(), may_end=not joins[n + 1] and not it[0].isspace())
        for n, it in enumerate(found)
    ]


@st.composite
def selections(draw, letters):
    """Where a selection begins and ends by the page's counting, and its words."""
    begins = [n for n, it in enumerate(letters) if it.may_begin]
    ends = [n for n, it in enumerate(letters) if it.may_end and begins and n >= begins[0]]
    if not ends:
        return 0, 0, ""
    first = draw(st.sampled_from([n for n in begins if n <= ends[-1]]))
    last = draw(st.sampled_from([n for n in ends if n >= first]))
    words = "".join(it.letter for it in letters[first : last + 1])
    return letters[first].start, letters[last].end, words


def is_joined(letter):
    """Whether a code point joins the one before: a mark, or a vowel or final of Hangul."""
    return unicodedata.category(letter).startswith("M") or "\u1160" <= letter <= "\u11ff"


def without_signs(text):
    """A text without white space and what a list puts before its items."""
    return "".join(re.sub(r"^ +(?:•|\d+\.) ", "", unicodedata.normalize("NFC", text), flags=re.MULTILINE).split())
