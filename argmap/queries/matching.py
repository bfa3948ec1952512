"""Which source a citation means: the one that is cited so, and those that are cited or called something like it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Concat

from argmap.models import Source
from argmap.models.source import normalised
from argmap.prose import citations
from argmap.prose.citations import Cited
from argmap.queries.alike import storable

#: From where on a citation or title is like what was typed: as found by trying citations on the posts that ship.
LIKE = 0.45
MOST = 5
EXACT = BooleanField()
SIMILAR = """
    SELECT id, GREATEST(
        word_similarity(%(text)s, citation), word_similarity(%(text)s, title),
        similarity(%(text)s, citation), similarity(%(text)s, title)
    ) AS likeness
    FROM argmap_source
    WHERE merged_into_id IS NULL AND waits_for_id IS NULL
      AND (%(text)s <%% citation OR %(text)s <%% title OR citation %% %(text)s OR title %% %(text)s)
    ORDER BY likeness DESC, id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a citation: what it says, the one source that it means, and others that are like it."""

    cited: Cited | None = None
    source: Source | None = None
    similar: tuple[Source, ...] = ()


def match(text: str) -> Match:
    """Find the source that a citation, key or address means, and up to MOST that are like it; three queries at most.

    Only what is public is found, whoever asks. Where several have the same citation in different editions, none is
    meant; they are like it.
    """
    words = " ".join(storable(text).split())
    if not words:
        return Match()
    cited = citations.parse(words)
    meant = _meant(words, cited)
    if len(meant) == 1:
        return Match(cited, meant[0])
    others = [source for source in similar_sources(words) if source not in meant]
    return Match(cited, None, (*meant, *others)[:MOST])


def source_cited(citation: str, edition: str) -> Source | None:
    """The source with this citation, however it is spaced and spelled in capitals, and this edition; one query.

    One that was merged is found by its own citation, too, and its survivor given; so is one that waits.
    """
    same = Source.objects.filter(normalised_citation=normalised(Value(citation)), edition=edition)
    found = same.select_related("merged_into").order_by(F("merged_into").asc(nulls_first=True)).first()
    return found.survivor if found else None


def sources_of_section(text: str) -> list[int]:
    """The ids of the laws that are cited by a section which a text names and no more, such as `§ 102(b)`; one query.

    No query is asked where it names none.
    """
    ends = [re.escape(end).replace("§", "(§§?|s\\.)") for end in citations.bare_sections(text)]
    if not ends:
        return []
    cited = rf"(^|\s)({'|'.join(ends)})(?![[:alnum:]]|[.–-][[:alnum:]])"
    laws = Source.objects.public().filter(kind__in=("statute", "regulation"), citation__iregex=cited)
    return list(laws.order_by("pk").values_list("pk", flat=True))


def similar_sources(text: str) -> list[Source]:
    """The sources whose citation or title is spelled something like a text, the most alike first; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR, {"text": text[: citations.LONGEST], "most": MOST})
        alike = [pk for pk, likeness in cursor.fetchall() if likeness >= LIKE]
    found = Source.objects.in_bulk(alike)
    return [found[pk] for pk in alike]


def _meant(words: str, cited: Cited | None) -> list[Source]:
    """The sources that are cited exactly so, or have this key or address, or else this short citation; one query."""
    whole = {words, *([citations.printed(cited)] if cited else [])}
    addresses = {words, *([citations.address_of(cited)] if cited else [])} - {""}
    exactly = Q(normalised_citation__in=[normalised(Value(text)) for text in whole]) | Q(key=words[:64])
    exactly |= Q(address__in=addresses) | Q(archived_address__in=addresses)
    short = Q()
    for text in citations.found_by(cited) if cited else ():
        short |= Q(around__contains=Concat(Value(" "), normalised(Value(text)), Value(" ")))
    rows = Source.objects.public().alias(around=Concat(Value(" "), "normalised_citation", Value(" ")))
    found = (
        rows.filter(exactly | short).select_related("merged_into").annotate(is_exact=ExpressionWrapper(exactly, EXACT))
    )
    ranked = [(bool(vars(source)["is_exact"]), source) for source in found.order_by("pk")]
    best = [source for is_exact, source in ranked if is_exact] or [source for _, source in ranked]
    return list(dict.fromkeys(source.survivor for source in best))
