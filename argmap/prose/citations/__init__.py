"""Citations as people type them: parsed, printed as lawyers print them, and linked."""

from argmap.prose.citations.later import Later, Run, printed_with_history
from argmap.prose.citations.links import address_of
from argmap.prose.citations.model import LONGEST, Cited
from argmap.prose.citations.parsing import parse
from argmap.prose.citations.printing import found_by, printed, proposed
from argmap.prose.citations.sections import bare_sections

__all__ = [
    "LONGEST",
    "Cited",
    "Later",
    "Run",
    "address_of",
    "bare_sections",
    "found_by",
    "parse",
    "printed",
    "printed_with_history",
    "proposed",
]
