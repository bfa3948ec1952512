from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import Exact

from argmap.models.citation import Citation
from argmap.models.claim import Claim
from argmap.models.fields import choices_of, one_of, tracked
from argmap.models.inference import Inference
from argmap.models.misreading import Misreading
from argmap.models.remark import Remark

FLAGGED = ("claim", "inference", "citation", "misreading", "remark")


class FlagReason(StrEnum):
    """What is wrong with a contribution."""

    ABUSE = "abuse"
    SPAM = "spam"
    OFF_TOPIC = "off topic"
    MISLEADING = "misleading"
    PERSONAL_DATA = "personal data"
    COPYRIGHT = "copyright"
    OTHER = "other"


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> FlagQuerySet:
        """Those that no moderator has answered."""
        return self.filter(answered_at=None)


@tracked()
class Flag(models.Model):
    """Somebody tells the moderators that a contribution should not stand as it is. Not public."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="flags")
    inference = models.ForeignKey(Inference, models.PROTECT, null=True, blank=True, related_name="flags")
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="flags")
    misreading = models.ForeignKey(Misreading, models.PROTECT, null=True, blank=True, related_name="flags")
    remark = models.ForeignKey(Remark, models.PROTECT, null=True, blank=True, related_name="flags")
    why = models.CharField(max_length=13, choices=choices_of(FlagReason))
    words = models.CharField(max_length=1000, blank=True)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of("why", FlagReason, name="flag_reason"),
            models.CheckConstraint(
                condition=Q(Exact(Func(*FLAGGED, function="num_nonnulls", output_field=models.IntegerField()), 1)),
                name="flag_about_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["contributor", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"{name}_flagged_once_by_a_person",
                )
                for name in FLAGGED
            ),
        )

    def __str__(self) -> str:
        return self.why
