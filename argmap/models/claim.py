from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from argmap.graph.labels import ClaimLabel
from argmap.graph.model import State, Voice
from argmap.models.fields import Labelled, Loaded, choices_of, no_longer_than, one_of, tracked
from argmap.models.post import Post
from argmap.models.wording import Wording


class ClaimQuerySet(models.QuerySet["Claim"]):
    def published(self) -> ClaimQuerySet:
        """Those that are published and stand for themselves; a merged one is found through its survivor."""
        return self.filter(state=State.PUBLISHED, merged_into=None)

    def same_as(self, claims: Iterable[int]) -> ClaimQuerySet:
        """These claims and those that were merged into one of them."""
        ids = list(claims)
        return self.filter(Q(pk__in=ids) | Q(merged_into__in=ids))

    def reviewed(self) -> ClaimQuerySet:
        """Those that came with a post, or whose public wording a moderator has accepted."""
        return self.filter(Q(loaded__isnull=False) | Q(accepted_wording=F("public_wording")))

    def main(self) -> ClaimQuerySet:
        """The main claims of their posts, in order."""
        return self.filter(main_order__isnull=False).order_by("post", "main_order")

    def with_wording(self) -> ClaimQuerySet:
        """Bring the public wording along, so that `claim.text` asks no further question."""
        return self.select_related("wording")


@tracked(exclude=["wording", "loaded", "label", "why", "leads_to", "depth", "behind", "accepted_wording"])
class Claim(Loaded, Labelled):
    """One assertion that can be true or false.

    `leads_to`, `depth` and `behind` are its place in the reading order (graph.outline), stored by every operation that
    changes the graph: the step by which it leads towards a main claim, how many steps away that is, and how many claims
    lead there through it. `accepted_wording` is the newest one that a moderator has accepted; `merged_into` the claim
    that says the same, which stands for it.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="claims")
    key = models.CharField(max_length=64)
    public_wording = models.PositiveIntegerField(default=1)
    accepted_wording = models.PositiveIntegerField(null=True, blank=True)
    wording = models.ForeignObject(
        Wording,
        models.DO_NOTHING,
        from_fields=["id", "public_wording"],
        to_fields=["claim", "number"],
        related_name="+",
    )
    voice = models.CharField(max_length=10, choices=choices_of(Voice))
    granted = models.BooleanField()
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    main_order = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same_points")
    leads_to = models.ForeignKey("argmap.Inference", models.SET_NULL, null=True, editable=False, related_name="+")
    depth = models.PositiveIntegerField(null=True, editable=False)
    behind = models.PositiveIntegerField(default=0, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post", "key"], name="claim_key_once_in_a_post"),
            models.UniqueConstraint(fields=["id", "post"], name="claim_with_its_post"),
            models.UniqueConstraint(
                fields=["post", "main_order"], name="main_claims_in_order", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="claim_not_merged_into_itself"
            ),
            one_of("voice", Voice, name="claim_voice"),
            one_of("state", State, name="claim_state"),
            one_of("label", ClaimLabel, name="claim_label"),
            no_longer_than(5000, "note", name="claim_note_length"),
        )
        indexes = (models.Index(fields=["post", "depth", "id"], name="claim_by_depth"),)

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.pk])

    @property
    def is_reviewed(self) -> bool:
        """Whether it came with a post, or a moderator has accepted it as it reads now."""
        return self.is_shipped or self.accepted_wording == self.public_wording

    @property
    def survivor(self) -> Claim:
        """The claim that stands for it: itself, unless it was merged. Asks the database unless that was read along."""
        return self.merged_into or self

    @property
    def text(self) -> str:
        """Its public wording. Asks the database unless the claim was read with `with_wording()`."""
        return self.wording.text
