from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.lookups import LessThanOrEqual

from argmap.models.citation import Citation
from argmap.models.claim import Claim
from argmap.models.inference import Inference
from argmap.models.misreading import Misreading
from argmap.models.post import Post
from argmap.models.remark import Remark
from argmap.models.source import Source
from argmap.models.source_request import SourceRequest
from argmap.models.source_text import SourceText

#: Every column that can say what a row is about.
SUBJECTS = (
    "post", "claim", "inference", "citation", "source", "text", "misreading", "remark", "request", "person",
)  # fmt: skip


def about_one_thing(*, name: str) -> models.CheckConstraint:
    """Constrain a row to one subject; to none only where an account was deleted that it was about."""
    counted = Func(*SUBJECTS, function="num_nonnulls", output_field=models.IntegerField())
    return models.CheckConstraint(condition=Q(LessThanOrEqual(counted, 1)), name=name)


class Subject(models.Model):
    """A row about one thing of the site: exactly one of these columns says which."""

    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    inference = models.ForeignKey(Inference, models.PROTECT, null=True, blank=True, related_name="+")
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.ForeignKey(SourceText, models.PROTECT, null=True, blank=True, related_name="+")
    misreading = models.ForeignKey(Misreading, models.PROTECT, null=True, blank=True, related_name="+")
    remark = models.ForeignKey(Remark, models.PROTECT, null=True, blank=True, related_name="+")
    request = models.ForeignKey(SourceRequest, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def subject(self) -> models.Model | None:
        """What it is about, or None where that was a person who is gone. Asks the database unless read along."""
        name = next((name for name in SUBJECTS if getattr(self, f"{name}_id") is not None), None)
        found: models.Model | None = getattr(self, name) if name else None
        return found
