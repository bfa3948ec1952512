from __future__ import annotations

from enum import StrEnum

from django.db import models

from argmap.models.fields import choices_of, one_of
from argmap.models.source import Source


class LinkOutcome(StrEnum):
    """What came of asking for an address."""

    FINE = "fine"
    CHANGED = "changed"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


class LinkCheck(models.Model):
    """What an address of a source answered when it was last asked, and the time before.

    `status` is that of HTTP, None where nothing answered; `sha256` the hash of what came, and `first_sha256` that of
    the first good answer, which later ones are compared with; `moved_to` is where redirects ended; `failures` counts
    those in a row. “Refused” are addresses that are never asked, such as those of private networks. A moderator
    has said of what `is_dead` that it will not come back; it is asked no more.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="link_checks")
    address = models.URLField(max_length=500)
    outcome = models.CharField(max_length=11, choices=choices_of(LinkOutcome))
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    first_sha256 = models.CharField(max_length=64, blank=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    failures = models.PositiveIntegerField(default=0)
    is_dead = models.BooleanField(default=False)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = (
            one_of("outcome", LinkOutcome, name="link_outcome"),
            models.UniqueConstraint(fields=["source", "address"], name="link_checked_for_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.address}: {self.outcome}"
