"""The passage of a text that is most like a quotation, and what differs: a proposal, which never accepts anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from math import log

from argmap.prose.differences import Fate, Span
from argmap.prose.quotations.aligning import Quoted, Run, align, best_of, differing, quoted
from argmap.prose.quotations.marks import Marked, read_marks
from argmap.prose.quotations.verdicts import Nearest
from argmap.prose.quotations.words import Index

#: From so many of 100 on a passage is like a quotation: half of its words stand there together, in order.
LEAST_LIKE = 50.0
#: Words are nearly the same where so many differ at most, and no more than one in so many.
MOST_DIFFERING, ONE_IN = 2, 4
#: So many words may be passed over without a mark within a stretch; so many stretches are compared, found by so many
#: places of the quotation's rarer words.
LEAST_ROOM, MOST_STRETCHES, MOST_PLACES = 40, 3, 4_000
#: So many words at an end that are otherwise in the text are shown beside those in it.
MOST_AT_END = 2
SENTENCE_ENDS = re.compile(r"[.?!:;]")
#: Signs that stand close to the word that goes before, and to the one that follows.
CLOSING, OPENING = " )]”’.,;:?!", "([“‘-"
MOST_STOPS = 3
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage and a quotation word by word: what was removed, what was added, and what was left out without a mark.

    What the quotation marks as omitted or altered stands as it marks it, among what was kept.
    """

    spans: Sequence[Span]
    left_out: Sequence[str]


