"""Which word was meant by one that is spelled wrong."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

#: A shorter word has too many others beside it.
SHORTEST = 4
#: From this length on two slips are allowed, in shorter words one.
LONG = 7


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that takes the fewest slips to become this one; None where all take too many.

    A slip is a letter too many, missing or wrong, or two that changed places (optimal string alignment, Damerau 1964).
    Of several as near, the one that begins like it and then the first in the alphabet.
    """
    if len(word) < SHORTEST:
        return None
    allowed = 1 if len(word) < LONG else 2
    near = ((OSA.distance(word, other, score_cutoff=allowed), other[:1] != word[:1], other) for other in known)
    slips, _, best = min(near, default=(allowed + 1, True, ""))
    return best if slips <= allowed else None
