"""The quotation check: do the words of a quotation occur in a text, and how exactly.

`check(quotation, Index(text), is_whole=…)` answers with a verdict, the span in the text, and every omission and
alteration. What it says is only that the words occur there; whether the passage is about the same thing, a person
must say.
"""

from argmap.prose.quotations.checking import check
from argmap.prose.quotations.marks import is_same_quotation
from argmap.prose.quotations.nearness import Compared, compared, nearest
from argmap.prose.quotations.verdicts import Check, Departure, DepartureKind, Nearest, Verdict
from argmap.prose.quotations.words import Index

__all__ = [
    "Check",
    "Compared",
    "Departure",
    "DepartureKind",
    "Index",
    "Nearest",
    "Verdict",
    "check",
    "compared",
    "is_same_quotation",
    "nearest",
]
