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

#: What was done: what stands before what it was done to, and what after that.
DONE = {
    DecisionAction.CONFIRM: ("confirmed", ""),
    DecisionAction.DISPUTE: ("disputed", ""),
    DecisionAction.REJECT: ("rejected", ""),
    DecisionAction.CORRECT: ("corrected", ""),
    DecisionAction.RECORD_HISTORY: ("recorded the later history of", ""),
    DecisionAction.REMOVE_HISTORY: ("removed later history of", ""),
    DecisionAction.MERGE: ("merged", "into"),
    DecisionAction.UNMERGE: ("separated", "again from"),
    DecisionAction.KEEP_APART: ("kept", "apart from another"),
    DecisionAction.ACCEPT: ("accepted", ""),
    DecisionAction.REFUSE: ("did not publish", ""),
    DecisionAction.HIDE: ("hid", ""),
    DecisionAction.SHOW: ("showed", "again"),
    DecisionAction.RETURN: ("returned", "to its author"),
    DecisionAction.DISMISS: ("left", "as it is"),
    DecisionAction.POINT_ELSEWHERE: ("pointed", "to"),
    DecisionAction.ACCEPT_PARAPHRASE: ("accepted", "as a paraphrase"),
    DecisionAction.RAISE_REBUTTAL: ("found that", "calls for a rebuttal"),
    DecisionAction.REPLACE_LINK: ("replaced the link of", ""),
    DecisionAction.KEEP_LINK: ("kept the link of", ""),
    DecisionAction.MARK_DEAD: ("marked the link of", "as dead"),
    DecisionAction.WARN: ("warned", ""),
    DecisionAction.SUSPEND: ("suspended", ""),
    DecisionAction.LIFT: ("lifted the suspension of", ""),
    DecisionAction.APPOINT: ("changed the role of", ""),
    DecisionAction.SET_REVIEW: ("changed how contributions appear in", ""),
    DecisionAction.REOPEN: ("reopened", ""),
    DecisionAction.CAUSE_GONE: ("closed", "since its cause is gone"),
}
#: Such a decision says where something went.
LEADS = (DecisionAction.MERGE, DecisionAction.UNMERGE, DecisionAction.POINT_ELSEWHERE)


@register.simple_tag
def named(about: Named, before: str = "", base: str = "") -> str:
    """What a decision is about, as a link where it has an address; `before` is an article, which a person has not."""
    if about.noun == "post":
        before, called = "", about.words
    elif about.is_person:
        before, called = "", about.key
    else:
        called = f"{about.noun} {about.key}".rstrip()
    if about.address:
        called = format_html('<a href="{}{}">{}</a>', base, about.address, called)
    return format_html("{} {}", before, called) if before else called


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
    return DONE[DecisionAction(decision.action)][0]


@register.simple_tag
def outcome(decision: Decision, about: Named | None = None, base: str = "") -> str:
    """What stands after what a decision was made about, from the space on: “ into M2”, “ until 3 May 2026” …

    Without `about` it is not said where something went.
    """
    after = DONE[DecisionAction(decision.action)][1]
    if decision.action in LEADS:
        return format_html(" {} {}", after, _place(decision, about.into if about else None, base))
    after = " ".join(filter(None, (after, _became(decision))))
    return f" {after}" if after else ""


def _place(decision: Decision, into: Named | None, base: str) -> str:
    """Where something went, as a link: a claim or step by its key, a source by its title."""
    called = (into.key or into.words) if into is not None else ""
    if into is None or not called:
        return "another source" if decision.action == DecisionAction.POINT_ELSEWHERE else "another"
    return format_html('<a href="{}{}">{}</a>', base, into.address, called)


def _became(decision: Decision) -> str:
    """What came of a decision about a person or a post."""
    found = decision.details
    if decision.action == DecisionAction.SUSPEND and (until := parse_datetime(found.get("until", ""))):
        return f"until {_at(until)}"
    if decision.action == DecisionAction.APPOINT:
        return f"from {found.get('was')} to {found.get('became')}"
    if decision.action == DecisionAction.SET_REVIEW:
        return "so that they wait for a moderator" if found.get("became") else "so that they appear at once"
    return ""


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(timezone.get_current_timezone()):%-d %B %Y, %H:%M} UTC"
