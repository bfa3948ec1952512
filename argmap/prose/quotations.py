"""Where the words of a quotation stand in a text, marks of omission honoured."""

from __future__ import annotations

import re

#: “…”, “...”, “. . .” and “* * *”, with the full stop that may stand before them.
OMISSION = re.compile(r"\s*(?:\.\s?\.\s?\.(?:\s?\.)?|…|\*\s?\*\s?\*)\s*")
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def spans(text: str, quotation: str) -> list[tuple[int, int]]:
    """Find the pieces of a quotation, in order: start and end (exclusive) of each in code points, or nothing.

    White space and the shape of quotation marks may differ, nothing else. All pieces must be found.
    """
    folded = text.translate(QUOTES)
    found: list[tuple[int, int]] = []
    at = 0
    for piece in OMISSION.split(quotation.translate(QUOTES)):
        if not piece.strip():
            continue
        pattern = r"\s+".join(re.escape(word) for word in piece.split())
        match = re.compile(pattern).search(folded, at)
        if match is None:
            return []
        found.append(match.span())
        at = match.end()
    return found
