from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

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


@tracked()
class Passage(Anchored):
    """Words of a post with a role. Belongs to the claim the words state, or to none; `key` names it in the folder it
    came from.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="passages")
    key = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=12, choices=choices_of(Role))

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
