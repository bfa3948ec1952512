"""The lines of a handout as a page shows them; every word is escaped."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from argmap.prose.handout import Line, Look, Run

register = template.Library()

ELEMENTS = {
    Look.STRONG: "<strong>{}</strong>",
    Look.EMPHASIS: "<em>{}</em>",
    Look.CODE: "<code>{}</code>",
    Look.LABEL: '<span class="label" data-label="{0}">{0}</span>',
    Look.MINE: '<strong class="mine">{}</strong>',
    Look.REFERENCE: '<sup class="ref">{}</sup>',
}
#: What a page links to; anything else stays words.
OWN = re.compile(r"#[\w.-]+|/(?!/)\S*")
OF_THE_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@register.filter
def shown(line: Line) -> SafeString:
    """A line of a handout as HTML."""
    return format_html_join("", "{}", ((_shown(run),) for run in line))


def _shown(run: Run) -> SafeString:
    words = conditional_escape(run.text)
    if OWN.fullmatch(run.address):
        words = format_html('<a href="{}">{}</a>', run.address, words)
    elif OF_THE_WEB.fullmatch(run.address):
        words = format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', run.address, words)
    return format_html(ELEMENTS.get(run.look, "{}"), words)
