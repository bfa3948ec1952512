"""What of each kind is published and fits the filters, as conditions in SQL, and what pages of it there are.

The conditions name the tables by what is in them: claim, step, source with what was `entered`, passage, remark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from argmap.queries.alike import storable
from argmap.queries.search.wanted import Kind, Wanted


def by(contributor: str) -> str:
    """Whether this is the id of whom is asked for, by the name of the account in capitals or not."""
    return f"(%(by)s = '' OR {contributor} = (SELECT id FROM argmap_user WHERE lower(username) = lower(%(by)s)))"


CLAIM_FITS = f"""claim.state = 'published' AND claim.merged_into_id IS NULL AND {by("claim.contributor_id")}
    AND (%(post)s::bigint IS NULL OR claim.post_id = %(post)s)
    AND (%(label)s::text IS NULL OR claim.label = %(label)s)
    AND (%(voice)s::text IS NULL OR claim.voice = %(voice)s)
    AND (%(has_source)s::boolean IS NULL OR %(has_source)s = (claim.id IN (
        SELECT COALESCE(citing.merged_into_id, citing.id)
        FROM argmap_citation AS cited JOIN argmap_claim AS citing ON citing.id = cited.claim_id
        WHERE cited.state = 'published'
    )))"""
NOT_OF_CLAIMS = "%(label)s::text IS NULL AND %(has_source)s::boolean IS NULL"
POST_FITS = f"""{NOT_OF_CLAIMS} AND %(by)s = '' AND (%(post)s::bigint IS NULL OR post.id = %(post)s)
    AND (%(voice)s::text IS NULL OR %(voice)s = 'author')"""
STEP_FITS = f"""step.state = 'published' AND step.merged_into_id IS NULL
    AND {NOT_OF_CLAIMS} AND {by("step.contributor_id")}
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
    AND (%(post)s::bigint IS NULL OR source.id IN (
        SELECT COALESCE(alias.merged_into_id, alias.id)
        FROM argmap_citation AS cited JOIN argmap_claim AS claim ON claim.id = cited.claim_id
             JOIN argmap_source AS alias ON alias.id = cited.source_id
        WHERE cited.state = 'published' AND claim.state = 'published' AND claim.post_id = %(post)s
    ))"""
#: A source that was merged is found as the one that stands for it.
SURVIVOR = "argmap_source AS source ON source.id = COALESCE(entered.merged_into_id, entered.id)"
UNCLAIMED_FITS = f"""passage.claim_id IS NULL AND {NOT_OF_CLAIMS} AND %(by)s = ''
    AND (%(post)s::bigint IS NULL OR passage.post_id = %(post)s)
    AND (%(voice)s::text IS NULL OR %(voice)s = 'author')"""
REMARK_FITS = f"""remark.state = 'published' AND {NOT_OF_CLAIMS} AND {by("remark.contributor_id")}
    AND (%(post)s::bigint IS NULL OR remark.post_id = %(post)s)
    AND (%(voice)s::text IS NULL OR %(voice)s = 'reader')"""
STORED_FITS = f"""stored.curation <> 'rejected' AND stored.waits_for_id IS NULL
    AND {SOURCE_FITS} AND {by("stored.supplied_by_id")}"""


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


def page_of(found: str, best: str) -> str:
    """SQL for one page of what is found, in this order, and before it how much there is of each kind.

    What is found has `kind, of, id`, the `place` of a stretch, and what the order goes by.
    """
    return f"""
        found AS MATERIALIZED ({found}),
        tally AS (SELECT kind, count(*) AS number FROM found GROUP BY kind),
        here AS (
            SELECT *, row_number() OVER (ORDER BY {best}) AS position
            FROM found WHERE %(kind)s::text IS NULL OR kind = %(kind)s
            ORDER BY {best} LIMIT %(size)s OFFSET %(size)s * greatest(0, least(%(page)s, (
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


def read_page(statement: str, wanted: Wanted, *, page: int, size: int, **more: Any) -> Found:
    """What such a statement finds, `size` to a page, the last page for any number beyond it; one query."""
    parameters = {
        **{"words": storable(wanted.words).strip(), "kind": wanted.kind, "post": wanted.post, "label": wanted.label},
        **{"voice": wanted.voice, "has_source": wanted.has_source, "by": wanted.by.strip()},
        **{"page": page, "size": size},
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | more)
        rows = cursor.fetchall()
    counts = {Kind(kind): number for position, kind, _, number, _ in rows if not position}
    hits = [Hit(Kind(kind), of, pk, stretch) for position, kind, of, pk, stretch in rows if position]
    return Found({kind: counts[kind] for kind in Kind if kind in counts}, hits)
