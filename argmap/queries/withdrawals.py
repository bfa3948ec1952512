"""What hangs on a contribution that its author wants to take back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Premise
from argmap.models.claim import ClaimQuerySet


def built_on_by_others(claim: Claim) -> bool:
    """Whether a published step of somebody else uses a claim, supports it or rebuts it; one query."""
    of_others = Inference.objects.published().filter(Q(conclusion=claim) | Q(premises__claim=claim))
    return of_others.filter(~Q(contributor=claim.contributor_id) | Q(contributor=None)).exists()


def answers_to(claim: Claim) -> int:
    """How many published steps bear on a claim or use it; one query."""
    bearing = Q(conclusion=claim) | Q(premises__claim=claim)
    return Inference.objects.published().filter(bearing).distinct().count()


def only_used_in(step: Inference) -> ClaimQuerySet:
    """The premises of a step that its own author added and that nothing else uses, supports, rebuts or cites for.

    What the post states or has for a main claim is never among them.
    """
    elsewhere = Premise.objects.filter(claim=OuterRef("pk"), inference__state=State.PUBLISHED).exclude(inference=step)
    bearing = Inference.objects.published().filter(conclusion=OuterRef("pk"))
    cited = Citation.objects.published().filter(claim=OuterRef("pk")).exclude(contributor=step.contributor_id)
    own = Claim.objects.published().filter(contributor=step.contributor_id, uses__inference=step)
    return own.filter(~Exists(elsewhere), ~Exists(bearing), ~Exists(cited), passages=None, main_order=None)
