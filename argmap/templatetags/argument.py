"""How pages say in words what the graph says in values."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from argmap.graph.model import Relation, Voice
from argmap.graph.schemes import SCHEMES
from argmap.models import Claim, Inference, Post
from argmap.models.source import CALLED
from argmap.prose import markup

register = template.Library()

SIGNS = {Relation.SUPPORT: "+", Relation.REBUTTAL: "✕", Relation.UNDERCUT: "⊘"}
VERBS = {Relation.SUPPORT: "supports", Relation.REBUTTAL: "rebuts", Relation.UNDERCUT: "undercuts"}
STANCES = {Relation.SUPPORT: "for", Relation.REBUTTAL: "against", Relation.UNDERCUT: "undercut"}
NOUNS = {Relation.SUPPORT: "reason", Relation.REBUTTAL: "rebuttal", Relation.UNDERCUT: "undercut"}


@register.filter
def sign(relation: Relation) -> str:
    """The sign of a relation, always shown beside its word."""
    return SIGNS[relation]


@register.filter
def stance(relation: Relation) -> str:
    """The stance of a relation as style sheets know it."""
    return STANCES[relation]


@register.filter
def verb(relation: Relation) -> str:
    """What a step does to its target: supports, rebuts or undercuts it."""
    return VERBS[relation]


@register.filter
def noun(relation: Relation) -> str:
    """What a step is called: a reason, a rebuttal or an undercut."""
    return NOUNS[relation]


@register.filter
def lookup(values: Mapping[int, object], key: int) -> object:
    """The value under a key that a template has at hand, or nothing."""
    return values.get(key, "")


@register.filter
def kind_of_source(kind: str) -> str:
    """What a kind of source is called."""
    return CALLED.get(kind, kind)


@register.filter
def by(key: str) -> str:
    """A kind of reasoning as the ruled line of a step says it: “by analogy”, “from an established rule”."""
    return SCHEMES[key].by if key in SCHEMES else f"by {key.replace('-', ' ')}"


@register.filter
def who(thing: Claim | Inference, post: Post) -> str:
    """Who says so, in words."""
    if thing.voice == Voice.AUTHOR:
        return post.author
    if thing.voice == Voice.REPORTED:
        return f"reported by {post.author}"
    if thing.voice == Voice.EDITOR:
        return "argmap’s analysis"
    return thing.contributor.get_username() if thing.contributor else "a former member"


@register.filter
def written(source: str) -> SafeString:
    """Markdown that a person wrote, as safe HTML."""
    return mark_safe(markup.render(source, ugc=True, heading_offset=2))  # markup.render is the gate
