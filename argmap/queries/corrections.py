"""What a correction would change, worked out before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.models import Citation, Source
from argmap.prose import citations
from argmap.prose.differences import Span, differences
from argmap.queries.checks import CheckView, checks_of
from argmap.queries.curation import source_cited_otherwise
from argmap.queries.matching import similar_sources


@dataclass(frozen=True, slots=True)
class Preview:
    """How a citation would read, whether its form is known, which sources it is like, and what else is different.

    `same` is another source that has the citation already, so that the correction cannot be made.
    """

    printed: Sequence[Span]
    reads_as: str
    same: Source | None
    similar: Sequence[Source]
    changed: Sequence[tuple[str, str, str]]


def preview_of_source(source: Source, values: Mapping[str, str]) -> Preview:
    """What it would mean to give a source these values; four queries at most."""
    citation = values.get("citation", source.citation)
    cited = citations.parse(citation)
    others = [it for it in similar_sources(citation) if it != source] if citation != source.citation else []
    return Preview(
        printed=differences(source.citation, citation),
        reads_as=citations.printed(cited) if cited else "",
        same=source_cited_otherwise(source, values),
        similar=others,
        changed=_changed(source, values, leave_out=("citation",)),
    )


@dataclass(frozen=True, slots=True)
class CitationPreview:
    """What would be otherwise about a citation: as it is printed, the words it quotes, its note; empty where nothing.

    `was` and `becomes` are what the check finds of its words, each None without words.
    """

    printed: Sequence[Span]
    quotation: Sequence[Span]
    note: Sequence[Span]
    was: CheckView | None
    becomes: CheckView | None

    @property
    def is_checked_otherwise(self) -> bool:
        """Whether the check would find something else."""
        return self.becomes != self.was and _said(self.becomes) != _said(self.was)

    @property
    def is_something(self) -> bool:
        """Whether anything would be otherwise."""
        return bool(self.printed or self.quotation or self.note or self.is_checked_otherwise)


def preview_of_citation(citation: Citation, becomes: Citation, checked: CheckView | None) -> CitationPreview:
    """What it would mean that a citation says what another, which is not stored, does; three queries at most.

    `checked` is what the check finds of the words it would have. Read the citation `with_sources()`.
    """
    was = checks_of([citation]).get(citation.pk)
    return CitationPreview(
        printed=_different(_printed(citation), _printed(becomes)),
        quotation=_different(citation.quotation, becomes.quotation),
        note=_different(citation.note, becomes.note),
        was=was,
        becomes=checked if becomes.quotation else None,
    )


def _printed(citation: Citation) -> str:
    read_in = f"as quoted in {citation.read_in.citation}" if citation.read_in else ""
    return ", ".join(part for part in (citation.rests_on.citation, citation.locator, read_in) if part)


def _different(before: str, after: str) -> Sequence[Span]:
    return differences(before, after) if before.split() != after.split() else ()


def _said(check: CheckView | None) -> tuple[str, bool] | None:
    return (check.verdict.value, check.is_pasted) if check else None


def _changed(thing: Source, values: Mapping[str, str], leave_out: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """The other fields that are different: name, what was and what becomes."""
    names = [name for name in values if hasattr(thing, name) and name not in leave_out]
    pairs = [(name, getattr(thing, name), values[name]) for name in names]
    return [(name.replace("_", " "), was, becomes) for name, was, becomes in pairs if was != becomes]
