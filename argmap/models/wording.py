from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from argmap.models.fields import tracked


@tracked()
class Wording(models.Model):
    """One numbered text of a claim. Append-only: a claim is reworded by adding one and pointing at it."""

    claim = models.ForeignKey("argmap.Claim", models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    is_shipped = models.BooleanField(default=False)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["claim", "number"], name="wording_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="wording_numbers_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_says_something"),
        )
        triggers = (
            pgtrigger.Protect(name="wording_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="wording_is_append_only", fields=["claim", "number", "text", "is_shipped"]),
        )

    def __str__(self) -> str:
        return self.text
