"""Where words occur in what is published, the best first.

Found first is what has exactly this key, a merged claim or step as what stands for it; then what is cited or called
exactly so, then posts, then what has the very words, then their stems, then a word that begins like the last one; last
come sources that are spelled alike. Among equals PostgreSQL's rank decides.
"""

from __future__ import annotations

from collections.abc import Collection

from argmap.queries.search.asking import Asked
from argmap.queries.search.fitting import (
    CLAIM_FITS,
    POST_FITS,
    REMARK_FITS,
    SOURCE_FITS,
    STEP_FITS,
    STORED_FITS,
    SURVIVOR,
    UNCLAIMED_FITS,
    Found,
    by,
    page_of,
    read_page,
)
from argmap.queries.search.wanted import Wanted

IS_MEANT, IS_ALIKE = "entered.id = ANY(%(meant)s::bigint[])", "entered.id = ANY(%(alike)s::bigint[])"
WITH_WORDING = """argmap_claim AS claim
    JOIN argmap_wording AS wording ON wording.claim_id = claim.id AND wording.number = claim.public_wording"""


def _scored(words: str, weight: float, *, exactly: str = "false", alike: str = "false") -> str:
    """How good a place is, as two columns: the better ones by a whole step, and among equals by rank."""
    return f"""CASE WHEN {exactly} THEN 5 WHEN {words} @@ %(exact)s::tsquery THEN 3 WHEN {words} @@ %(stems)s::tsquery
        THEN 2 WHEN {alike} THEN 0 ELSE 1 END AS step, {weight} * ts_rank({words}, %(seen)s::tsquery, 1) AS rank"""


def _seen(words: str) -> str:
    return f"{words} @@ %(seen)s::tsquery"


def _called(table: str) -> str:
    """The rows with this key, and those whose keys go on from it (PR7a, PR7.1), as what they were merged into."""
    return f"""
        SELECT COALESCE(merged_into_id, id) AS id,
               max(CASE WHEN lower(key) = lower(%(words)s) THEN 6 ELSE 5 END) AS step
        FROM {table}
        WHERE lower(key) = lower(%(words)s)
           OR (%(words)s ~ '^[[:alpha:]]+[0-9]+$' AND starts_with(lower(key), lower(%(words)s))
               AND substr(key, length(%(words)s) + 1, 1) ~ '[[:alpha:].-]')
        GROUP BY 1
    """


CALLED = f"""called_claims AS MATERIALIZED ({_called("argmap_claim")}),
    called_steps AS MATERIALIZED ({_called("argmap_inference")})"""
PLACES = (
    f"""SELECT 'post' AS kind, 'post' AS of, post.id, 0 AS place, 4 AS step,
               ts_rank(post.words, %(seen)s::tsquery, 1) AS rank
        FROM argmap_post AS post WHERE {_seen("post.words")} AND {POST_FITS}""",
    f"""SELECT 'claim', 'claim', claim.id, 0, {_scored("wording.words", 1.0)}
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
              AND {SOURCE_FITS} AND {by("source.contributor_id")}
            ORDER BY source.id, step DESC, rank DESC
        ) AS standing""",
    f"""SELECT * FROM (
            SELECT DISTINCT ON (source_text_id) 'text', 'text', source_text_id, number, {_scored("stretch.words", 0.5)}
            FROM argmap_stretch AS stretch JOIN argmap_sourcetext AS stored ON stored.id = source_text_id
                 JOIN argmap_source AS entered ON entered.id = stored.source_id JOIN {SURVIVOR}
            WHERE {_seen("stretch.words")} AND {STORED_FITS}
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
FIND = f"WITH {CALLED}, {page_of(' UNION ALL '.join(PLACES), 'step DESC, rank DESC, kind, of, id')}"


def find(
    asked: Asked, wanted: Wanted, *, page: int, size: int, meant: Collection[int] = (), alike: Collection[int] = ()
) -> Found:
    """Find what is asked for, `size` to a page, the last page for any number beyond it; one query.

    `meant` and `alike` are ids of sources: those cited exactly so, and those cited or called something like it.
    """
    more = {"exact": asked.exact, "stems": asked.stems, "seen": asked.seen, "meant": list(meant), "alike": list(alike)}
    return read_page(FIND, wanted, page=page, size=size, **more)
