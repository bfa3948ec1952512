from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from argmap.graph.model import State
from argmap.models.fields import choices_of, no_longer_than, one_of, tracked


@tracked()
class Wording(models.Model):
    """One numbered text of a claim. Append-only: a claim is reworded by adding one and pointing at it.

    Where a post is reviewed first, a new one waits: its `state` says whether it was ever public, and `granted` and
    `note` are what the claim would have with it, None where that stays as it is.
    """

    claim = models.ForeignKey("argmap.Claim", models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    granted = models.BooleanField(null=True)
    note = models.TextField(max_length=5000, null=True)  # noqa: DJ001  empty is a note that is taken away
    is_shipped = models.BooleanField(default=False)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["claim", "number"], name="wording_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="wording_numbers_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_says_something"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state=State.WAITING), name="wording_waits_alone_on_a_claim"
            ),
            one_of("state", State, name="wording_state"),
            no_longer_than(5000, "note", name="wording_note_length"),
        )
        triggers = (
            pgtrigger.Protect(name="wording_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="wording_is_append_only", fields=["claim", "number", "text", "granted", "note", "is_shipped"]
            ),
        )

    def __str__(self) -> str:
        return self.text
