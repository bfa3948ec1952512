"""Where words occur in what is published, the best first.

Found first is what has exactly this key, a merged claim or step as what stands for it; then what is cited or called
exactly so, then what has the very words, then their stems, then a word that begins like the last one; last come sources
that are spelled alike. Among equals PostgreSQL's rank decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.db import connection

from argmap.queries.alike import storable
from argmap.queries.search.asking import Asked


class Kind(StrEnum):
    """What may be found."""

    CLAIM = "claim"
    STEP = "step"
    NOTE = "note"
    SOURCE = "source"
    TEXT = "text"
    PASSAGE = "passage"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that somebody looks for, and what of it they want to see; None and empty narrow nothing down.

    `post` is an id, `by` the name of who contributed it. Only claims have a label and sources, and with them their
    notes and passages.
    """

    words: str = ""
    kind: Kind | None = None
    post: int | None = None
    label: str | None = None
    voice: str | None = None
    has_source: bool | None = None
    by: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words and the kind is asked for."""
        return self.post is not None or self.voice is not None or bool(self.by) or self.is_of_claims

    @property
    def is_of_claims(self) -> bool:
        """Whether something is asked for that only claims have."""
        return self.label is not None or self.has_source is not None


class Hit(NamedTuple):
    """Something that was found: its kind, which model's row it is, and for a text the stretch of it."""

    kind: Kind
    of: str
    pk: int
    stretch: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and how much there is of each kind."""

    counts: Mapping[Kind, int] = field(default_factory=dict)
    hits: Sequence[Hit] = ()


def _scored(words: str, weight: float, *, exactly: str = "false", alike: str = "false") -> str:
    """How good a place is, as two columns: the better ones by a whole step, and among equals by rank."""
    return f"""CASE WHEN {exactly} THEN 4 WHEN {words} @@ %(exact)s::tsquery THEN 3 WHEN {words} @@ %(stems)s::tsquery
        THEN 2 WHEN {alike} THEN 0 ELSE 1 END AS step, {weight} * ts_rank({words}, %(seen)s::tsquery, 1) AS rank"""


def _seen(words: str) -> str:
    return f"{words} @@ %(seen)s::tsquery"


def _by(contributor: str) -> str:
    """Whether this is the id of whom is asked for, by the name of the account in capitals or not."""
    return f"(%(by)s = '' OR {contributor} = (SELECT id FROM argmap_user WHERE lower(username) = lower(%(by)s)))"


CLAIM_FITS = f"""claim.state = 'published' AND claim.merged_into_id IS NULL AND {_by("claim.contributor_id")}
    AND (%(post)s::bigint IS NULL OR claim.post_id = %(post)s)
    AND (%(label)s::text IS NULL OR claim.label = %(label)s)
    AND (%(voice)s::text IS NULL OR claim.voice = %(voice)s)
    AND (%(has_source)s::boolean IS NULL OR %(has_source)s = EXISTS (
        SELECT FROM argmap_citation AS cited JOIN argmap_claim AS citing ON citing.id = cited.claim_id
        WHERE claim.id IN (citing.id, citing.merged_into_id) AND cited.state = 'published'
    ))"""
NOT_OF_CLAIMS = "%(label)s::text IS NULL AND %(has_source)s::boolean IS NULL"
STEP_FITS = f"""step.state = 'published' AND step.merged_into_id IS NULL
    AND {NOT_OF_CLAIMS} AND {_by("step.contributor_id")}
    AND (%(post)s::bigint IS NULL OR step.post_id = %(post)s)
    AND (%(voice)s::text IS NULL OR step.voice = %(voice)s)
    AND NOT EXISTS (
        SELECT FROM argmap_claim AS claim LEFT JOIN argmap_claim AS survivor ON survivor.id = claim.merged_into_id
        WHERE claim.id = step.conclusion_id AND COALESCE(survivor.state, claim.state) <> 'published'
    )
    AND NOT EXISTS (
        SELECT FROM argmap_inference AS attacked
             LEFT JOIN argmap_inference AS survivor ON survivor.id = attacked.merged_into_id
        WHERE attacked.id = step.undercuts_id AND COALESCE(survivor.state, attacked.state) <> 'published'
    )
    AND NOT EXISTS (
        SELECT FROM argmap_premise AS premise JOIN argmap_claim AS used ON used.id = premise.claim_id
             LEFT JOIN argmap_claim AS survivor ON survivor.id = used.merged_into_id
        WHERE premise.inference_id = step.id AND COALESCE(survivor.state, used.state) <> 'published'
    )"""
SOURCE_FITS = f"""entered.waits_for_id IS NULL AND source.waits_for_id IS NULL
    AND {NOT_OF_CLAIMS} AND %(voice)s::text IS NULL
    AND (%(post)s::bigint IS NULL OR EXISTS (
        SELECT FROM argmap_citation AS cited JOIN argmap_claim AS claim ON claim.id = cited.claim_id
             JOIN argmap_source AS alias ON alias.id = cited.source_id
        WHERE source.id IN (alias.id, alias.merged_into_id) AND cited.state = 'published'
          AND claim.state = 'published' AND claim.post_id = %(post)s
    ))"""
#: A source that was merged is found as the one that stands for it.
SURVIVOR = "argmap_source AS source ON source.id = COALESCE(entered.merged_into_id, entered.id)"
IS_MEANT, IS_ALIKE = "entered.id = ANY(%(meant)s::bigint[])", "entered.id = ANY(%(alike)s::bigint[])"
UNCLAIMED_FITS = f"""passage.claim_id IS NULL AND {NOT_OF_CLAIMS} AND %(by)s = ''
    AND (%(post)s::bigint IS NULL OR passage.post_id = %(post)s)
    AND (%(voice)s::text IS NULL OR %(voice)s = 'author')"""
REMARK_FITS = f"""remark.state = 'published' AND {NOT_OF_CLAIMS} AND {_by("remark.contributor_id")}
    AND (%(post)s::bigint IS NULL OR remark.post_id = %(post)s)
    AND (%(voice)s::text IS NULL OR %(voice)s = 'reader')"""
WITH_WORDING = """argmap_claim AS claim
    JOIN argmap_wording AS wording ON wording.claim_id = claim.id AND wording.number = claim.public_wording"""


def _called(table: str) -> str:
    """The rows with this key, and those whose keys go on from it (PR7a, PR7.1), as what they were merged into."""
    return f"""
        SELECT COALESCE(merged_into_id, id) AS id,
               max(CASE WHEN lower(key) = lower(%(words)s) THEN 5 ELSE 4 END) AS step
        FROM {table}
        WHERE lower(key) = lower(%(words)s)
           OR (%(words)s ~ '^[[:alpha:]]+[0-9]+$' AND starts_with(lower(key), lower(%(words)s))
               AND substr(key, length(%(words)s) + 1, 1) ~ '[[:alpha:].-]')
        GROUP BY 1
    """


CALLED = f"""called_claims AS MATERIALIZED ({_called("argmap_claim")}),
    called_steps AS MATERIALIZED ({_called("argmap_inference")})"""
PLACES = (
    f"""SELECT 'claim' AS kind, 'claim' AS of, claim.id, 0 AS place, {_scored("wording.words", 1.0)}
        FROM {WITH_WORDING} WHERE {_seen("wording.words")} AND {CLAIM_FITS}
          AND claim.id NOT IN (SELECT id FROM called_claims)""",
    f"""SELECT 'claim', 'claim', claim.id, 0, called.step, 0.9
        FROM argmap_claim AS claim JOIN called_claims AS called ON called.id = claim.id WHERE {CLAIM_FITS}""",
    f"""SELECT 'step', 'step', step.id, 0, called.step, 1
        FROM argmap_inference AS step JOIN called_steps AS called ON called.id = step.id WHERE {STEP_FITS}""",
    f"""SELECT 'note', 'claim', claim.id, 0, {_scored("claim.note_words", 0.7)}
        FROM argmap_claim AS claim WHERE {_seen("claim.note_words")} AND {CLAIM_FITS}""",
    f"""SELECT 'note', 'step', step.id, 0, {_scored("step.note_words", 0.7)}
        FROM argmap_inference AS step WHERE {_seen("step.note_words")} AND {STEP_FITS}""",
    f"""SELECT * FROM (
            SELECT DISTINCT ON (source.id)
                   'source', 'source', source.id, 0, {_scored("entered.words", 1.0, exactly=IS_MEANT, alike=IS_ALIKE)}
            FROM argmap_source AS entered JOIN {SURVIVOR}
            WHERE ({_seen("entered.words")} OR {IS_MEANT} OR {IS_ALIKE})
              AND {SOURCE_FITS} AND {_by("source.contributor_id")}
            ORDER BY source.id, step DESC, rank DESC
        ) AS standing""",
    f"""SELECT * FROM (
            SELECT DISTINCT ON (source_text_id) 'text', 'text', source_text_id, number, {_scored("stretch.words", 0.5)}
            FROM argmap_stretch AS stretch JOIN argmap_sourcetext AS stored ON stored.id = source_text_id
                 JOIN argmap_source AS entered ON entered.id = stored.source_id JOIN {SURVIVOR}
            WHERE {_seen("stretch.words")} AND stored.curation <> 'rejected' AND stored.waits_for_id IS NULL
              AND {SOURCE_FITS} AND {_by("stored.supplied_by_id")}
            ORDER BY source_text_id, step DESC, rank DESC, number
        ) AS best""",
    f"""SELECT kind, of, id, place, step, rank FROM (
            SELECT DISTINCT ON (passage.post_id, start, "end")
                   'passage' AS kind, 'passage' AS of, passage.id, 0 AS place, {_scored("passage.words", 0.8)}
            FROM argmap_passage AS passage LEFT JOIN argmap_claim AS claim ON claim.id = passage.claim_id
            WHERE {_seen("passage.words")} AND (({UNCLAIMED_FITS}) OR ({CLAIM_FITS}))
            ORDER BY passage.post_id, start, "end", claim.id
        ) AS once""",
    f"""SELECT 'remark', 'remark', remark.id, 0, {_scored("remark.words", 0.7)}
        FROM argmap_remark AS remark WHERE {_seen("remark.words")} AND {REMARK_FITS}""",
)
FIND = f"""
    WITH {CALLED},
    found AS MATERIALIZED ({" UNION ALL ".join(PLACES)}),
    tally AS (SELECT kind, count(*) AS number FROM found GROUP BY kind),
    here AS (
        SELECT *, row_number() OVER best AS position FROM found WHERE %(kind)s::text IS NULL OR kind = %(kind)s
        WINDOW best AS (ORDER BY step DESC, rank DESC, kind, of, id)
        ORDER BY position LIMIT %(size)s OFFSET %(size)s * greatest(0, least(%(page)s, (
            SELECT ceil(sum(number) / %(size)s) FROM tally WHERE %(kind)s::text IS NULL OR kind = %(kind)s
        )) - 1)
    )
    SELECT 0 AS position, kind, NULL AS of, number AS id, NULL AS stretch FROM tally
    UNION ALL
    SELECT position, kind, of, id,
           (SELECT text FROM argmap_stretch WHERE kind = 'text' AND source_text_id = here.id AND number = place)
    FROM here
    ORDER BY position
"""


def find(
    asked: Asked, wanted: Wanted, *, page: int, size: int, meant: Collection[int] = (), alike: Collection[int] = ()
) -> Found:
    """Find what is asked for, `size` to a page, the last page for any number beyond it; one query.

    `meant` and `alike` are ids of sources: those cited exactly so, and those cited or called something like it.
    """
    parameters = {
        **{"exact": asked.exact, "stems": asked.stems, "seen": asked.seen, "words": storable(wanted.words).strip()},
        **{"kind": wanted.kind, "post": wanted.post, "label": wanted.label, "voice": wanted.voice},
        **{"has_source": wanted.has_source, "by": wanted.by.strip(), "page": page, "size": size},
        **{"meant": list(meant), "alike": list(alike)},
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, parameters)
        rows = cursor.fetchall()
    counts = {Kind(kind): number for position, kind, _, number, _ in rows if not position}
    hits = [Hit(Kind(kind), of, pk, stretch) for position, kind, of, pk, stretch in rows if position]
    return Found({kind: counts[kind] for kind in Kind if kind in counts}, hits)
