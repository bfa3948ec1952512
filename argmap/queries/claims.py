"""A claim as its page shows it, read without the rest of its post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from argmap.graph.model import Relation, Voice
from argmap.models import Citation, Claim, Inference, Passage, SourceRequest
from argmap.queries import steps
from argmap.queries.doubts import Doubt, doubts_of
from argmap.queries.steps import StepView

#: How far up a path is followed; a way longer than this is cut at its far end.
LONGEST_PATH = 200
WAY = """
    WITH RECURSIVE way (step, steps) AS (
        SELECT leads_to_id, 0 FROM argmap_claim WHERE id = %s AND leads_to_id IS NOT NULL
        UNION ALL
        SELECT COALESCE(attacked.merged_into_id, attacked.id, claim.leads_to_id), steps + 1
        FROM way JOIN argmap_inference AS inference ON inference.id = way.step
             LEFT JOIN argmap_inference AS attacked ON attacked.id = inference.undercuts_id
             LEFT JOIN argmap_claim AS concluded ON concluded.id = inference.conclusion_id
             LEFT JOIN argmap_claim AS claim ON claim.id = COALESCE(concluded.merged_into_id, concluded.id)
        WHERE steps < %s
    )
    SELECT claim.id, claim.key, wording.text
    FROM way JOIN argmap_inference AS inference ON inference.id = way.step
         JOIN argmap_claim AS concluded ON concluded.id = inference.conclusion_id
         JOIN argmap_claim AS claim ON claim.id = COALESCE(concluded.merged_into_id, concluded.id)
         JOIN argmap_wording AS wording ON wording.claim_id = claim.id AND wording.number = claim.public_wording
    ORDER BY steps DESC
"""
TARGET = """
    WITH RECURSIVE target (conclusion, undercuts) AS (
        SELECT conclusion_id, undercuts_id FROM argmap_inference WHERE id = %s
        UNION
        SELECT step.conclusion_id, step.undercuts_id
        FROM target JOIN argmap_inference AS attacked ON attacked.id = target.undercuts
             JOIN argmap_inference AS step ON step.id = COALESCE(attacked.merged_into_id, attacked.id)
    )
    SELECT COALESCE(claim.merged_into_id, claim.id) FROM target JOIN argmap_claim AS claim ON claim.id = conclusion
"""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A claim on the way from a main claim to another."""

    id: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that a claim's page says of it; `also` make the same point and were merged into it."""

    claim: Claim
    way: Sequence[Waypoint]
    passages: Sequence[Passage]
    citations: Sequence[Citation]
    reasons: Sequence[StepView]
    rebuttals: Sequence[StepView]
    uses: Sequence[Inference]
    also: Sequence[Claim]
    doubts: Sequence[Doubt]
    source_requests: Sequence[SourceRequest]

    @property
    def is_unsaid(self) -> bool:
        """Whether the post's own argument needs this claim without stating it."""
        steps = (*self.uses, *(view.step for view in (*self.reasons, *self.rebuttals)))
        return not self.passages and any(step.voice == Voice.AUTHOR for step in steps)


def claim_page(claim: Claim) -> ClaimPage:
    """Read what bears on a claim, what it rests on and what it is used for; fourteen queries at any size."""
    bearing = steps.lay_out(Inference.objects.bearing_on([claim.pk]))
    citations = steps.citations_of([claim.pk]).get(claim.pk, [])
    return ClaimPage(
        claim=claim,
        way=way_to(claim.pk),
        passages=list(_passages(claim).select_related("contributor").order_by("start", "pk")),
        citations=citations,
        reasons=[view for view in bearing if view.step.relation is Relation.SUPPORT],
        rebuttals=[view for view in bearing if view.step.relation is Relation.REBUTTAL],
        uses=steps.uses_of(claim),
        also=steps.same_points(Claim, [claim.pk]).get(claim.pk, ()),
        doubts=doubts_of(citations),
        source_requests=_requests(claim),
    )


def _requests(claim: Claim) -> list[SourceRequest]:
    """Who says that a claim, or what was merged into it, needs a source; one query."""
    asked = SourceRequest.objects.open().filter(claim__in=Claim.objects.same_as([claim.pk]).values("pk"))
    return list(asked.select_related("contributor").order_by("pk"))


def _passages(claim: Claim) -> QuerySet[Passage]:
    """The passages of a claim, and of those that were merged into it."""
    return Passage.objects.filter(claim__in=Claim.objects.same_as([claim.pk]).values("pk"))


def target_of(step: Inference) -> Claim:
    """The claim a step bears on in the end: its conclusion, or that of the step it undercuts …; two queries.

    Raises Claim.DoesNotExist where steps undercut each other in a circle, and so bear on none.
    """
    with connection.cursor() as cursor:
        cursor.execute(TARGET, [step.pk])
        row = cursor.fetchone()
    if row is None:
        raise Claim.DoesNotExist(f"step {step.pk} undercuts in a circle")
    return Claim.objects.with_wording().get(pk=row[0])


def way_to(claim: int) -> list[Waypoint]:
    """The claims from a main claim (or another root) down to, not including, this one; one query."""
    with connection.cursor() as cursor:
        cursor.execute(WAY, [claim, LONGEST_PATH])
        return [Waypoint(*row) for row in cursor.fetchall()]
