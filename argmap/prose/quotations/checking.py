"""The verdict on a quotation: verbatim, with marked changes, to be looked at by a person, or not found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from argmap.prose.quotations.marks import Item, ItemKind, Marked, read_marks
from argmap.prose.quotations.matching import GivenUp, Place, find
from argmap.prose.quotations.nearness import nearest
from argmap.prose.quotations.verdicts import Check, Departure, DepartureKind, Verdict
from argmap.prose.quotations.words import Index

#: Words by which a sentence says the opposite, or less, than without them.
TURNING = frozenset(
    {"not", "no", "nor", "never", "neither", "none", "nothing", "nobody", "without", "cannot", "hardly", "scarcely"}
    | {"unless", "except", "excepting", "excluding", "only", "solely", "merely", "if", "but", "however", "although"}
    | {"provided", "nevertheless", "otherwise", "lest", "until", "barring"}
)
#: Those of them by which a sentence says the opposite of what follows.
NEGATING = frozenset(
    {"not", "no", "nor", "never", "neither", "none", "nothing", "nobody", "without", "cannot", "hardly", "scarcely"}
)
#: With these a sentence takes back a part of what it said.
EXCEPTING = frozenset({"unless", "except", "only", "if", "provided", "without", "until"})
WORDS_BEFORE, WORDS_AFTER, LONGEST_UNSEEN = 3, 3, 40
SENTENCE_ENDS = re.compile(r"[.?!:;]")
MOST_CHARACTERS = 5_000


def check(quotation: str, index: Index | None, *, is_whole: bool = True, propose: bool = True) -> Check:
    """Check a quotation against a text, which may be an excerpt; takes anything, and fails closed.

    Where it is not found, the nearest passage is looked for too, unless nothing is to be proposed. The conventions are
    those of legal quoting (The Bluebook, rule 5). Likeness only proposes: it never accepts.
    """
    if index is None:
        return Check(Verdict.NO_TEXT)
    marked = read_marks(quotation[:MOST_CHARACTERS])
    if not marked.items or len(quotation) > MOST_CHARACTERS:
        return Check(Verdict.NOT_FOUND, reasons=["There are no words to look for, or too many."])
    try:
        places = find(marked.items, index)
    except GivenUp:
        return Check(Verdict.NOT_FOUND, reasons=["Its marks leave too many readings to try."])
    if places is None:
        missing = Verdict.NOT_FOUND if is_whole else Verdict.NOT_IN_PART
        return Check(missing, nearest=nearest(quotation, index) if propose else None)
    return _Reading(marked, index, places).verdict()


@dataclass(slots=True)
class _Reading:
    """A quotation whose every item has its place, and what is to be said of that."""

    marked: Marked
    index: Index
    places: Sequence[Place]
    departures: list[Departure] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def verdict(self) -> Check:
        """Weigh all differences together."""
        pairs = list(zip(self.marked.items, self.places, strict=True))
        for number, (item, place) in enumerate(pairs):
            is_inside = 0 < number < len(pairs) - 1
            self.departures += self._departures(item, place, is_inside=is_inside)
        self.departures += self._punctuation(pairs)
        first = next(place.first for item, place in pairs if item.kind is not ItemKind.GAP)
        last = max(place.end for item, place in pairs if item.kind is not ItemKind.GAP) - 1
        self.reasons += self._doubts()
        self.reasons += self._before(first)
        self.reasons += self._after(last)
        if self.marked.is_cleaned_up:
            self.reasons.append("It is “cleaned up”: marks may have been dropped.")
        verdict = Verdict.REVIEW if self.reasons else Verdict.MARKED if self.departures else Verdict.VERBATIM
        start, end = self.index.words[first].start, self.index.words[max(last, first)].end
        return Check(verdict, start, end, self.departures, self.reasons, pieces=self._pieces(pairs))

    def _pieces(self, pairs: Sequence[tuple[Item, Place]]) -> list[tuple[int, int]]:
        """The runs of words between the omissions."""
        words, found = self.index.words, list[tuple[int, int]]()
        runs = groupby(pairs, key=lambda pair: pair[0].kind is ItemKind.GAP)
        for run in (list(run) for is_gap, run in runs if not is_gap):
            first, end = run[0][1].first, max(place.end for _, place in run)
            if first < end:
                found.append((words[first].start, words[end - 1].end))
        return found

    def _departures(self, item: Item, place: Place, *, is_inside: bool) -> Iterator[Departure]:
        words = self.index.words
        start = words[place.first].start if place.first < len(words) else len(self.index.text)
        end = words[place.end - 1].end if place.end > place.first else start
        source = self.index.text[start:end]
        if item.kind is ItemKind.WORD and item.raw != source:
            if "[" in source:
                yield Departure(DepartureKind.ALTERATION, item.raw, source, start, end, is_marked=False)
            elif _letters(item.raw) != _letters(source):
                yield Departure(DepartureKind.CAPITAL, item.raw, source, start, end, is_marked=False)
            elif "-" in item.raw + source and "\n" not in source and _plain(item.raw) != _plain(source):
                yield Departure(DepartureKind.PUNCTUATION, item.raw, source, start, end, is_marked=False)
        elif item.kind is ItemKind.ALTERED and item.raw != source:
            yield Departure(DepartureKind.ALTERATION, item.raw, source, start, end)
        elif item.kind is ItemKind.BRACKET and not self._stands_in_brackets(item, source, start, end):
            kind = DepartureKind.ALTERATION if source else DepartureKind.ADDITION
            yield Departure(kind, item.raw, source, start, end)
        elif item.kind is ItemKind.GAP and (source or not is_inside):
            yield Departure(DepartureKind.OMISSION, item.raw, source, start, end)

    def _stands_in_brackets(self, item: Item, source: str, start: int, end: int) -> bool:
        text = self.index.text
        return bool(source) and text[max(start - 1, 0) : start] == "[" and text[end : end + 1] == "]"

    def _punctuation(self, pairs: Sequence[tuple[Item, Place]]) -> Iterator[Departure]:
        """Stops and commas between two neighbouring words, where they differ."""
        for (item, place), (following, then) in pairwise(pairs):
            if item.kind is not ItemKind.WORD or following.kind is not ItemKind.WORD or place.end != then.first:
                continue
            start, end = self.index.words[place.first].end, self.index.words[then.first].start
            ours = _stops(self.marked.text[item.start + len(item.raw) : following.start])
            theirs = _stops(self.index.text[start:end])
            if ours != theirs:
                yield Departure(DepartureKind.PUNCTUATION, ours, theirs, start, end, is_marked=False)

    def _doubts(self) -> Iterator[str]:
        for departure in self.departures:
            if departure.kind in (DepartureKind.CAPITAL, DepartureKind.PUNCTUATION):
                continue
            touched = [word for word in _words(f"{departure.source} {departure.quoted}") if _turns(word)]
            if touched:
                yield f"The {departure.kind} touches “{touched[0]}”."
            if departure.kind is DepartureKind.OMISSION and len(departure.source.split()) > LONGEST_UNSEEN:
                yield f"The omission leaves out more than {LONGEST_UNSEEN} words."

    def _before(self, first: int) -> Iterator[str]:
        """Whether the words right before, in the same sentence, negate what is quoted."""
        words = self.index.words
        for number in range(first - 1, max(first - 1 - WORDS_BEFORE, -1), -1):
            if SENTENCE_ENDS.search(self.index.text[words[number].end : words[number + 1].start]):
                return
            if words[number].folded in NEGATING or words[number].folded.endswith("n't"):
                yield f"The words just before it say “{self.index.between(number, first - 1)}”."
                return

    def _after(self, last: int) -> Iterator[str]:
        """Whether the sentence goes on with an exception right after what is quoted."""
        words = self.index.words
        for number in range(last + 1, min(last + 1 + WORDS_AFTER, len(words))):
            if SENTENCE_ENDS.search(self.index.text[words[number - 1].end : words[number].start]):
                return
            if words[number].folded in EXCEPTING:
                yield f"The sentence goes on: “{self.index.between(last + 1, number)} …”."
                return


def _letters(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", word) if letter.isalpha())


def _plain(word: str) -> str:
    """A word with one kind of apostrophe and hyphen, and without what only helps to break lines."""
    return re.sub("[\u2010\u2011]", "-", re.sub("[’‘\u02bc]", "'", word.replace("\u00ad", "")))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)


def _turns(word: str) -> bool:
    return word.casefold() in TURNING or _plain(word).casefold().endswith("n't")


def _stops(text: str) -> str:
    """The marks between two words that may change what they say; quotation marks and dashes are printers' choices."""
    return re.sub(r"[^.,;:?!()]", "", text)