def nearest(quotation: str, index: Index, *, least: float = LEAST_LIKE) -> Nearest | None:
    """The passage of a text that is most like a quotation, or None where nothing is like it from `least` of 100 on.

    It is near where no more than two words differ, and no more than one in four of the quotation's: one word in four,
    two in eight. What the text has besides, before or after, and what is left out with a mark, is no difference.
    """
    marked = read_marks(quotation)
    ours = quoted(marked)
    enough = least / 100 * len(ours.words)
    best, found = 0.0, list[Run]()
    for first, end in _stretches(ours, index, enough) if ours.words else ():
        worth, runs = best_of(align(ours, index.words[first:end]), ours)
        if worth > best and worth >= enough:
            best, found = worth, [Run(run.ours, run.theirs + first, run.size) for run in runs]
    if not found:
        return None
    start, end = _ends(marked, ours, index, found)
    is_near = differing(found, ours) <= min(MOST_DIFFERING, len(ours.words) // ONE_IN)
    likeness = round(100 * best / len(ours.words), 1)
    return Nearest(start, end, likeness, max(run.size for run in found), is_near)


def compared(passage: str, quotation: str) -> Compared:
    """Compare a passage with a quotation word by word; case, space, stops and how words are printed do not count."""
    ours, index = quoted(read_marks(quotation)), Index(passage)
    writing = _Writing(passage, index)
    writing.add(Fate.KEPT, passage[: index.words[0].start] if index.words else passage)
    our_at, their_at = 0, 0
    for run in [*align(ours, index.words), Run(len(ours.words), len(index.words), 0)]:
        writing.otherwise(ours, (our_at, run.ours), (their_at, run.theirs))
        writing.keep(run)
        our_at, their_at = run.our_end, run.their_end
    return Compared(writing.spans, writing.left_out)


@dataclass(slots=True)
class _Writing:
    """A comparison as it is written down."""

    passage: str
    index: Index
    spans: list[Span] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def keep(self, run: Run) -> None:
        """Words that both have, with the stops between and after them."""
        if run.size:
            self.add(Fate.KEPT, self.index.between(run.theirs, run.their_end - 1) + self._after(run.their_end))

    def otherwise(self, ours: Quoted, our_part: tuple[int, int], their_part: tuple[int, int]) -> None:
        """What the quotation has in the place of these words of the passage, some of which its marks may stand for."""
        (our_first, our_end), (first, end) = our_part, their_part
        is_marked = end - first <= ours.room_in(our_first, our_end)
        if first < end and not is_marked:
            words = self.index.between(first, end - 1)
            self.add(Fate.REMOVED, words)
            if our_first == our_end:
                self.left_out.append(" ".join(words.split()))
        for number in range(our_first, our_end + 1):
            for mark in ours.marks.get(number, ()):
                self.add(Fate.KEPT, mark.raw)
            if number < our_end:
                self.add(Fate.ADDED, ours.words[number].raw)
        if first < end and not is_marked:
            self.add(Fate.KEPT, self._after(end))

    def _after(self, end: int) -> str:
        """What stands between the word before this one and this one."""
        following = self.index.words[end].start if end < len(self.index.words) else len(self.passage)
        return self.passage[self.index.words[end - 1].end : following]

    def add(self, fate: Fate, text: str) -> None:
        """Write on, with one space at most between two words; it belongs to what was kept."""
        text = SPACE.sub(" ", text)
        if fate is not Fate.KEPT:
            text = text.strip()
        last = self.spans[-1] if self.spans else Span(Fate.KEPT, " ")
        if last.text.endswith(" "):
            text = text.lstrip()
        elif text and not (text[0] in CLOSING or last.text[-1] in OPENING):
            if Fate.KEPT not in (fate, last.fate) and fate is not last.fate:
                self.spans.append(Span(Fate.KEPT, " "))
            elif last.fate is Fate.KEPT and fate is not Fate.KEPT:
                self.spans[-1] = Span(last.fate, f"{last.text} ")
            else:
                text = f" {text}"
        if not text:
            return
        if self.spans and self.spans[-1].fate is fate:
            self.spans[-1] = Span(fate, self.spans[-1].text + text)
        else:
            self.spans.append(Span(fate, text))


def _stretches(ours: Quoted, index: Index, enough: float) -> Iterator[tuple[int, int]]:
    """Where in a text most of a quotation's words stand together, the rarer the better: from which word to which."""
    places = {item.folded: index.places[item.folded] for item in ours.words if item.folded in index.places}
    if sum(item.folded in places for item in ours.words) < enough:
        return
    seeds: list[tuple[int, str]] = []
    for word in sorted(places, key=lambda word: len(places[word])):
        if seeds and len(seeds) + len(places[word]) > MOST_PLACES:
            break
        seeds += [(place, word) for place in places[word][:MOST_PLACES]]
    weights = {word: log(1 + len(index.words) / len(places[word])) for word in places}
    length = len(ours.words)
    room, taken = length + max(LEAST_ROOM, ours.room_in(0, length)), list[int]()
    for _, place in sorted(_weighed(sorted(seeds), weights, room), key=lambda it: (-it[0], it[1])):
        if all(abs(place - other) >= room // 2 for other in taken):
            taken.append(place)
            yield max(place - length, 0), min(place + room, len(index.words))
        if len(taken) == MOST_STRETCHES:
            return


def _weighed(seeds: Sequence[tuple[int, str]], weights: Mapping[str, float], room: int) -> Iterator[tuple[float, int]]:
    """What the different words weigh that stand within so many words from each place on."""
    inside, weight, end = Counter[str](), 0.0, 0
    for place, word in seeds:
        while end < len(seeds) and seeds[end][0] < place + room:
            entering = seeds[end][1]
            weight += 0 if inside[entering] else weights[entering]
            inside[entering] += 1
            end += 1
        yield weight, place
        inside[word] -= 1
        weight -= 0 if inside[word] else weights[word]


def _ends(marked: Marked, ours: Quoted, index: Index, found: Sequence[Run]) -> tuple[int, int]:
    """From where to where a passage is shown: with the word or two that an end has otherwise, and stops that it has."""
    words, length = index.words, len(ours.words)
    first, last = found[0].theirs, found[-1].their_end - 1
    lead, trail = found[0].ours, length - found[-1].our_end
    if lead <= MOST_AT_END and not ours.marks_in(0, lead):
        while lead and first and not _is_stopped(index, first - 1):
            first, lead = first - 1, lead - 1
    if trail <= MOST_AT_END and not ours.marks_in(length - trail, length):
        while trail and last + 1 < len(words) and not _is_stopped(index, last):
            last, trail = last + 1, trail - 1
    start, end = words[first].start, words[last].end
    if found[0].ours == 0:
        before = marked.text[: ours.words[0].start]
        start -= _shared(before[: -MOST_STOPS - 1 : -1], index.text[max(start - MOST_STOPS, 0) : start][::-1])
    if found[-1].our_end == length:
        after = marked.text[ours.words[-1].start + len(ours.words[-1].raw) :]
        end += _shared(after, index.text[end : end + MOST_STOPS])
    return start, end


def _is_stopped(index: Index, number: int) -> bool:
    """Whether a sentence ends after this word."""
    return bool(SENTENCE_ENDS.search(index.text[index.words[number].end : index.words[number + 1].start]))


def _shared(one: str, other: str) -> int:
    """How many signs both begin with, up to a space."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] != " ", zip(one, other, strict=False)))
