from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from argmap.graph.model import State
from argmap.models.claim import Claim
from argmap.models.fields import Role, choices_of, one_of, tracked
from argmap.models.post import Post


def words_occur(noun: str) -> pgtrigger.Trigger:
    """Keep a row's words those which stand at its place in the post, letter by letter."""
    return pgtrigger.Trigger(
        name=f"{noun}_words_occur",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=f"""
        IF EXISTS (
            SELECT 1 FROM argmap_{noun} AS {noun} JOIN argmap_post AS post ON post.id = {noun}.post_id
            WHERE {noun}.id = NEW.id
              AND substr(post.text, {noun}."start" + 1, {noun}."end" - {noun}."start") <> {noun}.exact
        ) THEN
            RAISE EXCEPTION '{noun} % does not occur in its post', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
    )


class Anchored(models.Model):
    """Exact words of a post: W3C TextQuote and TextPosition selectors, in code points of its canonical text.

    `end` is exclusive.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="%(class)ss")
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        abstract = True


class PassageQuerySet(models.QuerySet["Passage"]):
    def shown(self) -> PassageQuerySet:
        """Those of no claim, and those of one that is published; for a merged one its survivor must be."""
        shown = Coalesce("claim__merged_into__state", "claim__state")
        return self.alias(shown=shown).filter(Q(claim=None) | Q(shown=State.PUBLISHED))

    def with_claims(self) -> PassageQuerySet:
        """Bring along the claims that are stated, with their wordings and who contributed them."""
        claims = ("claim", "claim__merged_into")
        return self.select_related(*(f"{claim}__{name}" for claim in claims for name in ("wording", "contributor")))


@tracked()
class Passage(Anchored):
    """Words of a post with a role. Belongs to the claim the words state, or to none; `key` names it in the folder it
    came from, and `contributor` is who marked it on the site.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="passages")
    key = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=12, choices=choices_of(Role))
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_has_words"),
            one_of("role", Role, name="passage_role"),
            models.UniqueConstraint(
                fields=["post", "claim", "role", "start", "end"], name="passage_marked_once", nulls_distinct=False
            ),
        )
        triggers = (words_occur("passage"),)

    def __str__(self) -> str:
        return self.exact

    @property
    def is_shipped(self) -> bool:
        """Whether it came with a post's folder."""
        return bool(self.key)

    @property
    def stated(self) -> Claim | None:
        """The claim that it states, or the survivor of that. Asks the database unless read `with_claims()`."""
        return self.claim.survivor if self.claim is not None else None
