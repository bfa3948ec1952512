from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import Exact

from argmap.models.claim import Claim
from argmap.models.decision import Decision
from argmap.models.fields import choices_of, one_of
from argmap.models.inference import Inference


class AnswerKind(StrEnum):
    """What happened to something of one's own."""

    REPLY = "reply"
    REWORDING = "rewording"
    DECISION = "decision"
    OUTCOME = "outcome"
    MISREADING = "misreading"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def unread(self) -> AnswerQuerySet:
        return self.filter(read_at=None)


class Answer(models.Model):
    """Something that happened to a person's contribution, told to that person.

    A *reply* is the step that answers; a *rewording* the claim that was answered and now reads otherwise, `was` and
    `became` being the numbers of two wordings; an *outcome* one's own claim or step whose label went from `was` to
    `became`; a *misreading*, told to moderators, a claim of which somebody says that it misreads the post; a *decision*
    one that a moderator made about something of one's own.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=choices_of(AnswerKind))
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="+")
    inference = models.ForeignKey(Inference, models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="+")
    was = models.CharField(max_length=10, blank=True)
    became = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of("kind", AnswerKind, name="answer_kind"),
            models.CheckConstraint(
                condition=Q(
                    Exact(
                        Func(
                            "claim",
                            "inference",
                            "decision",
                            function="num_nonnulls",
                            output_field=models.IntegerField(),
                        ),
                        1,
                    )
                ),
                name="answer_about_one_thing",
            ),
        )
        indexes = (models.Index(fields=["recipient", "-id"], name="answers_newest_first"),)

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"
