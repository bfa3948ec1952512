"""What a correction would change, worked out before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.models import Source
from argmap.prose import citations
from argmap.prose.differences import Span, differences
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


def _changed(thing: Source, values: Mapping[str, str], leave_out: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """The other fields that are different: name, what was and what becomes."""
    names = [name for name in values if hasattr(thing, name) and name not in leave_out]
    pairs = [(name, getattr(thing, name), values[name]) for name in names]
    return [(name.replace("_", " "), was, becomes) for name, was, becomes in pairs if was != becomes]
