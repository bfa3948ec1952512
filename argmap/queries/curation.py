"""What has been decided about sources: the latest word on each, and where it matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, Value

from argmap.models import Citation, Decision, LaterHistory, Post, Source
from argmap.models.citation import CitationQuerySet
from argmap.models.decision import DecisionAction
from argmap.models.source import normalised
from argmap.queries.later_history import histories_of

#: What says how a source stands; the newest one holds.
CURATING = (DecisionAction.CONFIRM, DecisionAction.DISPUTE, DecisionAction.REJECT)


def claims_on(source: Source) -> CitationQuerySet:
    """The published citations of a source, or of one that was merged into it."""
    return Citation.objects.published().filter(Q(source=source) | Q(source__merged_into=source))


def citing_posts(source: Source) -> list[int]:
    """The ids of the posts that show a source: cited or read there, or as what later happened to one that is cited."""
    same = Source.objects.filter(Q(pk=source.pk) | Q(merged_into=source.pk)).values("pk")
    treated = Source.objects.filter(later_history__by__in=same).values("pk")
    shown = Q(claims__citations__source__in=same) | Q(claims__citations__quoted_in__in=same)
    shown |= Q(claims__citations__source__in=treated)
    return list(Post.objects.filter(shown).order_by("pk").values_list("pk", flat=True).distinct())


def source_cited_otherwise(source: Source, values: Mapping[str, str]) -> Source | None:
    """Another listed source that already has the citation and edition a source would get; one query."""
    citation, edition = values.get("citation", source.citation), values.get("edition", source.edition)
    same = Source.objects.listed().filter(normalised_citation=normalised(Value(citation)), edition=edition)
    return same.exclude(pk=source.pk).first()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be known of a source wherever it is cited: the decision how it stands, and what later happened."""

    decision: Decision | None
    later: Sequence[LaterHistory]


def marks_of(sources: Iterable[int]) -> Mapping[int, Mark]:
    """What is to be known of each of these sources; two queries."""
    ids = list(sources)
    words, histories = latest_word(ids), histories_of(ids)
    return {pk: Mark(words.get(pk), histories.get(pk, ())) for pk in ids if pk in words or pk in histories}


def latest_word(sources: Iterable[int]) -> Mapping[int, Decision]:
    """The decision that says how each of these sources stands, where one was made; one query."""
    made = Decision.objects.filter(source__in=list(sources), action__in=CURATING).select_related("moderator")
    return {decision.source_id: decision for decision in made.order_by("source", "pk") if decision.source_id}
