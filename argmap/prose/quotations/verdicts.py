"""What the check of a quotation finds, and in what words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the check found."""

    VERBATIM = "verbatim"
    MARKED = "marked changes"
    REVIEW = "needs review"
    NOT_FOUND = "not found"
    NOT_IN_PART = "not in the stored part"
    NO_TEXT = "no text on file"


class DepartureKind(StrEnum):
    """How a quotation departs from its source at one place."""

    OMISSION = "omission"
    ALTERATION = "alteration"
    ADDITION = "addition"
    CAPITAL = "capital"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Departure:
    """One difference: what the quotation has, what the text has in its place, and where (end exclusive)."""

    kind: DepartureKind
    quoted: str
    source: str
    start: int
    end: int
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class Nearest:
    """The words of a text that are most like a quotation that is not in it.

    `run` counts the words in a row that both have, `likeness` is from 0 to 100. `is_near` says that they are nearly the
    same words: no more than two of the quotation's differ, and no more than one in four.
    """

    start: int
    end: int
    likeness: float
    run: int
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict with the span in the text (end exclusive), all departures, and why a person should look.

    `pieces` are the parts of the span that are quoted, without what the quotation leaves out.
    """

    verdict: Verdict
    start: int | None = None
    end: int | None = None
    departures: Sequence[Departure] = ()
    reasons: Sequence[str] = ()
    nearest: Nearest | None = None
    pieces: Sequence[tuple[int, int]] = ()
