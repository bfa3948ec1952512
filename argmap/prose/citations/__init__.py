"""Citations as people type them: parsed, printed as lawyers print them, and linked."""

from argmap.prose.citations.links import address_of
from argmap.prose.citations.model import LONGEST, Cited
from argmap.prose.citations.parsing import parse
from argmap.prose.citations.printing import found_by, printed, proposed

__all__ = ["LONGEST", "Cited", "address_of", "found_by", "parse", "printed", "proposed"]
