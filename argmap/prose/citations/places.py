"""Whether two pinpoints name the same place of a source, however they are spelled."""

from __future__ import annotations

import re
import unicodedata

DASHES = re.compile("[\u2010-\u2015\u2212]")
#: What may stand before the number of a page, and may be left out.
PAGES = re.compile(r"\b(?:at|pages?|pp?)\b\.?")
#: Words that have a shorter spelling.
SHORTER = (
    (re.compile(r"\bsect?(?:ion)?s?\b\.?|§+"), "§"),
    (re.compile(r"\bart(?:icle)?s?\b\.?"), "art"),
    (re.compile(r"\bpara(?:graph)?s?\b\.?|¶+"), "¶"),
)


def is_same_place(one: str, other: str) -> bool:
    """Whether “at 345” and “p. 345”, or “§ 102(b)” and “section 102 (b)”, are one place; nothing is one, too."""
    return _spelled(one) == _spelled(other)


def _spelled(locator: str) -> str:
    text = DASHES.sub("-", unicodedata.normalize("NFKC", locator)).casefold()
    text = PAGES.sub(" ", text)
    for words, short in SHORTER:
        text = words.sub(short, text)
    return re.sub(r"\s+", "", text).strip(".,;")
