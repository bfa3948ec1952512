"""What became of a long text, folded to the paragraphs that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from fast_diff_match_patch import diff

from argmap.prose.differences import FIRST, LONGEST, Fate, Span, differences

#: Seconds after which what is left is shown as taken out and put in, without looking for words that stayed.
LONGEST_ALL = 1.5
#: Inside of a changed paragraph, so many characters of what stayed are shown before and after a change.
AROUND = 160
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many paragraphs that stayed as they are, or the words that changed in those that did not."""

    kept: int = 0
    spans: Sequence[Span] = ()


def compare(before: str, after: str) -> list[Stretch]:
    """Compare two long texts: paragraphs first, and word by word inside those that changed.

    Where lines break makes no difference. Takes no longer than a few seconds, whatever the texts are.
    """
    older, newer = _paragraphs(before), _paragraphs(after)
    ends = monotonic() + LONGEST_ALL
    stretches, removed, added = list[Stretch](), list[str](), list[str]()
    at = {Fate.REMOVED: 0, Fate.ADDED: 0}
    for sign, count in _alike(older, newer):
        if sign != "=":
            fate, texts, group = (Fate.REMOVED, older, removed) if sign == "-" else (Fate.ADDED, newer, added)
            group += texts[at[fate] : at[fate] + count]
            at[fate] += count
            continue
        stretches += _changed(removed, added, ends)
        stretches.append(Stretch(kept=count))
        at = {fate: place + count for fate, place in at.items()}
        removed, added = [], []
    return [*stretches, *_changed(removed, added, ends)]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(BETWEEN) if part.strip()]


def _alike(older: Sequence[str], newer: Sequence[str]) -> Sequence[tuple[str, int]]:
    """How many paragraphs stay, go and come, in order; each is compared as one character."""
    codes: dict[str, str] = {}
    spelled = ("".join(codes.setdefault(it, chr(FIRST + len(codes))) for it in texts) for texts in (older, newer))
    found: Sequence[tuple[str, int]] = diff(*spelled, timelimit=LONGEST, checklines=False, cleanup="No")
    return found


def _changed(removed: Sequence[str], added: Sequence[str], ends: float) -> Iterator[Stretch]:
    """The words that changed in a run of paragraphs, if there are any."""
    before, after = BETWEEN.join(removed), BETWEEN.join(added)
    if not before and not after:
        return
    left = ends - monotonic()
    if before and after and left > 0:
        yield Stretch(spans=[_folded(span) for span in differences(before, after, within=min(left, LONGEST))])
    else:
        gone, come = Span(Fate.REMOVED, before), Span(Fate.ADDED, after)
        yield Stretch(spans=[span for span in (gone, come) if span.text])


def _folded(span: Span) -> Span:
    """A stretch of words that stayed, without its middle where that is long."""
    if span.fate is not Fate.KEPT or len(span.text) <= 3 * AROUND:
        return span
    return Span(Fate.KEPT, f"{span.text[:AROUND].rsplit(None, 1)[0]} … {span.text[-AROUND:].split(None, 1)[-1]}")
