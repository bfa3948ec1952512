"""Steps as pages show them: with their premises, what is known of those, and the undercuts they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Q

from argmap.graph.model import Stance, State
from argmap.models import Citation, Claim, Inference, Premise
from argmap.models.inference import InferenceQuerySet

UNDERCUTS = """
    WITH RECURSIVE undercut (id) AS (
        SELECT id FROM argmap_inference WHERE undercuts_id = ANY(%s) AND state = 'published'
        UNION
        SELECT step.id FROM argmap_inference AS step JOIN undercut ON step.undercuts_id = undercut.id
        WHERE step.state = 'published'
    )
    SELECT id FROM undercut
"""


@dataclass(frozen=True, slots=True)
class Bearing:
    """How many reasons, rebuttals and sources a claim has."""

    reasons: int = 0
    rebuttals: int = 0
    sources: int = 0


@dataclass(slots=True)
class PremiseView:
    """A premise with its number in the step, and what bears on it."""

    number: int
    claim: Claim
    bearing: Bearing
    citations: Sequence[Citation]


@dataclass(slots=True)
class StepView:
    """A step laid out in premise–conclusion form, and the steps that undercut it."""

    step: Inference
    premises: list[PremiseView] = field(default_factory=list)
    undercuts: list[StepView] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        """The numbers of its premises, as a step names them: “(1), (2)”."""
        return ", ".join(f"({premise.number})" for premise in self.premises)


def lay_out(steps: InferenceQuerySet) -> list[StepView]:
    """Lay out the steps that count among these, in order, with all their undercuts; six queries at any size."""
    top = list(steps.counting().select_related("contributor").order_by("pk"))
    below = Inference.objects.filter(pk__in=_undercuts_of([step.pk for step in top])).counting()
    below = below.select_related("contributor").order_by("pk")
    views = {step.pk: StepView(step) for step in [*top, *below]}
    for view in views.values():
        if view.step.undercuts_id in views:
            views[view.step.undercuts_id].undercuts.append(view)
    _add_premises(views)
    return [views[step.pk] for step in top]


def bearing_on(claims: Iterable[int]) -> Mapping[int, Bearing]:
    """What bears on each of these claims; two queries. Claims without anything are given too."""
    ids = list(claims)
    steps: dict[tuple[int, str], int] = {}
    rows = Inference.objects.filter(conclusion__in=ids).counting().order_by()
    for row in rows.values("conclusion", "stance").annotate(number=Count("pk", distinct=True)):
        steps[row["conclusion"], row["stance"]] = row["number"]
    cited = Citation.objects.published().filter(claim__in=ids).order_by().values("claim").annotate(number=Count("pk"))
    sources = {row["claim"]: row["number"] for row in cited}
    return {
        claim: Bearing(steps.get((claim, Stance.FOR), 0), steps.get((claim, Stance.AGAINST), 0), sources.get(claim, 0))
        for claim in ids
    }


def citations_of(claims: Iterable[int]) -> Mapping[int, list[Citation]]:
    """The published citations of each of these claims with their sources; one query."""
    found: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.published().filter(claim__in=list(claims))
    for citation in rows.select_related("source", "quoted_in", "contributor").order_by("pk"):
        found[citation.claim_id].append(citation)
    return found


def uses_of(claim: Claim) -> list[Inference]:
    """The steps that count and use a claim as a premise, with what they bear on."""
    counting = Inference.objects.filter(Q(pk__in=claim.uses.values("inference"))).counting()
    return list(counting.select_related("conclusion__wording", "undercuts", "contributor").order_by("pk"))


def questions_asked(step: Inference) -> Mapping[str, list[Inference]]:
    """The steps that count and raise a question to ask of this one, by the key of the question; one query."""
    found: dict[str, list[Inference]] = defaultdict(list)
    for raising in step.questioned_by.counting().select_related("contributor").order_by("pk"):
        found[raising.question].append(raising)
    return dict(found)


def _undercuts_of(steps: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(UNDERCUTS, [steps])
        return [row[0] for row in cursor.fetchall()]


def _add_premises(views: Mapping[int, StepView]) -> None:
    rows = Premise.objects.filter(inference__in=list(views), claim__state=State.PUBLISHED)
    premises = list(rows.select_related("claim__wording", "claim__contributor").order_by("inference", "position"))
    claims = {premise.claim_id for premise in premises}
    bearing, citations = bearing_on(claims), citations_of(claims)
    for premise in premises:
        claim = premise.claim
        laid_out = views[premise.inference_id].premises
        view = PremiseView(len(laid_out) + 1, claim, bearing[claim.pk], citations.get(claim.pk, ()))
        laid_out.append(view)
