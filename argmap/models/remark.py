from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from argmap.graph.model import State
from argmap.models.fields import choices_of, no_longer_than, one_of, tracked
from argmap.models.passage import Anchored, words_occur


class RemarkQuerySet(models.QuerySet["Remark"]):
    def published(self) -> RemarkQuerySet:
        return self.filter(state=State.PUBLISHED)


@tracked(exclude=["is_accepted"])
class Remark(Anchored):
    """What somebody notes about words of a post, signed; it has no label and no place in the argument."""

    body = models.TextField(max_length=5000)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    is_accepted = models.BooleanField(default=False)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="remark_has_words"),
            one_of("state", State, name="remark_state"),
            no_longer_than(5000, "body", name="remark_length"),
        )
        triggers = (words_occur("remark"),)

    def __str__(self) -> str:
        return self.body

    def get_absolute_url(self) -> str:
        return reverse("remark", args=[self.pk])
