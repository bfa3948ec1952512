"""Sources as their pages show them, and the version that pages about them go by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Max, Q, QuerySet, Sum

from argmap.graph.model import State
from argmap.models import Citation, Post, Source, SourceText


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with where it is cited and its texts on file."""

    source: Source
    citations: Sequence[Citation]
    quoted: Sequence[Citation]
    texts: Sequence[SourceText]
    aliases: Sequence[Source]


def source_page(source: Source) -> SourcePage:
    """Read where a source is cited, what was read in it of others, and its texts; four queries."""
    published = Citation.objects.published().select_related("claim__wording", "claim__post", "source").order_by("pk")
    return SourcePage(
        source=source,
        citations=list(published.filter(source=source)),
        quoted=list(published.filter(quoted_in=source)),
        texts=list(source.texts.order_by("-pk")),
        aliases=list(source.aliases.order_by("key")),
    )


def source_list(
    *, kind: str = "", words: str = "", has_text: bool = False, post: int | None = None
) -> QuerySet[Source]:
    """The sources that fit all of these, by title, each with `citation_count` and `text_count`."""
    found = Source.objects.listed().matching(words)
    if kind:
        found = found.of_kind(kind)
    if post is not None:
        found = found.cited_in(post)
    published = Q(citations__state=State.PUBLISHED, citations__claim__state=State.PUBLISHED)
    counted = found.annotate(
        citation_count=Count("citations", filter=published, distinct=True), text_count=Count("texts", distinct=True)
    )
    if has_text:
        counted = counted.filter(text_count__gt=0)
    return counted.order_by("title", "pk")


def counts_by_claim(post: Post, *, among: Collection[int] | None = None) -> dict[int, int]:
    """How many published citations each claim of a post, or of those among it, has, where it has any; one query."""
    chosen = {"claim__post": post} if among is None else {"claim__in": list(among)}
    rows = Citation.objects.published().filter(**chosen)
    return dict(rows.order_by().values_list("claim").annotate(number=Count("pk")))


def library_version() -> str:
    """Changes whenever a source, a text or what cites them changes; three queries."""
    history = apps.get_model("argmap", "SourceEvent").objects.aggregate(last=Max("pgh_id"))["last"]
    texts = SourceText.objects.aggregate(last=Max("pk"))["last"]
    versions = Post.objects.aggregate(all=Sum("version"))["all"]
    return f"{history}.{texts}.{versions}"
