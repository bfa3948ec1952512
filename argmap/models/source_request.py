from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from argmap.graph.model import State
from argmap.models.claim import Claim
from argmap.models.fields import choices_of, one_of, tracked


class SourceRequestQuerySet(models.QuerySet["SourceRequest"]):
    def open(self) -> SourceRequestQuerySet:
        """Those that nobody has taken back or settled."""
        return self.filter(state=State.PUBLISHED)


@tracked()
class SourceRequest(models.Model):
    """Somebody says that a claim needs a source, and may say which kind would do."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="source_requests")
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceRequestQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of("state", State, name="request_state"),
            models.UniqueConstraint(
                fields=["claim", "contributor"], condition=Q(state=State.PUBLISHED), name="source_asked_for_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} needs a source"
