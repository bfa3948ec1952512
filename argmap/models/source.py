from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Lower, Trim
from django.urls import reverse

from argmap.graph.notation import SOURCE_KINDS
from argmap.models.fields import Loaded, choices_of, no_longer_than, one_of, tracked, web_address

CURATION = ("unreviewed", "confirmed", "disputed", "rejected")


def normalised(citation: F | Value) -> Func:
    """Fold a citation for comparison: lower case, runs of other than letters, digits and § one space."""
    spaced = Func(citation, Value("[^[:alnum:]§]+"), Value(" "), Value("g"), function="REGEXP_REPLACE")
    return Trim(Lower(spaced))


#: What tells two sources apart has changed, so the desk reads the citation again and compares it with the others.
IS_LOOKED_AT_ANEW = pgtrigger.Trigger(
    name="source_is_looked_at_anew",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange("kind", "citation", "edition", "address", "merged_into"),
    func="NEW.is_parsed = NULL; RETURN NEW;",
)
#: What kinds of sources are called, where their names alone would not say.
CALLED = {
    "fed-reg": "document in the Federal Register",
    "compendium": "chapter of the Copyright Office’s Compendium",
    "page": "web page",
    "file": "file in a repository",
}


class SourceQuerySet(models.QuerySet["Source"]):
    def public(self) -> SourceQuerySet:
        """Those that everybody may see: they do not wait for what brought them."""
        return self.filter(waits_for=None)

    def seen_by(self, person: int | None) -> SourceQuerySet:
        """Those that somebody who is no moderator may see, by their id: the public ones, and their own."""
        return self.filter(Q(waits_for=None) | Q(contributor=person, contributor__isnull=False))

    def listed(self) -> SourceQuerySet:
        """Those that stand for themselves; a merged source is found through its survivor."""
        return self.filter(merged_into=None)

    def same_as(self, sources: Iterable[int]) -> SourceQuerySet:
        """These sources and those that were merged into one of them."""
        ids = list(sources)
        return self.filter(Q(pk__in=ids) | Q(merged_into__in=ids))

    def of_kind(self, kind: str) -> SourceQuerySet:
        return self.filter(kind=kind)

    def matching(self, words: str) -> SourceQuerySet:
        """Those whose title, citation or key holds all the words, in any order and case."""
        found = self
        for word in words.split()[:10]:
            found = found.filter(Q(title__icontains=word) | Q(citation__icontains=word) | Q(key__icontains=word))
        return found

    def cited_in(self, post: int) -> SourceQuerySet:
        """Those a post's published claims rest on, survivors of merged ones among them."""
        return self._cited(Q(claim__post=post))

    def cited_for(self, claim: int) -> SourceQuerySet:
        """Those a claim rests on, as far as that is published, survivors of merged ones among them."""
        return self._cited(Q(claim=claim) | Q(claim__merged_into=claim))

    def _cited(self, which: Q) -> SourceQuerySet:
        citations = apps.get_model("argmap", "Citation").objects.published().filter(which)
        return self.filter(pk__in=citations.values(rests=Coalesce("source__merged_into", "source")))


@tracked(exclude=["loaded", "normalised_citation", "is_parsed", "waits_for"])
class Source(Loaded):
    """A document that can be cited.

    `citation` is printed as a lawyer would, without a pinpoint; `normalised_citation` is computed from it, and with the
    edition tells whether two sources are one; `is_parsed` says whether it was understood, None until that is looked at,
    and again when the source changes. `date` is as exact as is known: a year, a month or a day. `contributor` added it;
    `merged_into` is the source that it is the same as, which stands for it and is itself merged into none. `waits_for`
    is the citation that brought it where a post is reviewed first: until that is published, or a moderator confirms the
    source, only who added it and moderators see it.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, choices=choices_of(SOURCE_KINDS))
    title = models.CharField(max_length=300)
    citation = models.CharField(max_length=500)
    normalised_citation: Any = models.GeneratedField(
        expression=normalised(F("citation")), output_field=models.CharField(max_length=500), db_persist=True
    )
    edition = models.CharField(max_length=60, blank=True)
    date = models.CharField(max_length=10, blank=True)
    address = models.URLField(max_length=500, blank=True)
    archived_address = models.URLField(max_length=500, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True, max_length=5000)
    curation = models.CharField(max_length=10, choices=choices_of(CURATION), default="unreviewed")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="aliases")
    is_parsed = models.BooleanField(null=True, editable=False)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    waits_for = models.ForeignKey("argmap.Citation", models.PROTECT, null=True, editable=False, related_name="+")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["normalised_citation", "edition"], condition=Q(merged_into=None), name="source_cited_one_way"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="source_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(date="") | Q(date__regex=r"^\d{4}(-\d{2}(-\d{2})?)?$"), name="source_date_form"
            ),
            one_of("kind", SOURCE_KINDS, name="source_kind"),
            web_address("address", name="source_address_is_of_the_web"),
            web_address("archived_address", name="source_archive_is_of_the_web"),
            one_of("curation", CURATION, name="source_curation"),
            no_longer_than(5000, "note", name="source_note_length"),
        )
        triggers = (IS_LOOKED_AT_ANEW,)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.pk])

    @property
    def survivor(self) -> Source:
        """The source that stands for it: itself, unless it was merged. Asks the database unless that was read along."""
        return self.merged_into or self
