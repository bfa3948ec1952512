"""How long the values of a post's folder may be: as long as the columns they go into."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from argmap.graph.notation import Document, Mistake, Place
from argmap.models import Citation, Claim, Inference, Post, Source, Wording
from argmap.operations.columns import POST_COLUMNS, SOURCE_COLUMNS

Value = tuple[Place, str, str, str, type[models.Model], str]


def too_long(document: Document) -> Iterator[Mistake]:
    """Name every value that is longer than its column."""
    for place, key, name, value, model, column in _values(document):
        most = getattr(model._meta.get_field(column), "max_length", None)
        if most is not None and len(value) > most:
            yield Mistake(place, f"“{name}” of {key} is longer than {most} characters")


def _values(document: Document) -> Iterator[Value]:
    """Each value with its place, its key, its name in the notation, and the model and column it goes into."""
    post = document.post
    for column, name in POST_COLUMNS.items():
        yield post.at(name), post.key, name, post.value(name), Post, column
    for claim in document.claims.values():
        yield claim.place, claim.key, "text", claim.text, Wording, "text"
        yield claim.place, claim.key, "note", claim.note, Claim, "note"
    for step in document.steps.values():
        yield step.place, step.key, "scheme", step.scheme, Inference, "scheme"
        yield step.place, step.key, "note", step.note, Inference, "note"
    for source in document.sources.values():
        for column, name in SOURCE_COLUMNS.items():
            yield source.place, source.key, name, source.values.get(name, ""), Source, column
    for citation in document.citations:
        about = f"a citation of {citation.claim}"
        yield citation.place, about, "locator", citation.locator, Citation, "locator"
        yield citation.place, about, "quotation", citation.quotation, Citation, "quotation"
        yield citation.place, about, "note", citation.note, Citation, "note"
