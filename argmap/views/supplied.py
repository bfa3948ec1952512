"""A text that somebody supplied, with what is quoted from its source beside it, as a moderator judges it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.forms.citations import LONGEST_PARAGRAPH
from argmap.models import Citation, SourceText
from argmap.operations.checking import look_in
from argmap.queries.checks import CheckView, checks_found
from argmap.queries.sources import quoting
from argmap.views.quoted import MarkedText, mark_text

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Supplied:
    """A supplied text as far as it may be shown, and what it says of the quotations from its source, by citation.

    `more` is how many such quotations there are besides those shown.
    """

    marked: MarkedText
    citations: Sequence[Citation]
    checks: Mapping[int, CheckView]
    more: int


def supplied(text: SourceText) -> Supplied:
    """Lay a supplied text beside the quotations that it may settle, its supplier's own first; six queries at most."""
    citations = quoting(text)
    shown = citations[:MOST_SHOWN]
    found = look_in(text, shown)
    return Supplied(
        marked=mark_text(text, shown, longest=LONGEST_PARAGRAPH),
        citations=shown,
        checks=checks_found({it.pk: (found[it.pk], it.quotation) for it in shown}),
        more=len(citations) - len(shown),
    )
