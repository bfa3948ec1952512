from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from argmap.graph.model import State
from argmap.graph.treatments import Extent, Treatment
from argmap.models.fields import Loaded, choices_of, no_longer_than, one_of, tracked
from argmap.models.source import Source


class LaterHistoryQuerySet(models.QuerySet["LaterHistory"]):
    def published(self) -> LaterHistoryQuerySet:
        return self.filter(state=State.PUBLISHED)


@tracked(exclude=["loaded"])
class LaterHistory(Loaded):
    """What later happened to a source: by which other source, or, where that is not here, by what is cited in words."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="later_history")
    treatment = models.CharField(max_length=13, choices=choices_of(Treatment))
    extent = models.CharField(max_length=16, choices=choices_of(Extent), default=Extent.WHOLE)
    by = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="treats")
    cited = models.CharField(max_length=500, blank=True)
    date = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LaterHistoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "later histories"
        constraints = (
            one_of("treatment", Treatment, name="later_history_treatment"),
            one_of("extent", Extent, name="later_history_extent"),
            one_of("state", State, name="later_history_state"),
            no_longer_than(5000, "note", name="later_history_note_length"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("source")), name="later_history_by_another_source"
            ),
            models.CheckConstraint(condition=Q(by__isnull=False) | ~Q(cited=""), name="later_history_says_by_what"),
            models.CheckConstraint(
                condition=Q(date="") | Q(date__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"), name="later_history_date_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.treatment} {self.extent}"
