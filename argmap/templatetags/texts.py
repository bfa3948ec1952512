"""How pages speak of texts on file, and show what stands around words."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from argmap.models import Remark, SourceText
from argmap.prose.excerpts import lead_in, lead_out
from argmap.prose.passages import CONTEXT, Anchor
from argmap.prose.quotations import Verdict
from argmap.queries.checks import CheckView, PassageView

register = template.Library()
DAY = "j F Y"
HOW = {
    Verdict.VERBATIM: "word for word",
    Verdict.MARKED: "with changes, listed below",
    Verdict.REVIEW: "a person should look",
}


@register.filter
def named(text: SourceText) -> str:
    """A text of a source among others: by when it was retrieved, or else put on file."""
    if text.retrieved:
        return f"the text retrieved {date_format(text.retrieved, DAY)}"
    return f"the text put on file {date_format(text.created_at, DAY)}"


@register.filter
def ahead(place: Anchor | Remark) -> str:
    """What stands in a post before some words, with “…” where more does."""
    return lead_in(place.prefix, most=CONTEXT)


@register.filter
def behind(place: Anchor | Remark) -> str:
    """What stands in a post after some words, with “…” where more does."""
    return lead_out(place.suffix, most=CONTEXT)


@register.filter
def occurring(check: CheckView) -> SafeString | str:
    """How well words occur in a text, with a sign; first of all, that no moderator has confirmed that text."""
    how = HOW[check.verdict]
    if check.passage is None or check.passage.is_confirmed:
        return f"{'◐' if check.verdict is Verdict.REVIEW else '●'} {how[0].upper()}{how[1:]}"
    return format_html("◐ In a text that {} supplied and no moderator has confirmed: {}", _supplier(check.passage), how)


@register.filter
def doubted(passage: PassageView) -> SafeString | str:
    """What goes after the name of a text that no moderator has confirmed; nothing after others."""
    if passage.is_confirmed:
        return ""
    return format_html(", supplied by {}, not confirmed by a moderator", _supplier(passage))


def _supplier(passage: PassageView) -> SafeString | str:
    if not passage.supplied_by:
        return "a former member"
    address = reverse("person", args=[passage.supplied_by])
    return format_html('<a href="{}">{}</a>', address, passage.supplied_by)
