"""The notation: reads the files of a post's folder (docs/notation.md) into records, and checks that they fit together.

Nothing here knows the database or the post's words: that passages occur in the post is checked where the post is at
hand (operations.loading).
"""

from argmap.graph.notation.fields import SOURCE_KINDS
from argmap.graph.notation.reading import parse
from argmap.graph.notation.records import (
    CitationRecord,
    ClaimRecord,
    Document,
    LaterRecord,
    PassageRecord,
    SourceRecord,
    StepRecord,
)
from argmap.graph.notation.stanzas import Mistake, NotationError, Place, Stanza

__all__ = [
    "SOURCE_KINDS",
    "CitationRecord",
    "ClaimRecord",
    "Document",
    "LaterRecord",
    "Mistake",
    "NotationError",
    "PassageRecord",
    "Place",
    "SourceRecord",
    "Stanza",
    "StepRecord",
    "parse",
]
