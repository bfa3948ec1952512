from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from argmap.models.claim import Claim
from argmap.models.fields import Role, choices_of, one_of, tracked
from argmap.models.post import Post

WORDS_OCCUR = pgtrigger.Trigger(
    name="passage_words_occur",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (
            SELECT 1 FROM argmap_passage AS passage JOIN argmap_post AS post ON post.id = passage.post_id
            WHERE passage.id = NEW.id
              AND substr(post.text, passage."start" + 1, passage."end" - passage."start") <> passage.exact
        ) THEN
            RAISE EXCEPTION 'passage % does not occur in its post', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)


@tracked()
class Passage(models.Model):
    """Exact words of a post: W3C TextQuote and TextPosition selectors, in code points of its canonical text.

    `end` is exclusive. Belongs to the claim the words state, or to none; `key` names it in the folder it came from.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="passages")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="passages")
    key = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=12, choices=choices_of(Role))
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_has_words"),
            one_of("role", Role, name="passage_role"),
            models.UniqueConstraint(
                fields=["post", "claim", "role", "start", "end"], name="passage_marked_once", nulls_distinct=False
            ),
        )
        triggers = (WORDS_OCCUR,)

    def __str__(self) -> str:
        return self.exact
