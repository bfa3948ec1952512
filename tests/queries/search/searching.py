"""Searching, and what there is to be found, for tests."""

from __future__ import annotations

from hashlib import sha256

from argmap.models import Post, Remark, Source, SourceText
from argmap.queries.search import Kind, Wanted, search


def found(words, **wanted):
    """What is found, in order: the keys of claims, steps and sources, and of others what kind they are."""
    results = search(Wanted(words=words, **wanted)).results
    keyed = (Kind.CLAIM, Kind.STEP, Kind.NOTE, Kind.SOURCE)
    return [result.thing.key if result.kind in keyed else str(result.kind) for result in results]


def put_on_file(source, text, **columns):
    """A text on file of a source."""
    values = {"sha256": sha256(text.encode()).hexdigest(), "is_whole": True}
    return SourceText.objects.create(source=Source.objects.get(key=source), text=text, **values | columns)


def remark(body, exact="Nobody owns a number.", **columns):
    """What somebody remarks on words of the post."""
    post = Post.objects.get(slug="demo")
    start = post.text.index(exact)
    return Remark.objects.create(post=post, body=body, exact=exact, start=start, end=start + len(exact), **columns)


def marks(words, **wanted):
    """The marked words of everything that is found."""
    results = search(Wanted(words=words, **wanted)).results
    return [piece.text for result in results for piece in (*result.words, *result.more) if piece.is_marked]
