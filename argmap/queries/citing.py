"""What a claim cites already of a source that is to be attached to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from argmap.graph.model import State
from argmap.models import Citation, Claim, Source, User
from argmap.prose.citations.places import is_same_place
from argmap.prose.quotations import is_same_quotation
from argmap.queries.withdrawals import LIVING

MOST = 50


def cited_before(*, claim: Claim, source: Source, by: User, but: int | None = None) -> Sequence[Citation]:
    """The citations of a source, or of what was merged with it, that a claim has, oldest first; one query.

    Published ones, and those of the asking person that wait; without the citation `but`, which is being mended.
    """
    seen = Q(state=State.PUBLISHED) | Q(state__in=LIVING, contributor=by)
    there = Citation.objects.on_claims([claim.merged_into_id or claim.pk])
    there = there.resting_on([source.merged_into_id or source.pk]).filter(seen).exclude(pk=but or 0)
    return list(there.select_related("claim").order_by("pk")[:MOST])


def says_the_same(citation: Citation, locator: str, quotation: str) -> bool:
    """Whether a citation names this place and these words, however both are spelled."""
    return is_same_place(citation.locator, locator) and is_same_quotation(citation.quotation, quotation)
