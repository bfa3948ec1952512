"""What hangs on a contribution that is taken back, by its author or a moderator."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Premise
from argmap.models.claim import ClaimQuerySet

#: What is there, or would be.
LIVING = (State.PUBLISHED, State.WAITING)


def built_on_by_others(claim: Claim) -> bool:
    """Whether a claim of somebody else was merged into one, or a step of theirs uses it or bears on it; two queries."""
    others = ~Q(contributor=claim.contributor_id) | Q(contributor=None)
    steps = Inference.objects.published().filter(others)
    built = steps.bearing_on([claim.pk]) | steps.starting_from([claim.pk])
    return claim.same_points.filter(others).exists() or built.exists()


def made_by_others_too(step: Inference) -> bool:
    """Whether somebody else's step was merged into one, which stands for it; one query."""
    return step.same_points.filter(~Q(contributor=step.contributor_id) | Q(contributor=None)).exists()


def answers_to(claim: Claim) -> int:
    """How many published steps bear on a claim or use it; one query."""
    steps = Inference.objects.published()
    return (steps.bearing_on([claim.pk]) | steps.starting_from([claim.pk])).distinct().count()


def came_with(step: Inference) -> ClaimQuerySet:
    """The premises that a step's own author added; never what a post states or has for a main claim."""
    own = Claim.objects.filter(contributor=step.contributor_id, uses__inference=step)
    return own.filter(passages=None, main_order=None)


def only_used_in(step: Inference) -> ClaimQuerySet:
    """The premises that came with a step, are there still, and that nothing else uses, bears on or cites for."""
    elsewhere = Premise.objects.filter(claim=OuterRef("pk"), inference__state__in=LIVING).exclude(inference=step)
    bearing = Inference.objects.filter(conclusion=OuterRef("pk"), state__in=LIVING)
    cited = Citation.objects.filter(claim=OuterRef("pk"), state__in=LIVING).exclude(contributor=step.contributor_id)
    alone = ~Exists(elsewhere), ~Exists(bearing), ~Exists(cited)
    return came_with(step).filter(*alone, state__in=LIVING)
