"""How pages and files say what somebody contributed, and what became of it."""

from __future__ import annotations

from django import template

from argmap.graph.model import State
from argmap.models import Inference
from argmap.prose.notes import in_a_line
from argmap.queries.people import Contribution, Kind
from argmap.templatetags.argument import noun

register = template.Library()

NOUNS = {
    Kind.CLAIM: "claim",
    Kind.STEP: "step",
    Kind.CITATION: "source cited",
    Kind.REWORDING: "rewording",
    Kind.MISREADING: "misreading pointed out",
    Kind.PASSAGE: "passage marked",
    Kind.REMARK: "note",
}
PLURALS = {
    Kind.CITATION: "sources cited",
    Kind.MISREADING: "misreadings pointed out",
    Kind.PASSAGE: "passages marked",
}
#: The states in words.
STATES = {
    State.WAITING: "waits for a moderator",
    State.WITHDRAWN: "withdrawn",
    State.HIDDEN: "taken down by a moderator",
}
#: What stands between a kind of contribution and what it is about.
TOWARDS = {"reason": "for", "source cited": "for", "passage marked": "for", "note": "on"}


@register.filter
def kind_in_words(contribution: Contribution) -> str:
    """What a contribution is called: a rebuttal, a claim, a source cited …"""
    row = contribution.row
    return noun(row.relation) if isinstance(row, Inference) else NOUNS[contribution.kind]


@register.filter
def towards(contribution: Contribution) -> str:
    """The word between what a contribution is called and what it is about: a reason *for*, a rebuttal *of*."""
    return TOWARDS.get(kind_in_words(contribution), "of")


@register.filter
def target_in_words(contribution: Contribution) -> str:
    """What a contribution is about, in words."""
    if isinstance(contribution.target, Inference):
        return f"the step {contribution.target.key}"
    return f"“{contribution.target_words}”" if contribution.target_words else "a claim that is no longer shown"


@register.filter
def became(contribution: Contribution) -> list[str]:
    """What became of a contribution, its label apart, as parts of a line."""
    parts = [] if contribution.state == State.PUBLISHED else [STATES[State(contribution.state)]]
    if contribution.kind in (Kind.CLAIM, Kind.STEP) and contribution.state == State.PUBLISHED:
        against = "undercut" if contribution.kind is Kind.STEP else "rebuttal"
        count = contribution.against
        parts.append(f"{count or 'no'} {against}{'' if count == 1 else 's'}")
    if contribution.is_reworded:
        parts.append("the claim it bears on was reworded since" if contribution.target else "reworded since")
    return parts


@register.filter
def said(contribution: Contribution) -> str:
    """The words of a contribution, those of a remark as they read without their markup."""
    return in_a_line(contribution.words) if contribution.kind is Kind.REMARK else contribution.words


@register.filter
def kinds_counted(kind: Kind, count: int) -> str:
    """So many contributions of a kind: “3 claims”."""
    return f"{count:,} {NOUNS[kind] if count == 1 else PLURALS.get(kind, f'{NOUNS[kind]}s')}"
