"""What became of a text, word by word."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from fast_diff_match_patch import diff

#: A word, a run of space, or one sign: what is kept, removed or added as a whole.
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Tokens are compared as single characters; these stand above the surrogates.
FIRST = 0x10000
#: Seconds after which a comparison settles for a coarser answer.
LONGEST = 0.5


class Fate(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


FATES = {"=": Fate.KEPT, "-": Fate.REMOVED, "+": Fate.ADDED}


class Span(NamedTuple):
    """A stretch of text that is in both texts, in the older alone, or in the newer alone."""

    fate: Fate
    text: str


def differences(before: str, after: str, *, within: float = LONGEST) -> list[Span]:
    """Compare two texts word by word: spans whose kept and removed ones spell the older text, kept and added the newer.

    No span is empty and no two neighbours share a fate. Myers (1986), cleaned up so that words which stay by chance
    do not break a reworded phrase. `within` so many seconds it settles for a coarser answer.
    """
    codes: dict[str, str] = {}
    older, newer = (_encoded(text, codes) for text in (before, after))
    tokens = {code: token for token, code in codes.items()}
    found = diff(older, newer, timelimit=within, checklines=False, cleanup="Semantic", counts_only=False)
    return [Span(FATES[sign], "".join(tokens[code] for code in part)) for sign, part in found if part]


def _encoded(text: str, codes: dict[str, str]) -> str:
    """Spell a text with one character for each token, the same one wherever the token occurs."""
    return "".join(codes.setdefault(token, chr(FIRST + len(codes))) for token in TOKEN.findall(text))
