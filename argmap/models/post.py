from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.urls import reverse

from argmap.graph.model import State
from argmap.models.fields import Loaded, tracked, web_address

#: Passages and remarks hold exact words of the canonical text; whoever changes it moves them in the same transaction.
PASSAGES_STILL_OCCUR = pgtrigger.Trigger(
    name="passages_still_occur",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("text"),
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (
            SELECT 1 FROM (
                SELECT post_id, exact, "start", "end" FROM argmap_passage
                UNION ALL SELECT post_id, exact, "start", "end" FROM argmap_remark
            ) AS marked JOIN argmap_post AS post ON post.id = marked.post_id
            WHERE marked.post_id = NEW.id
              AND substr(post.text, marked."start" + 1, marked."end" - marked."start") <> marked.exact
        ) THEN
            RAISE EXCEPTION 'a passage or remark no longer occurs in the text of post %', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)


@tracked(exclude=["version", "in_short", "last_number", "loaded"])
class Post(Loaded):
    """The text under discussion, as its author wrote it.

    `body` is Markdown; `text` is its canonical text (NFC, LF), in whose code points passages are counted; `version`
    goes up with every change of the argument and is what caches go by; `in_short` are its verdicts (graph.verdict);
    `last_number` is that of the newest key which was given on the site. Where it `is_reviewed_first`, what readers
    contribute waits until a moderator has accepted it.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=100)
    also_known_as = models.CharField(max_length=100, blank=True)
    origin = models.URLField(max_length=500, blank=True)
    provenance = models.CharField(max_length=500, blank=True)
    published = models.CharField(max_length=10, blank=True)
    rights = models.CharField(max_length=500, blank=True)
    summary = models.CharField(max_length=500)
    body = models.TextField()
    text = models.TextField()
    version = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    is_reviewed_first = models.BooleanField(default=False)
    in_short: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (web_address("origin", name="post_origin_is_of_the_web"),)
        triggers = (PASSAGES_STILL_OCCUR,)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.slug])

    @property
    def first_state(self) -> State:
        """The state in which something that a reader contributes begins."""
        return State.WAITING if self.is_reviewed_first else State.PUBLISHED
