"""How pages speak of texts on file."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from argmap.models import SourceText
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
def doubted(passage: PassageView) -> SafeString | str:
    """What goes after the name of a text that no moderator has confirmed; nothing after others."""
    if passage.is_confirmed:
        return ""
    if not passage.supplied_by:
        return ", supplied by a former member, not confirmed by a moderator"
    address = reverse("person", args=[passage.supplied_by])
    by = format_html('<a href="{}">{}</a>', address, passage.supplied_by)
    return format_html(", supplied by {}, not confirmed by a moderator", by)
