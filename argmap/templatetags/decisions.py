"""How pages say what was decided."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html

from argmap.models import Decision
from argmap.models.decision import DecisionAction
from argmap.queries.naming import Named

register = template.Library()

#: What was done, before what it was done to.
DONE = {
    DecisionAction.CONFIRM: "confirmed",
    DecisionAction.DISPUTE: "disputed",
    DecisionAction.REJECT: "rejected",
    DecisionAction.CORRECT: "corrected",
    DecisionAction.RECORD_HISTORY: "recorded the later history of",
    DecisionAction.REMOVE_HISTORY: "removed later history of",
    DecisionAction.MERGE: "merged into another",
    DecisionAction.UNMERGE: "took apart again",
    DecisionAction.KEEP_APART: "kept apart from another",
    DecisionAction.ACCEPT: "accepted",
    DecisionAction.REFUSE: "did not publish",
    DecisionAction.HIDE: "hid",
    DecisionAction.SHOW: "showed again",
    DecisionAction.RETURN: "returned to its author",
    DecisionAction.DISMISS: "left as it is, though it was flagged:",
    DecisionAction.POINT_ELSEWHERE: "pointed elsewhere",
    DecisionAction.ACCEPT_PARAPHRASE: "accepted as a paraphrase",
    DecisionAction.RAISE_REBUTTAL: "raised as a rebuttal",
    DecisionAction.REPLACE_LINK: "replaced the link of",
    DecisionAction.KEEP_LINK: "kept the link of",
    DecisionAction.MARK_DEAD: "marked as dead the link of",
    DecisionAction.WARN: "warned",
    DecisionAction.SUSPEND: "suspended",
    DecisionAction.LIFT: "lifted the suspension of",
    DecisionAction.APPOINT: "changed the role of",
    DecisionAction.SET_REVIEW: "changed how contributions appear in",
    DecisionAction.REOPEN: "reopened",
    DecisionAction.CAUSE_GONE: "closed, since its cause is gone:",
}


@register.simple_tag
def named(about: Named) -> str:
    """What a decision is about, as a link where it has an address."""
    called = f"{about.noun} {about.key}".rstrip()
    return format_html('<a href="{}">{}</a>', about.address, called) if about.address else called


@register.simple_tag
def decider(decision: Decision) -> str:
    """Who made a decision: a moderator, or the site itself."""
    who = decision.moderator
    if who is not None and who.is_active:
        return format_html('<a href="{}">{}</a>', reverse("person", args=[who.username]), who.username)
    return "argmap" if decision.action == DecisionAction.CAUSE_GONE else "a former moderator"


@register.filter
def done(decision: Decision) -> str:
    """What a decision did, in the past tense, to stand before what it did that to: “hid”, “warned” …"""
    if decision.action == DecisionAction.REFUSE and decision.details.get("is_edit"):
        return "did not publish an edit of"
    if decision.action == DecisionAction.HIDE and decision.details.get("is_edit"):
        return "hid an older wording of"
    if decision.action == DecisionAction.ACCEPT and decision.details.get("is_edit"):
        return "accepted an edit of"
    return DONE.get(DecisionAction(decision.action), decision.action)


@register.filter
def to_what(decision: Decision) -> str:
    """What came of a decision about a person or a post: “until 3 May 2026, 10:00 UTC” …; or nothing."""
    found = decision.details
    if decision.action == DecisionAction.SUSPEND and (until := parse_datetime(found.get("until", ""))):
        return f"until {_at(until)}"
    if decision.action == DecisionAction.APPOINT:
        return f"{found.get('was')} before, {found.get('became')} now"
    if decision.action == DecisionAction.SET_REVIEW:
        return "they wait for a moderator now" if found.get("became") else "they appear at once now"
    return ""


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(timezone.get_current_timezone()):%-d %B %Y, %H:%M} UTC"
