from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import MD5, Coalesce
from django.urls import reverse

from argmap.graph.model import State, Voice
from argmap.models.claim import Claim
from argmap.models.fields import Among, Loaded, choices_of, no_longer_than, one_of, tracked
from argmap.models.post import Post
from argmap.models.source import Source


class CitationQuerySet(models.QuerySet["Citation"]):
    def published(self) -> CitationQuerySet:
        """Those that are published on a claim that is, or was merged into one that is."""
        shown = Coalesce("claim__merged_into__state", "claim__state")
        return self.alias(claim_shown=shown).filter(state=State.PUBLISHED, claim_shown=State.PUBLISHED)

    def on_claims(self, claims: Iterable[int]) -> CitationQuerySet:
        """Those on these claims, or on what was merged into one of them."""
        return self.filter(Among("claim", Claim.objects.same_as(claims).values("pk")))

    def resting_on(self, sources: Iterable[int]) -> CitationQuerySet:
        """Those of these sources, or of what was merged into one of them."""
        return self.filter(Among("source", Source.objects.same_as(sources).values("pk")))

    def with_sources(self) -> CitationQuerySet:
        """Bring the sources along, so that `rests_on` and `read_in` ask no further question."""
        return self.select_related("source__merged_into", "quoted_in__merged_into")


@tracked(exclude=["loaded", "found", "is_accepted"])
class Citation(Loaded):
    """A claim resting on a source: where in it (`locator`) and which words of it (`quotation`).

    `quoted_in` is the source the words were read in, when the cited one was not seen. `found` is what the check of the
    quotation says (operations.checking): computed and never typed in; None without a quotation.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    locator = models.CharField(max_length=200, blank=True)
    quotation = models.TextField(blank=True, max_length=5000)
    quoted_in = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True, max_length=5000)
    found: models.JSONField[Any, Any] = models.JSONField(null=True, editable=False)
    voice = models.CharField(max_length=10, choices=choices_of(Voice))
    state = models.CharField(max_length=10, choices=choices_of(State), default=State.PUBLISHED)
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_accepted = models.BooleanField(default=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                F("claim"), F("source"), F("locator"), MD5("quotation"), name="citation_made_once_on_a_claim"
            ),
            one_of("voice", Voice, name="citation_voice"),
            one_of("state", State, name="citation_state"),
            no_longer_than(5000, "note", name="citation_note_length"),
            no_longer_than(5000, "quotation", name="citation_quotation_length"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.source_id}"

    def get_absolute_url(self) -> str:
        return reverse("citation", args=[self.pk])

    @property
    def is_reviewed(self) -> bool:
        """Whether it came with a post, or a moderator has accepted it."""
        return self.is_shipped or self.is_accepted

    @property
    def rests_on(self) -> Source:
        """The source, or what it was merged into. Read it `with_sources()`."""
        return self.source.survivor

    @property
    def read_in(self) -> Source | None:
        """The source its words were read in, or what that was merged into. Read it `with_sources()`."""
        return self.quoted_in.survivor if self.quoted_in is not None else None

    @property
    def post(self) -> Post:
        """The post of its claim, which asks the database unless the claim was read with it."""
        return self.claim.post
