"""What the notation says, as records: with keys, not ids, and the place that each was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.graph.model import Relation
from argmap.graph.notation.stanzas import Place, Stanza


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """Words of the post: which occurrence, their role, and the claim they belong to."""

    place: Place
    key: str
    words: str
    role: str = "claim"
    claim: str = ""
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    place: Place
    key: str
    text: str
    voice: str
    granted: bool
    note: str


@dataclass(frozen=True, slots=True)
class StepRecord:
    """An inference; `target` is the key of a claim, or of a step for an undercut.

    `question` is the key of the question it raises, `question_of` that of the step whose kind of reasoning asks it.
    """

    place: Place
    key: str
    relation: Relation
    premises: tuple[str, ...]
    target: str
    scheme: str
    voice: str
    note: str
    question: str = ""
    question_of: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source; `values` holds its fields by their names in the notation."""

    place: Place
    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CitationRecord:
    place: Place
    claim: str
    source: str
    locator: str
    quotation: str
    quoted_in: str
    note: str
    voice: str


@dataclass(frozen=True, slots=True)
class LaterRecord:
    """What later happened to a source: by the source of a key, or by what is cited in words."""

    place: Place
    source: str
    treatment: str
    extent: str
    by: str
    cited: str
    date: str
    note: str


@dataclass(slots=True)
class Document:
    """Everything the files of one folder say, in the order they say it."""

    post: Stanza
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    steps: dict[str, StepRecord] = field(default_factory=dict)
    passages: list[PassageRecord] = field(default_factory=list)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    citations: list[CitationRecord] = field(default_factory=list)
    later: list[LaterRecord] = field(default_factory=list)
