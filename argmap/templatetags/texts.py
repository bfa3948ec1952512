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
from argmap.queries.checks import PassageView

register = template.Library()
DAY = "j F Y"


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
def doubted(passage: PassageView) -> SafeString | str:
    """What goes after the name of a text that no moderator has confirmed; nothing after others."""
    if passage.is_confirmed:
        return ""
    if not passage.supplied_by:
        return ", supplied by a former member, not confirmed by a moderator"
    address = reverse("person", args=[passage.supplied_by])
    by = format_html('<a href="{}">{}</a>', address, passage.supplied_by)
    return format_html(", supplied by {}, not confirmed by a moderator", by)
