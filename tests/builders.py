"""Posts for tests, written as short texts and loaded as a person's folder would be.

`make_post("i: a + b -> c; r: d -x c")` takes the notation of `tests.graph.builders`; `extra` and `sources` add stanzas
of docs/notation.md to it, where a test needs words, citations or notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from argmap.graph.model import Graph, Relation
from argmap.models import Claim, Inference, Post
from argmap.operations.loading import Report, load_post
from tests.graph.builders import graph

BODY = """\
# A demonstration

The weights are numbers. Numbers are not authored, *so they say*.

> Nobody owns a number.

The weights are free.
"""
HEADER = """\
post {slug}
title: A demonstration
author: The Author
origin: https://example.org/a-demonstration
summary: A post for tests.
main: {main}
"""
WORDS = {Relation.SUPPORT: ("reason", "for"), Relation.REBUTTAL: ("rebuttal", "against")}


def argument(text: str, *, main: Iterable[str] = (), slug: str = "demo", extra: str = "") -> str:
    """The argument.txt of a graph in the short notation; its main claim is the first one, unless others are named."""
    drawn = graph(text)
    main = list(main) or [next(iter(drawn.claims.values())).key]
    header = HEADER.format(slug=slug, main=", ".join(main))
    return "\n".join([header, *_stanzas(drawn), dedent(extra)])


def _stanzas(drawn: Graph) -> Iterable[str]:
    for claim in drawn.claims.values():
        yield f"claim {claim.key}\ntext: {claim.text}\ngranted: {'yes' if claim.granted else 'no'}\n"
    keys = {claim.id: claim.key for claim in drawn.claims.values()}
    for step in drawn.inferences.values():
        kind, field = WORDS.get(step.relation, ("undercut", "against"))
        target = drawn.inferences[step.undercuts].key if step.undercuts else keys[step.conclusion]
        premises = ", ".join(keys[premise] for premise in step.premises)
        yield f"{kind} {step.key}\nfrom: {premises}\n{field}: {target}\n"


def write_folder(
    path: Path,
    argument: str,
    *,
    body: str = BODY,
    counterpoints: str = "",
    sources: str = "",
    texts: Mapping[str, str] | None = None,
) -> Path:
    """Write a post's folder, over what is there already, and give it back."""
    (path / "texts").mkdir(parents=True, exist_ok=True)
    files = {"post.md": body, "argument.txt": argument, "counterpoints.txt": counterpoints, "sources.txt": sources}
    for name, text in files.items():
        (path / name).write_text(dedent(text), encoding="utf-8")
    for name, text in (texts or {}).items():
        (path / "texts" / name).write_text(text, encoding="utf-8")
    return path


def load(text: str, *, main: Iterable[str] = (), slug: str = "demo", extra: str = "",
         overwrite: bool = False, **files) -> Report:  # fmt: skip
    """Load a post, or bring it up to date, and say what that did."""
    with TemporaryDirectory() as folder:
        written = write_folder(Path(folder), argument(text, main=main, slug=slug, extra=extra), **files)
        return load_post(folder=written, overwrite=overwrite)


def make_post(text: str = "a", **options) -> Post:
    """A post in the database, with the argument of a text."""
    return Post.objects.get(pk=load(text, **options).post.pk)


def claim(key: str, slug: str = "demo") -> Claim:
    """A claim of a post, by key."""
    return Claim.objects.with_wording().get(post__slug=slug, key=key)


def step(key: str, slug: str = "demo") -> Inference:
    """An inference of a post, by key."""
    return Inference.objects.get(post__slug=slug, key=key)
