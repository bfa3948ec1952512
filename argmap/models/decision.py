from __future__ import annotations

from enum import StrEnum
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from argmap.models.fields import choices_of, no_longer_than, one_of, tracked
from argmap.models.subject import Subject, about_one_thing


class DecisionAction(StrEnum):
    """What a moderator did; `CAUSE_GONE` is recorded by the site itself."""

    # sources
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    REJECT = "reject"
    CORRECT = "correct"
    RECORD_HISTORY = "record later history"
    REMOVE_HISTORY = "remove later history"
    # two of the same
    MERGE = "merge"
    UNMERGE = "undo merge"
    KEEP_APART = "keep apart"
    # contributions
    ACCEPT = "accept"
    REFUSE = "refuse"
    HIDE = "hide"
    SHOW = "show again"
    RETURN = "return to author"
    DISMISS = "dismiss"
    # quotations
    POINT_ELSEWHERE = "point elsewhere"
    ACCEPT_PARAPHRASE = "accept as paraphrase"
    RAISE_REBUTTAL = "raise as a rebuttal"
    # links
    REPLACE_LINK = "replace link"
    KEEP_LINK = "keep link"
    MARK_DEAD = "mark link dead"
    # people and posts
    WARN = "warn"
    SUSPEND = "suspend"
    LIFT = "lift suspension"
    APPOINT = "change role"
    SET_REVIEW = "change review"
    # the desk
    REOPEN = "reopen"
    CAUSE_GONE = "cause gone"


@tracked()
class Decision(Subject):
    """A moderator's act, public and with a reason. Append-only: one that is taken back is answered by another.

    `wording` is the number of the claim's wording it was made on; `details` hold what the act changed, enough to undo
    it exactly and to replay it; `undoes` is the decision that this one takes back. Without a `moderator` it was made by
    somebody whose account is gone, or, for “cause gone”, by the site itself.
    """

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=24, choices=choices_of(DecisionAction))
    reason = models.TextField(max_length=2000, blank=True)
    item = models.ForeignKey("argmap.DeskItem", models.PROTECT, null=True, blank=True, related_name="decisions")
    wording = models.PositiveIntegerField(null=True, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            one_of("action", DecisionAction, name="decision_action"),
            about_one_thing(name="decision_about_one_thing"),
            no_longer_than(2000, "reason", name="decision_reason_length"),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(action=DecisionAction.CAUSE_GONE), name="decision_has_a_reason"
            ),
        )
        indexes = (models.Index(fields=["action", "-id"], name="decision_by_action"),)
        triggers = (
            pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="decision_is_append_only", exclude=["moderator", "person"]),
        )

    def __str__(self) -> str:
        return f"{self.action}: {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])
