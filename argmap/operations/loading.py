"""Loading a post's folder: matched by key, idempotent, all or nothing (docs/notation.md, “Loading again”)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction

from argmap.graph.notation import Stanza
from argmap.models import Post
from argmap.operations.changes import changing
from argmap.operations.checking import check_post, recheck_other_posts
from argmap.operations.columns import POST_COLUMNS
from argmap.operations.desk import sync_library
from argmap.operations.folders import Folder, read_folder
from argmap.operations.loading_graph import load_claims, load_passages, load_steps
from argmap.operations.loading_sources import load_citations, load_later_history, load_sources
from argmap.operations.merging import Edit, Merge


class EditedOnSite(Exception):
    """Raised when the files and the site changed the same things; nothing was written."""

    def __init__(self, edits: list[Edit]) -> None:
        self.edits = edits
        super().__init__("\n".join(map(str, edits)))


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did: how many rows of each kind it added, changed or withdrew, in words."""

    post: Post
    counts: dict[str, int]

    @property
    def is_unchanged(self) -> bool:
        return not self.counts


def load_post(*, folder: Path, overwrite: bool = False, tell: Callable[[str], object] = lambda step: None) -> Report:
    """Load a post's folder into the database, or bring the post up to date with it.

    `tell` is called with a few words before each part. Raises NotationError for mistakes in the files and EditedOnSite
    when both the files and the site changed the same thing (unless overwriting); then nothing was written.
    """
    tell("reading the files")
    read = read_folder(folder)
    with transaction.atomic(), pghistory.context(move="load"):
        post, merge = _load_record(read, overwrite)
        with changing(post=post.pk) as change:
            tell(f"{len(read.document.sources)} sources, {len(read.texts)} texts")
            sources = load_sources(read, merge)
            load_later_history(read, sources, merge)
            tell(f"{len(read.document.claims)} claims, {len(read.anchors)} passages")
            claims = load_claims(change.post, read, merge)
            load_passages(change.post, read, claims, merge)
            tell(f"{len(read.document.steps)} steps, {len(read.document.citations)} citations")
            load_steps(change.post, read, claims, merge)
            load_citations(change.post, read, claims, sources, merge)
            check_post(post=change.post)
        sync_library()
        if merge.edits:
            raise EditedOnSite(merge.edits)
        counts = {what: count for what, count in sorted(merge.counts.items()) if count}
        if not counts:
            Post.objects.filter(pk=post.pk).update(version=post.version)
    if counts.get("texts added"):
        recheck_other_posts(post=post.pk)
    return Report(post, counts)


def _load_record(folder: Folder, overwrite: bool) -> tuple[Post, Merge]:
    stanza, merge = folder.document.post, Merge(overwrite)
    values = _values(stanza, folder)
    post = Post.objects.select_for_update().filter(slug=stanza.key).first()
    if post is None:
        post = Post.objects.create(slug=stanza.key, loaded=values, **values)
        merge.count(post, "added")
    elif merge.is_ours(post, key=stanza.key, place=stanza.place):
        merge.apply(post, values, thing=f"the post {stanza.key}", place=stanza.place)
    merge.check()
    return post, merge


def _values(stanza: Stanza, folder: Folder) -> dict[str, Any]:
    record = {column: stanza.value(name) for column, name in POST_COLUMNS.items()}
    return record | {"body": folder.body, "text": folder.text}
