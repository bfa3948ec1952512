from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.urls import reverse

from argmap.models.claim import Claim
from argmap.models.fields import choices_of, one_of
from argmap.models.inference import Inference
from argmap.models.post import Post
from argmap.models.source import Source
from argmap.models.subject import Subject, about_one_thing


class ItemKind(StrEnum):
    """Why something needs a person."""

    QUOTATION = "quotation"
    SOURCE = "source"
    CONTRIBUTION = "contribution"
    WAITING = "waiting"
    FLAG = "flag"
    APPEAL = "appeal"
    TEXT = "text"
    LINK = "link"
    UNPARSED = "unparsed"
    DUPLICATE = "duplicate"
    NEEDS_SOURCE = "needs-source"
    MISREADING = "misreading"


class DeskItemQuerySet(models.QuerySet["DeskItem"]):
    def open(self) -> DeskItemQuerySet:
        """Those that still wait for a person."""
        return self.filter(closed_at=None)

    def by_consequence(self) -> DeskItemQuerySet:
        """Most consequential first: how much hangs on it, then how long it waits."""
        return self.order_by("-weight", "opened_at", "pk")


class DeskItem(Subject):
    """Something on the moderators' desk. Opened where a cause is, closed by a decision or when its cause is gone.

    `basis` names what a decision is bound to (the number of a wording, the hash of a quotation …): when that changes it
    is another item. `key` says which item it is: kind, what it is about, and basis. `reach` counts the claims that hang
    on it, or that cite a source, `weight` adds how urgent it is; `within` is the post it is in, where it is in one. An
    item of two things names the second in one of the `other_` columns. A moderator has decided what `is_settled`, so
    that the same cause does not open it again; what a moderator put back on the desk, `is_reopened`, waits for another
    decision even where its cause is gone.
    """

    kind = models.CharField(max_length=12, choices=choices_of(ItemKind))
    within = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="desk_items")
    other_source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    other_claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    other_inference = models.ForeignKey(Inference, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=200)
    reach = models.PositiveIntegerField(default=0)
    weight = models.PositiveIntegerField(default=0)
    is_settled = models.BooleanField(default=False)
    is_reopened = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DeskItemQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of("kind", ItemKind, name="item_kind"),
            about_one_thing(name="item_about_one_thing"),
            models.UniqueConstraint(fields=["key"], condition=Q(closed_at=None), name="item_open_once"),
            models.CheckConstraint(
                condition=Q(is_settled=False) | Q(closed_at__isnull=False), name="item_settled_is_closed"
            ),
            models.CheckConstraint(condition=Q(is_reopened=False) | Q(closed_at=None), name="item_reopened_is_open"),
        )
        indexes = (
            models.Index(
                fields=["-weight", "opened_at", "id"], condition=Q(closed_at=None), name="item_by_consequence"
            ),
            models.Index(fields=["key"], condition=Q(is_settled=True), name="item_settled"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("item", args=[self.pk])
