"""What was decided about something, and stands."""

from __future__ import annotations

from django.db.models import Q

from argmap.models import Citation, Claim, Decision, Inference, Misreading, Remark, Wording
from argmap.models.decision import DecisionAction

#: By these a contribution is no longer shown.
TAKEN_AWAY = (DecisionAction.HIDE, DecisionAction.REFUSE)


def standing_decision(thing: Claim | Inference | Citation | Remark | Misreading | Wording) -> Decision | None:
    """The decision by which something was hidden or refused, also as a premise of a step; the newest; one query."""
    taken = Decision.objects.filter(action__in=TAKEN_AWAY, undone_by=None).select_related("moderator")
    if isinstance(thing, Wording):
        about = Q(claim=thing.claim_id, wording=thing.number, details__has_key="is_edit")
    else:
        about = Q(**{str(thing._meta.model_name): thing.pk})
    if isinstance(thing, Claim):
        about &= ~Q(details__has_key="is_edit")
        about |= Q(inference__premises__claim=thing, details__premises__has_key=str(thing.pk))
    return taken.filter(about).order_by("-pk").first()
