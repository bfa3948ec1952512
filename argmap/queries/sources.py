"""Sources as their pages show them, and the version that pages about them go by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from argmap.models import Citation, Decision, Post, Source, SourceText
from argmap.models.decision import DecisionAction
from argmap.models.source import SourceQuerySet
from argmap.models.source_text import SourceTextQuerySet
from argmap.policies import Action, Person, may
from argmap.queries.curation import latest_word
from argmap.queries.withdrawals import LIVING

#: The source that a citation or a text belongs to, where that was merged into another the other.
SURVIVOR = Coalesce("source__merged_into", "source")
LIBRARY_VERSION = """
    SELECT (SELECT max(pgh_id) FROM argmap_sourceevent), (SELECT max(pgh_id) FROM argmap_sourcetextevent),
           (SELECT sum(version) FROM argmap_post), (SELECT max(id) FROM argmap_decision),
           (SELECT max(checked_at) FROM argmap_linkcheck)
"""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with where it is cited and its texts on file, newest first and without their words.

    `word` is the decision that says how it stands; `rejected` are texts that are shown to nobody but moderators;
    `is_looked_at` if a moderator has decided anything about it.
    """

    source: Source
    citations: Sequence[Citation]
    quoted: Sequence[Citation]
    texts: Sequence[SourceText]
    rejected: Sequence[SourceText]
    aliases: Sequence[Source]
    word: Decision | None
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A source as a line of a list, with how many claims cite it and whether a text is on file."""

    source: Source
    citing: int
    has_text: bool


def sources_for(reader: Person) -> SourceQuerySet:
    """The sources that a reader may see: of those that wait their own, and moderators all."""
    return Source.objects.all() if may(reader, Action.SEE_WAITING) else Source.objects.seen_by(reader.pk)


def texts_for(reader: Person) -> SourceTextQuerySet:
    """The texts on file that a reader may see, as for sources."""
    return SourceText.objects.all() if may(reader, Action.SEE_WAITING) else SourceText.objects.seen_by(reader.pk)


def source_page(source: Source, reader: Person) -> SourcePage:
    """Read where a source is cited, what was read in it of others, and what texts there are; six queries.

    What was merged into it is read as its own.
    """
    along = ("claim__wording", "claim__post", "claim__merged_into__wording", "contributor")
    published = Citation.objects.published().with_sources().select_related(*along).order_by("pk")
    same = Source.objects.same_as([source.pk]).values("pk")
    texts = texts_for(reader).filter(source__in=same).defer("text").select_related("source__merged_into", "supplied_by")
    rows = list(texts.order_by("-pk"))
    return SourcePage(
        source=source,
        citations=list(published.filter(source__in=same)),
        quoted=list(published.filter(quoted_in__in=same)),
        texts=[row for row in rows if row.curation != "rejected"],
        rejected=[row for row in rows if row.curation == "rejected"],
        aliases=list(sources_for(reader).filter(merged_into=source).order_by("key")),
        word=latest_word([source.pk]).get(source.pk),
        is_looked_at=Decision.objects.filter(source__in=same).exclude(action=DecisionAction.CAUSE_GONE).exists(),
    )


def quoting(text: SourceText) -> list[Citation]:
    """The quotations that a text may settle, published or waiting: its supplier's own first, then the newest.

    One query, unless the text was read without its source.
    """
    same = Source.objects.same_as([text.source.survivor.pk]).values("pk")
    rows = Citation.objects.filter(Q(source__in=same) | Q(quoted_in__in=same), state__in=LIVING).exclude(quotation="")
    along = ("claim__wording", "claim__post", "claim__merged_into__wording", "contributor")
    found = rows.with_sources().select_related(*along).order_by("-pk")
    return sorted(found, key=lambda it: it.contributor_id is None or it.contributor_id != text.supplied_by_id)


def source_list(
    reader: Person, *, kind: str = "", words: str = "", has_text: bool = False, post: int | None = None
) -> QuerySet[Source]:
    """The sources a reader may see that fit all of these, by title."""
    found = sources_for(reader).listed().matching(words)
    if kind:
        found = found.of_kind(kind)
    if post is not None:
        found = found.cited_in(post)
    if has_text:
        found = found.filter(pk__in=texts_for(reader).usable().values(of=SURVIVOR))
    return found.order_by("title", "pk")


def rows_of(found: Iterable[Source], reader: Person) -> list[Row]:
    """Lay out sources as lines of a list; three queries, the one for the sources included."""
    sources = list(found)
    same = {"source__in": Source.objects.same_as(source.pk for source in sources).values("pk")}
    citing = Citation.objects.published().filter(**same).order_by().values_list(SURVIVOR)
    counts = dict(citing.annotate(number=Count(Coalesce("claim__merged_into", "claim"), distinct=True)))
    have_text = set(texts_for(reader).usable().filter(**same).values_list(SURVIVOR, flat=True))
    return [Row(source, counts.get(source.pk, 0), source.pk in have_text) for source in sources]


def counts_by_claim(post: Post, *, among: Collection[int] | None = None) -> dict[int, int]:
    """How many published citations each claim of a post, or of those among it, has, where it has any; one query."""
    published = Citation.objects.published()
    rows = published.filter(claim__post=post) if among is None else published.on_claims(among)
    counted = rows.order_by().values_list(Coalesce("claim__merged_into", "claim")).annotate(number=Count("pk"))
    return dict(counted)


def library_version() -> str:
    """Changes whenever a source, a text, what cites them or what is known of their links changes; one query."""
    with connection.cursor() as cursor:
        cursor.execute(LIBRARY_VERSION)
        return ".".join(map(str, cursor.fetchone() or ()))
