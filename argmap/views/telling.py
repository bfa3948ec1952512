"""What is said after a move: that it was accepted, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from argmap.graph.model import State
from argmap.models import Claim
from argmap.operations.changes import Relabelled
from argmap.operations.moves import Made

MOST_NAMED = 3
#: What is said of what does not show at once.
WAITS = "It waits for a moderator; until then only you and the moderators see it."
ACCEPTED = {"rebuttal": "Rebuttal published", "reason": "Reason published", "undercut": "Published: it does not follow"}


def tell_of_step(request: HttpRequest, made: Made, name: str) -> None:
    """Say that a step was published, where it is, and what it changed; or that it waits."""
    address, key = made.step.get_absolute_url(), made.step.key
    if made.step.state == State.WAITING:
        messages.success(request, format_html('Sent: <a href="{}">{}</a>. {}', address, key, WAITS))
        return
    said = format_html(
        '{}, not yet reviewed: <a href="{}">{}</a>. {}', ACCEPTED[name], address, key, changes(made.relabelled)
    )
    messages.success(request, said)


def tell_of_change(request: HttpRequest, words: str, relabelled: Sequence[Relabelled]) -> None:
    """Say what was done, in a few words without a full stop, and what it changed."""
    messages.success(request, format_html("{}. {}", words, changes(relabelled)))


def changes(relabelled: Sequence[Relabelled]) -> SafeString:
    """The claims that got another label, in words; a query for their texts."""
    moved = {it.id: it for it in relabelled if it.kind == "claim" and it.was is not None}
    if not moved:
        return format_html("{}", "No claim changed its label.")
    named = Claim.objects.with_wording().filter(pk__in=moved).order_by("main_order", "pk")[:MOST_NAMED]
    listed = format_html_join(
        "; ",
        '<a href="{}">{}</a>: {} → {}',
        ((it.get_absolute_url(), it.text.rstrip("."), moved[it.pk].was, moved[it.pk].became) for it in named),
    )
    more = len(moved) - MOST_NAMED
    return format_html("{}{}.", listed, f"; and {more} more" if more > 0 else "")
