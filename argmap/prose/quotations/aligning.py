"""A quotation laid beside a stretch of text, word by word: which words stand in it, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from argmap.prose.quotations.marks import Item, ItemKind, Marked
from argmap.prose.quotations.matching import LONGEST_OMISSION, LONGEST_REPLACED, is_altered
from argmap.prose.quotations.words import Word

#: What a word costs that the text has and the quotation passes over without a mark: of the first few in a row, and of
#: any more. A word that both have is worth 1.
PASSED_OVER, FEW, PASSED_OVER_TOO = 0.5, 4, 0.05
#: So many pairs of equal words are weighed at most; a stretch with more is compared with nothing.
MOST_PAIRS = 20_000


class Run(NamedTuple):
    """So many words in a row that both have: from which of the quotation's, and from which of the stretch's."""

    ours: int
    theirs: int
    size: int

    @property
    def our_end(self) -> int:
        return self.ours + self.size

    @property
    def their_end(self) -> int:
        return self.theirs + self.size


@dataclass(slots=True)
class Quoted:
    """The words of a quotation, and its marks: omissions and brackets, by the word that they stand before."""

    words: list[Item] = field(default_factory=list)
    marks: dict[int, list[Item]] = field(default_factory=dict)

    def marks_in(self, first: int, end: int) -> Sequence[Item]:
        """The marks before these words, between them and after them."""
        return [mark for number in range(first, end + 1) for mark in self.marks.get(number, ())]

    def room_in(self, first: int, end: int) -> int:
        """How many words of a text those marks may stand for."""
        return sum(
            LONGEST_OMISSION if mark.kind is ItemKind.GAP else LONGEST_REPLACED for mark in self.marks_in(first, end)
        )


def quoted(marked: Marked) -> Quoted:
    """Tell the words of a quotation from its marks."""
    found = Quoted()
    for item in marked.items:
        if item.kind in (ItemKind.WORD, ItemKind.ALTERED):
            found.words.append(item)
        else:
            found.marks.setdefault(len(found.words), []).append(item)
    return found


def align(ours: Quoted, stretch: Sequence[Word]) -> list[Run]:
    """The runs of words that both have, in order; none where the work would be too much."""
    wanted, there = [_as_there(item, stretch) for item in ours.words], [word.folded for word in stretch]
    often = Counter(there)
    if sum(often[word] for word in wanted) > MOST_PAIRS:
        return []
    blocks = SequenceMatcher(None, wanted, there, autojunk=False).get_matching_blocks()
    return [run for block in blocks if block.size for run in _cut(Run(*block), ours)]


def best_of(runs: Sequence[Run], ours: Quoted) -> tuple[float, Sequence[Run]]:
    """Those neighbouring runs that are worth most together, and how much: a stray word far away costs more than it is.

    Words that the quotation marks as left out cost nothing.
    """
    best, found = 0.0, runs[:0]
    worth, since = 0.0, 0
    for number, run in enumerate(runs):
        joined = worth - _cost(runs[number - 1], run, ours) if number else 0.0
        if joined <= 0:
            joined, since = 0.0, number
        worth = joined + run.size
        if worth >= best:
            best, found = worth, runs[since : number + 1]
    return best, found


def differing(runs: Sequence[Run], ours: Quoted) -> int:
    """How many words are otherwise in one of both, but for those left out with a mark and what stands around."""
    if not runs:
        return len(ours.words)
    ends = runs[0].ours + len(ours.words) - runs[-1].our_end
    return ends + sum(
        max(following.ours - run.our_end, _passed_over(run, following, ours)) for run, following in pairwise(runs)
    )


def _cost(run: Run, following: Run, ours: Quoted) -> float:
    passed = _passed_over(run, following, ours)
    return PASSED_OVER * min(passed, FEW) + PASSED_OVER_TOO * max(passed - FEW, 0)


def _passed_over(run: Run, following: Run, ours: Quoted) -> int:
    """How many words of the text between two runs no mark stands for."""
    return max(following.theirs - run.their_end - ours.room_in(run.our_end, following.ours), 0)


def _as_there(item: Item, stretch: Sequence[Word]) -> str:
    """A word as the stretch has it, where its brackets let it be that."""
    if item.kind is ItemKind.WORD:
        return item.folded
    return next((word.folded for word in stretch if is_altered(item, word.folded)), item.folded)


def _cut(run: Run, ours: Quoted) -> list[Run]:
    """A run in parts, where marks stand in it."""
    ends = [run.ours, *(number for number in range(run.ours + 1, run.our_end) if number in ours.marks), run.our_end]
    return [Run(one, run.theirs + one - run.ours, other - one) for one, other in pairwise(ends)]
