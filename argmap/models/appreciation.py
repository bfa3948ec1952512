from __future__ import annotations

from django.conf import settings
from django.db import models

from argmap.models.post import Post


class Appreciation(models.Model):
    """A person who appreciates a post, once; undone by deleting the row."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="appreciations")
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["post", "contributor"], name="appreciated_once"),)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.contributor_id}"
