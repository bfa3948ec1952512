"""What somebody wants to find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may be found, and what pages call one of it and several."""

    POST = "post"
    CLAIM = "claim"
    STEP = "step"
    NOTE = "note"
    SOURCE = "source"
    TEXT = "text"
    PASSAGE = "passage"
    REMARK = "remark"

    @property
    def noun(self) -> str:
        """What one is called."""
        return NOUNS[self][0]

    @property
    def plural(self) -> str:
        """What several are called."""
        return NOUNS[self][1]


NOUNS = {
    Kind.POST: ("post", "posts"),
    Kind.CLAIM: ("claim", "claims"),
    Kind.STEP: ("step", "steps"),
    Kind.NOTE: ("note of a claim or step", "notes of claims and steps"),
    Kind.SOURCE: ("source", "sources"),
    Kind.TEXT: ("text on file", "texts on file"),
    Kind.PASSAGE: ("words of a post", "words of posts"),
    Kind.REMARK: ("note on words", "notes on words"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that somebody looks for, and what of it they want to see; None and empty narrow nothing down.

    Without words everything that fits is wanted. `post` is an id, `by` the name of who contributed it. Only claims have
    a label and sources, and with them their notes and passages.
    """

    words: str = ""
    kind: Kind | None = None
    post: int | None = None
    label: str | None = None
    voice: str | None = None
    has_source: bool | None = None
    by: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return not self.words.strip() and self.kind is None and not self.is_narrowed

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words and the kind is asked for."""
        return self.post is not None or self.voice is not None or bool(self.by) or self.is_of_claims

    @property
    def is_of_claims(self) -> bool:
        """Whether something is asked for that only claims have."""
        return self.label is not None or self.has_source is not None
