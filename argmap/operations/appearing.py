"""What a citation brings along and waits with it: a source that is new, and a text that was pasted."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from argmap.graph.model import State
from argmap.models import Citation, Source, SourceText


def let_wait(made: Citation, *, source: Source | None, text: SourceText | None) -> None:
    """Show what came with a citation that waits to its author and moderators alone; two statements at most."""
    if made.state != State.WAITING:
        return
    for brought in (source, text):
        if brought is not None:
            brought.waits_for = made
            brought.save(update_fields=["waits_for"])


def let_appear() -> Collection[int]:
    """Show to everybody what came with citations that are published; gives the sources of which there is news.

    A source that two citations brought appears with the first of them. Two statements, or four; call it where
    citations may have been published, and `recheck_source` for each source with no post locked.
    """
    sources = Source.objects.filter(waits_for__isnull=False, citations__state=State.PUBLISHED)
    texts = SourceText.objects.filter(waits_for__state=State.PUBLISHED)
    seen, read = list(sources.values_list("pk", flat=True)), dict(texts.values_list("pk", "source"))
    if seen:
        Source.objects.filter(pk__in=seen).update(waits_for=None)
    if read:
        SourceText.objects.filter(pk__in=read).update(waits_for=None)
    return {*seen, *read.values()}


def describe_anew(source: Source, said: Mapping[str, str], contributor: int) -> None:
    """Let a source that waits for somebody else say what this person says of it, under their name.

    It appears with what they publish, and nobody has decided on the words of the other.
    """
    if source.waits_for_id is None or source.contributor_id == contributor:
        return
    for name, value in said.items():
        setattr(source, name, value)
    source.contributor_id = contributor
    source.save(update_fields=[*said, "contributor"])
