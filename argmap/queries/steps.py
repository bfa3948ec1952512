"""Steps as pages show them: with their premises, what is known of those, and the undercuts they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import connection
from django.db.models import Count
from django.db.models.functions import Coalesce

from argmap.graph.model import Stance, State
from argmap.models import Citation, Claim, Inference, Premise
from argmap.models.inference import InferenceQuerySet
from argmap.queries.doubts import Doubt, doubts_alone
from argmap.queries.withdrawals import LIVING

#: What is read along with a premise, so that the claim it stands for asks no further question.
ALONG = ("claim__wording", "claim__contributor", "claim__merged_into__wording", "claim__merged_into__contributor")
Thing = TypeVar("Thing", Claim, Inference)
UNDERCUTS = """
    WITH RECURSIVE undercut (id) AS (
        SELECT step.id
        FROM argmap_inference AS attacked JOIN argmap_inference AS step ON step.undercuts_id = attacked.id
        WHERE (attacked.id = ANY(%(steps)s) OR attacked.merged_into_id = ANY(%(steps)s))
          AND step.state = 'published' AND step.merged_into_id IS NULL
        UNION
        SELECT step.id
        FROM undercut JOIN argmap_inference AS attacked ON undercut.id IN (attacked.id, attacked.merged_into_id)
             JOIN argmap_inference AS step ON step.undercuts_id = attacked.id
        WHERE step.state = 'published' AND step.merged_into_id IS NULL
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

    @property
    def doubts(self) -> Sequence[Doubt]:
        """What is doubtful about the quotations that it rests on."""
        return doubts_alone(self.citations)


@dataclass(slots=True)
class StepView:
    """A step laid out in premise–conclusion form, and the steps that undercut it; `also` make the same point."""

    step: Inference
    premises: list[PremiseView] = field(default_factory=list)
    undercuts: list[StepView] = field(default_factory=list)
    also: Sequence[Inference] = ()

    @property
    def numbers(self) -> str:
        """The numbers of its premises, as a step names them: “(1), (2)”."""
        return ", ".join(f"({premise.number})" for premise in self.premises)


def lay_out(steps: InferenceQuerySet, *, is_any: bool = False) -> list[StepView]:
    """Lay out the steps that count among these, in order, with all their undercuts; seven queries at any size.

    Or any of them, for a moderator who is to judge what does not count.
    """
    top = list((steps if is_any else steps.counting()).with_target().select_related("contributor").order_by("pk"))
    below = Inference.objects.filter(pk__in=_undercuts_of([step.pk for step in top])).counting()
    below = below.with_target().select_related("contributor").order_by("pk")
    views = {step.pk: StepView(step) for step in [*top, *below]}
    for view in views.values():
        if (attacked := view.step.attacks) is not None and attacked.pk in views:
            views[attacked.pk].undercuts.append(view)
    _add_premises(views)
    also = same_points(Inference, views)
    for pk, view in views.items():
        view.also = also.get(pk, ())
    return [views[step.pk] for step in top]


def bearing_on(claims: Iterable[int]) -> Mapping[int, Bearing]:
    """What bears on each of these claims; two queries. Claims without anything are given too."""
    ids = list(claims)
    steps: dict[tuple[int, str], int] = {}
    rows = Inference.objects.bearing_on(ids).counting().order_by()
    bearing = rows.values("stance", on=Coalesce("conclusion__merged_into", "conclusion"))
    for row in bearing.annotate(number=Count("pk", distinct=True)):
        steps[row["on"], row["stance"]] = row["number"]
    cited = Citation.objects.published().on_claims(ids).order_by().values(on=Coalesce("claim__merged_into", "claim"))
    sources = {row["on"]: row["number"] for row in cited.annotate(number=Count("pk"))}
    return {
        claim: Bearing(steps.get((claim, Stance.FOR), 0), steps.get((claim, Stance.AGAINST), 0), sources.get(claim, 0))
        for claim in ids
    }


def citations_of(claims: Iterable[int]) -> Mapping[int, list[Citation]]:
    """The published citations of each of these claims with their sources; one query."""
    found: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.published().on_claims(claims).annotate(on=Coalesce("claim__merged_into", "claim"))
    for citation in rows.with_sources().select_related("contributor").order_by("pk"):
        found[vars(citation)["on"]].append(citation)
    return found


def uses_of(claim: Claim) -> list[Inference]:
    """The steps that count and use a claim as a premise, with what they bear on."""
    counting = Inference.objects.starting_from([claim.pk]).counting()
    return list(counting.with_target().select_related("contributor").order_by("pk"))


def same_points(model: type[Thing], survivors: Iterable[int]) -> Mapping[int, list[Thing]]:
    """What was merged into each of these claims, or steps, and is not withdrawn or hidden; one query."""
    found: dict[int, list[Thing]] = defaultdict(list)
    merged = model._default_manager.filter(merged_into__in=list(survivors), state=State.PUBLISHED)
    for row in merged.select_related("contributor").order_by("pk"):
        found[row.merged_into_id or 0].append(row)
    return found


def premises_there(step: Inference) -> list[Claim]:
    """The premises of a step that are published or wait, in order; one query."""
    found = Claim.objects.with_wording().filter(uses__inference=step, state__in=LIVING)
    return list(found.order_by("uses__position"))


def questions_asked(step: Inference) -> Mapping[str, list[Inference]]:
    """The steps that count and raise a question to ask of this one, by the key of the question; one query."""
    found: dict[str, list[Inference]] = defaultdict(list)
    raised = Inference.objects.filter(question_of__in=Inference.objects.same_as([step.pk]).values("pk"))
    for raising in raised.counting().select_related("contributor").order_by("pk"):
        found[raising.question].append(raising)
    return dict(found)


def _undercuts_of(steps: list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(UNDERCUTS, {"steps": steps})
        return [row[0] for row in cursor.fetchall()]


def _add_premises(views: Mapping[int, StepView]) -> None:
    rows = Premise.objects.filter(inference__in=list(views)).select_related(*ALONG)
    used = {(row.inference_id, row.used.pk): row.used for row in rows.order_by("inference", "position")}
    claims = {claim for _, claim in used}
    bearing, citations = bearing_on(claims), citations_of(claims)
    for (step, _), claim in used.items():
        if claim.state == State.PUBLISHED:
            laid_out = views[step].premises
            laid_out.append(PremiseView(len(laid_out) + 1, claim, bearing[claim.pk], citations.get(claim.pk, ())))
