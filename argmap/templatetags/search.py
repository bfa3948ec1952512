"""How pages show what was found."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from argmap.models import Passage
from argmap.models.fields import Role
from argmap.prose.excerpts import Piece
from argmap.queries.search import Kind, Result

register = template.Library()

#: What words of a post do there, where that tells a reader more than that they stand there.
ROLES = {
    Role.QUOTATION: "a quotation",
    Role.CITATION: "a reference",
    Role.CONCESSION: "a concession",
    Role.ADVICE: "advice",
    Role.PROVENANCE: "where the post comes from",
}


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The words of a result, escaped, with what was looked for marked."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


@register.filter
def role_in_words(passage: Passage) -> str:
    """What these words do in their post; empty where they only say or connect something."""
    return ROLES.get(Role(passage.role), "")


@register.filter
def found_at(result: Result) -> str:
    """The address of a result, as near to the words as there is one; browsers that know how scroll to them."""
    thing = result.thing
    if result.kind is Kind.TEXT:
        return f"{thing.source.survivor.get_absolute_url()}#texts{_in_page(result.first_words)}"
    if result.kind is Kind.PASSAGE:
        address = thing.post.get_absolute_url()
        is_of_claim, place = thing.claim_id, f"?claim={thing.claim_id}#passage-{thing.pk}"
        return f"{address}{place}" if is_of_claim else f"{address}#{_in_page(result.first_words)}"
    return str(thing.get_absolute_url())


def _piece(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text


def _in_page(words: str) -> str:
    """A text fragment, in which hyphens would mean something."""
    return f":~:text={quote(words, safe='').replace('-', '%2D')}"
