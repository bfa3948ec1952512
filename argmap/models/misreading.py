from __future__ import annotations

from django.conf import settings
from django.db import models

from argmap.graph.model import State
from argmap.models.claim import Claim
from argmap.models.fields import choices_of, no_longer_than, one_of, tracked
from argmap.models.post import Post


class MisreadingQuerySet(models.QuerySet["Misreading"]):
    def open(self) -> MisreadingQuerySet:
        """Those that nobody has taken back or settled."""
        return self.filter(state=State.PUBLISHED)


@tracked()
class Misreading(models.Model):
    """Somebody says that the map misreads the post: which words, what they say instead, and why.

    `wording` is the number of the claim's wording it speaks of; `words` are words of the post.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="misreadings")
    wording = models.PositiveIntegerField()
    words = models.CharField(max_length=1000)
    reading = models.CharField(max_length=500)
    note = models.TextField(blank=True, max_length=5000)
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MisreadingQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of("state", State, name="misreading_state"),
            no_longer_than(5000, "note", name="misreading_note_length"),
        )

    def __str__(self) -> str:
        return self.reading

    def get_absolute_url(self) -> str:
        return f"{self.claim.get_absolute_url()}#misreading-{self.pk}"

    @property
    def post(self) -> Post:
        """The post of its claim, which asks the database unless the claim was read with it."""
        return self.claim.post
