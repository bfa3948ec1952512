"""Quotations of a real text, right and wrong, for measuring the check; the same ones each time."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from argmap.library import shipped_folders
from argmap.prose.quotations import Index

SEED = 17
LENGTH, QUOTATIONS = 100_000, 200


def long_text() -> str:
    """The first 100,000 characters of the longest text that ships, repeated if there are fewer."""
    paths = (path for folder in shipped_folders() for path in (folder / "texts").glob("*.txt"))
    longest = max(paths, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    return (longest * (LENGTH // len(longest) + 1))[:LENGTH]


def quotations_of(index: Index) -> Sequence[str]:
    """Passages of 8 to 40 words in turn: as they stand, with words left out and marked, and with one word changed."""
    chance, found = Random(SEED), list[str]()
    for number in range(QUOTATIONS):
        length = chance.randrange(8, 40)
        first = chance.randrange(len(index.words) - length)
        words = [word.raw for word in index.words[first : first + length]]
        if number % 3:
            words[length // 2] = "…" if number % 3 == 1 else "zebra"
        found.append(" ".join(words))
    return found
