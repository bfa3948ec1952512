from __future__ import annotations

from django.conf import settings
from django.db import models

from argmap.models.decision import Decision
from argmap.models.fields import no_longer_than, tracked


@tracked()
class Appeal(models.Model):
    """What somebody who is affected by a decision says to it: once for each decision."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    words = models.TextField(max_length=2000)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (no_longer_than(2000, "words", name="appeal_length"),)

    def __str__(self) -> str:
        return self.words
