from __future__ import annotations

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form that was accepted, so that sending it again makes nothing twice: `address` is where its result is."""

    token = models.UUIDField()
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contributor", "token"], name="form_accepted_once"),)

    def __str__(self) -> str:
        return self.address
