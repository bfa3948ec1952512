"""Everything published that fits the filters, where no words are looked for: the newest first."""

from __future__ import annotations

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

LISTED = (
    f"""SELECT 'post' AS kind, 'post' AS of, post.id, 0 AS place, post.created_at
        FROM argmap_post AS post WHERE {POST_FITS}""",
    f"""SELECT 'claim', 'claim', claim.id, 0, claim.created_at FROM argmap_claim AS claim WHERE {CLAIM_FITS}""",
    f"""SELECT 'step', 'step', step.id, 0, step.created_at FROM argmap_inference AS step WHERE {STEP_FITS}""",
    f"""SELECT 'note', 'claim', claim.id, 0, claim.created_at
        FROM argmap_claim AS claim WHERE claim.note <> '' AND {CLAIM_FITS}""",
    f"""SELECT 'note', 'step', step.id, 0, step.created_at
        FROM argmap_inference AS step WHERE step.note <> '' AND {STEP_FITS}""",
    f"""SELECT 'source', 'source', source.id, 0, source.created_at
        FROM argmap_source AS entered JOIN {SURVIVOR}
        WHERE entered.merged_into_id IS NULL AND {SOURCE_FITS} AND {by("source.contributor_id")}""",
    f"""SELECT 'text', 'text', stored.id, 0, stored.created_at
        FROM argmap_sourcetext AS stored JOIN argmap_source AS entered ON entered.id = stored.source_id
             JOIN {SURVIVOR} WHERE {STORED_FITS}""",
    f"""SELECT kind, of, id, 0, created_at FROM (
            SELECT DISTINCT ON (passage.post_id, start, "end")
                   'passage' AS kind, 'passage' AS of, passage.id,
                   CASE WHEN passage.contributor_id IS NULL THEN COALESCE(claim.created_at, passage.created_at)
                        ELSE passage.created_at END AS created_at
            FROM argmap_passage AS passage LEFT JOIN argmap_claim AS claim ON claim.id = passage.claim_id
            WHERE ({UNCLAIMED_FITS}) OR ({CLAIM_FITS})
            ORDER BY passage.post_id, start, "end", claim.id
        ) AS once""",
    f"""SELECT 'remark', 'remark', remark.id, 0, remark.created_at
        FROM argmap_remark AS remark WHERE {REMARK_FITS}""",
)
#: What came together with something follows it: its note, and the words that state it.
NEWEST = "created_at DESC, kind IN ('note', 'passage'), kind, of, id DESC"
LIST = f"WITH {page_of(' UNION ALL '.join(LISTED), NEWEST)}"


def list_what_fits(wanted: Wanted, *, page: int, size: int) -> Found:
    """List what fits the filters, `size` to a page, the last page for any number beyond it; one query."""
    return read_page(LIST, wanted, page=page, size=size)
