"""People and what they do, for tests."""

from __future__ import annotations

from uuid import uuid4

from argmap.graph.model import Stance
from argmap.models import Claim, Inference, Post, Remark, User
from argmap.operations import edits, moves


def person(name: str = "ada", **columns) -> User:
    """Somebody with an account; the same one when asked again."""
    return User.objects.filter(username=name).first() or User.objects.create_user(name, **columns)


def against(target: Claim | Inference, *premises: str | Claim, by: User | None = None, **options) -> Inference:
    """A rebuttal or an undercut that somebody publishes, from words and from claims that are there."""
    return _add(target, Stance.AGAINST, premises, by, options)


def reason(target: Claim, *premises: str | Claim, by: User | None = None, **options) -> Inference:
    """A reason that somebody publishes."""
    return _add(target, Stance.FOR, premises, by, options)


def reword(claim: Claim, text: str, *, by: User | None = None, **changed):
    """Reword a claim as somebody who sees it as it is; `changed` may say otherwise."""
    values = {"granted": claim.granted, "note": claim.note, "edition": edits.edition_of(claim), "token": uuid4()}
    return edits.reword(claim=claim, contributor=by or person(), text=text, **values | changed)


def remark(words: str, body: str = "Why so?", *, by: User | None = None, slug: str = "demo", **columns) -> Remark:
    """What somebody notes about words of a post."""
    post = Post.objects.get(slug=slug)
    start = post.text.index(words)
    place = {"post": post, "exact": words, "start": start, "end": start + len(words)}
    return Remark.objects.create(body=body, contributor=by or person(), **place | columns)


def _add(target, stance, premises, by, options):
    given = [premise.pk if isinstance(premise, Claim) else premise for premise in premises]
    values = {"target": target, "stance": stance, "contributor": by or person(), "token": uuid4()}
    return moves.add_step(premises=given, **values | options).step
