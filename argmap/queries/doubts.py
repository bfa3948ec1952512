"""What is to be said beside a label: that the words which a claim rests on were not found where they are said to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from argmap.graph.model import Voice
from argmap.models import Citation, Post, Source
from argmap.prose.quotations import Verdict
from argmap.queries.checks import is_near

#: What leaves open whether the words stand in their source, or says that they do not.
DOUBTED = (Verdict.NOT_FOUND, Verdict.NOT_IN_PART, Verdict.NO_TEXT)
#: The words occur, but only in a text that no moderator has confirmed.
UNCONFIRMED = Q(found__is_confirmed=False)
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A source in whose text the words of a quotation occur, or else the nearest to them."""

    source: Source
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A citation whose words were not found in its source, why, and the sources in which such words do occur.

    Words that occur only in a text that nobody has confirmed count as that, too.
    """

    citation: Citation
    verdict: Verdict
    elsewhere: Sequence[Occurrence]

    @property
    def is_of_the_post(self) -> bool:
        """Whether the post itself, and not somebody who maps or answers it, says where the words are."""
        return self.citation.voice in (Voice.AUTHOR, Voice.REPORTED)

    @property
    def is_near(self) -> bool:
        """Whether the text on file has nearly the same words."""
        return is_near(self.citation.found)

    @property
    def is_exact(self) -> bool:
        """Whether the very words occur in another source."""
        return any(it.is_exact for it in self.elsewhere)


def doubts_of(citations: Iterable[Citation]) -> list[Doubt]:
    """The doubts about the quotations of these citations, read with their sources; one query at most."""
    doubted = [citation for citation in citations if _is_doubted(citation)]
    wanted = {it["source"] for citation in doubted for it in citation.found["elsewhere"]}
    sources = Source.objects.select_related("merged_into").in_bulk(wanted) if wanted else {}
    return [Doubt(citation, Verdict(citation.found["verdict"]), _named(citation, sources)) for citation in doubted]


def doubts_alone(citations: Iterable[Citation]) -> list[Doubt]:
    """The same, without where else such words occur; no query."""
    return [Doubt(it, Verdict(it.found["verdict"]), ()) for it in citations if _is_doubted(it)]


def doubts_by_claim(claims: Iterable[int]) -> Mapping[int, list[Doubt]]:
    """The doubts about what these claims, and what was merged into them, quote, by claim; two queries at most."""
    rows = Citation.objects.published().on_claims(claims).filter(Q(found__verdict__in=DOUBTED) | UNCONFIRMED)
    rows = rows.with_sources().annotate(on=Coalesce("claim__merged_into", "claim")).order_by("pk")
    found: dict[int, list[Doubt]] = defaultdict(list)
    for doubt in doubts_of(rows):
        found[vars(doubt.citation)["on"]].append(doubt)
    return found


def claims_misquoting(post: Post) -> Mapping[int, bool]:
    """The claims of a post with a quotation that is not where it is said to be: whether the post says so; one query."""
    rows = Citation.objects.published().filter(claim__post=post, found__verdict=Verdict.NOT_FOUND)
    voices = rows.order_by("pk").values_list(Coalesce("claim__merged_into", "claim"), "voice")
    return {claim: voice in (Voice.AUTHOR, Voice.REPORTED) for claim, voice in voices}


def _is_doubted(citation: Citation) -> bool:
    found = citation.found
    return bool(found) and (found["verdict"] in DOUBTED or not found.get("is_confirmed", True))


def _named(citation: Citation, sources: Mapping[int, Source]) -> list[Occurrence]:
    """The first few sources of findings, once each: if the very words were found, only those with them."""
    found = dict[int, Occurrence]()
    for it in citation.found["elsewhere"]:
        if (source := sources.get(it["source"])) is not None and source.survivor.pk not in found:
            found[source.survivor.pk] = Occurrence(source.survivor, it["exact"])
    exact = [it for it in found.values() if it.is_exact]
    return (exact or list(found.values()))[:MOST_NAMED]
