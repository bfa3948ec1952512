"""Finding the items of a quotation in a text: in order, with bounded omissions and alterations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from argmap.prose.quotations.marks import Item, ItemKind
from argmap.prose.quotations.words import Index

#: How many words an omission may leave out, and how many one in brackets may stand for.
LONGEST_OMISSION, LONGEST_REPLACED = 120, 8
#: How many letters of a word may stand for those in brackets.
MOST_LETTERS = 5
#: How many items are tried in all before the search gives up: it fails closed.
BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is in a text: from which word to which (exclusive); the same for one that stands for none."""

    first: int
    end: int


class GivenUp(Exception):
    """Raised when a quotation has more readings than may be tried."""


def find(items: Sequence[Item], index: Index) -> list[Place] | None:
    """Find a place in the text for every item of a quotation, in order; None where there is none.

    Earlier places and shorter omissions come first. Raises GivenUp once the budget is spent.
    """
    search = _Search(items, index)
    for start in search.starts():
        if places := search.places_from(start):
            return places
    return None


class _Search:
    """Goes through the items depth first; what failed once from an item at a word fails again, and is not tried."""

    def __init__(self, items: Sequence[Item], index: Index) -> None:
        self.items = items
        self.index = index
        self.tried = 0
        self.dead: set[tuple[int, int]] = set()

    def starts(self) -> Iterator[int]:
        """Where the first item may be: found by the rarest word of the run that a quotation begins with."""
        run: list[int] = []
        for number, item in enumerate(self.items):
            if item.kind is not ItemKind.WORD:
                if run or item.kind is ItemKind.GAP:
                    break
                yield from self._starts_at_altered()
                return
            run.append(number)
        if not run:  # an omission comes first: what was left out has no beginning, so the next words decide
            run = [next(number for number, item in enumerate(self.items) if item.kind is ItemKind.WORD)]
            yield from (place for place in self.index.places.get(self.items[run[0]].folded, ()))
            return
        rarest = min(run, key=lambda number: len(self.index.places.get(self.items[number].folded, ())))
        for place in self.index.places.get(self.items[rarest].folded, ()):
            if place >= rarest:
                yield place - rarest

    def _starts_at_altered(self) -> Iterator[int]:
        """Before the first plain word stand altered ones, of which each may be several words."""
        first = next(number for number, item in enumerate(self.items) if item.kind is ItemKind.WORD)
        before = sum(1 if item.kind is ItemKind.ALTERED else LONGEST_REPLACED for item in self.items[:first])
        seen: set[int] = set()
        for place in self.index.places.get(self.items[first].folded, ()):
            for start in range(place, max(place - before, 0) - 1, -1):
                if start not in seen:
                    seen.add(start)
                    yield start

    def places_from(self, start: int) -> list[Place] | None:
        """Places for all items, the first of them at this word."""
        leading = self.items[0].kind is ItemKind.GAP
        number = 1 if leading else 0
        begun = [Place(start, start)] if leading else []
        found = self._rest(number, start)
        return begun + found if found is not None else None

    def _rest(self, number: int, at: int) -> list[Place] | None:
        """Places for the items from this one on, from this word on."""
        places: list[Place] = []
        trail: list[tuple[int, int, Iterator[Place]]] = [(number, at, self._options(number, at))]
        while trail:
            number, at, options = trail[-1]
            place = next(options, None)
            if place is None:
                self.dead.add((number, at))
                trail.pop()
                if places:
                    places.pop()
                continue
            places.append(place)
            if number + 1 == len(self.items):
                return places
            if (number + 1, place.end) in self.dead:
                places.pop()
                continue
            trail.append((number + 1, place.end, self._options(number + 1, place.end)))
        return None

    def _options(self, number: int, at: int) -> Iterator[Place]:
        """The places that an item may have from this word on, the nearest first."""
        self.tried += 1
        if self.tried > BUDGET:
            raise GivenUp
        item, words = self.items[number], self.index.words
        if item.kind is ItemKind.WORD:
            if at < len(words) and words[at].folded == item.folded:
                yield Place(at, at + 1)
        elif item.kind is ItemKind.ALTERED:
            if at < len(words) and is_altered(item, words[at].folded):
                yield Place(at, at + 1)
        elif item.kind is ItemKind.BRACKET:
            yield from self._bracket(item, at)
        elif number + 1 == len(self.items):
            yield Place(at, at)
        else:
            yield from self._gap(self.items[number + 1], at)

    def _bracket(self, item: Item, at: int) -> Iterator[Place]:
        """Brackets may be in the text itself; else they add something, or stand for up to so many words."""
        words = self.index.words
        literal = at + len(item.inside)
        if item.inside and tuple(word.folded for word in words[at:literal]) == item.inside:
            yield Place(at, literal)
        for end in range(at, min(at + LONGEST_REPLACED, len(words)) + 1):
            yield Place(at, end)

    def _gap(self, following: Item, at: int) -> Iterator[Place]:
        """An omission leaves out at least one word, up to where the next item may be."""
        last = min(at + LONGEST_OMISSION, len(self.index.words))
        if following.kind is ItemKind.WORD:
            found = self.index.places.get(following.folded, ())
            for number in range(bisect_left(found, at), len(found)):
                if found[number] > last:
                    break
                yield Place(at, found[number])
        else:
            yield from (Place(at, end) for end in range(at, last + 1))


def is_altered(item: Item, word: str) -> bool:
    """Whether a word of the text may be what an altered one stands for: `[T]he`, `extend[s]`, `[]uses`."""
    if word == item.folded:
        return True
    first, *middle, last = item.parts
    spare = len(word) - sum(map(len, item.parts))
    if spare < 0 or spare > MOST_LETTERS * (len(item.parts) - 1) or not any(item.parts):
        return False
    if not (word.startswith(first) and word.endswith(last)):
        return False
    inside, at = word[len(first) : len(word) - len(last)], 0
    for part in middle:
        at = inside.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
