from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value

from argmap.models.fields import choices_of, one_of, tracked
from argmap.models.source import CURATION, Source


def sha256_of(field: str) -> Func:
    """The SHA-256 of a text column in UTF-8, in hexadecimal, as PostgreSQL computes it."""
    octets = Func(F(field), Value("UTF8"), function="CONVERT_TO", output_field=models.BinaryField())
    digest = Func(octets, function="SHA256", output_field=models.BinaryField())
    return Func(digest, Value("hex"), function="ENCODE", output_field=models.CharField())


#: So much of a text that is for checking only is shown in one place, in characters.
LONGEST_PASSAGE = 600


class SourceTextQuerySet(models.QuerySet["SourceText"]):
    def public(self) -> SourceTextQuerySet:
        """Those that everybody may see: neither they nor their source wait for what brought them."""
        return self.filter(waits_for=None, source__waits_for=None)

    def seen_by(self, person: int | None) -> SourceTextQuerySet:
        """Those that somebody who is no moderator may see, by their id: the public ones, and their own."""
        public = Q(waits_for=None, source__waits_for=None)
        return self.filter(public | Q(supplied_by=person, supplied_by__isnull=False))

    def usable(self) -> SourceTextQuerySet:
        """Those that are shown and that quotations are looked up in: all but what a moderator rejected."""
        return self.exclude(curation="rejected")

    def of_source(self, source: int) -> SourceTextQuerySet:
        """Those of a source, and of what was merged into it."""
        return self.filter(Q(source=source) | Q(source__merged_into=source))

    def settling(self, source: int) -> SourceTextQuerySet:
        """The confirmed whole texts of a source and what was merged into it, which say what is in it and what not."""
        return self.of_source(source).filter(is_whole=True, curation="confirmed")


@tracked(exclude=["text", "waits_for"])
class SourceText(models.Model):
    """Stored text of a source: frozen and hashed; a newer text is another row beside it.

    One that `is_for_checking` is shown in passages only. What somebody supplied is shown as theirs until a moderator
    has confirmed it (`curation`); what came with a post is confirmed. `waits_for` is the citation that it was pasted
    for where a post is reviewed first: until that is published, or a moderator confirms the text, only who supplied it
    and moderators see it.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="texts")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    is_whole = models.BooleanField()
    retrieved = models.DateField(null=True, blank=True)
    law_as_of = models.DateField(null=True, blank=True)
    found_at = models.CharField(max_length=1000, blank=True)
    edition = models.CharField(max_length=60, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    is_for_checking = models.BooleanField(default=False)
    curation = models.CharField(max_length=10, choices=choices_of(CURATION), default="unreviewed")
    supplied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    waits_for = models.ForeignKey("argmap.Citation", models.PROTECT, null=True, editable=False, related_name="+")

    objects = SourceTextQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "sha256"], name="text_stored_once"),
            models.CheckConstraint(condition=Q(sha256=sha256_of("text")), name="text_matches_its_hash"),
            models.CheckConstraint(condition=~Q(text=""), name="text_is_not_empty"),
            one_of("curation", CURATION, name="text_curation"),
        )
        triggers = (
            pgtrigger.Protect(name="text_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="text_is_frozen", fields=["source", "text", "sha256"]),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.sha256[:12]}"

    def get_absolute_url(self) -> str:
        """Where it is shown; asks the database unless its source was read with it."""
        return f"{self.source.survivor.get_absolute_url()}?text={self.pk}"

    @property
    def contributor(self) -> Any:
        """Who supplied it, by the name that this has in all contributions."""
        return self.supplied_by
