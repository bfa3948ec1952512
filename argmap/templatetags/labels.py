"""How pages show labels: a shape, a word and a colour, and in words why."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from argmap.graph.labels import ClaimLabel, WhyCode
from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Inference as InferenceNode
from argmap.models import Claim, Inference
from argmap.queries.labels import Judgement
from argmap.queries.verdicts import VerdictView

register = template.Library()
Thing = Claim | Inference | ClaimNode | InferenceNode

WHY = {
    WhyCode.SUPPOSED: "because you suppose so",
    WhyCode.ANSWERED: "every rebuttal of it fails",
    WhyCode.SUPPORTED: "a reason for it applies",
    WhyCode.GRANTED: "it is granted without a reason, and nobody says otherwise",
    WhyCode.REBUTTED: "a rebuttal of it applies, and no reason for it does",
    WhyCode.UNSUPPORTED: "it is not granted, and no reason for it applies",
    WhyCode.IN_A_CIRCLE: "what would decide it waits for it in turn, so they go round in a circle",
    WhyCode.BOTH_SIDES_UNANSWERED: "a reason for it applies, and so does a rebuttal: neither has been answered",
    WhyCode.RESTS_ON_CONTESTED: "what it rests on, or what is said against it, is itself contested",
    WhyCode.PREMISES_STAND: "its premises stand, and nothing undercuts it",
    WhyCode.PREMISE_FALLS: "a premise of it falls",
    WhyCode.UNDERCUT: "an undercut of it applies: it does not follow",
    WhyCode.SET_ASIDE: "because you set it aside",
    WhyCode.WAITS_ON_PREMISE: "a premise of it is contested",
    WhyCode.WAITS_ON_UNDERCUT: "an undercut of it is open",
}


#: label and route of a main claim (graph.verdict) → what follows the label
ROUTES = {
    ("stands", "own"): "by the author’s own route",
    ("stands", "other"): "but not by the author’s route",
    ("stands", "none"): "though no reason for it applies",
    ("stands", "unargued"): "for which no reason is given",
    ("contested", "own"): "though a reason of the author’s applies",
    ("contested", "other"): "though a reason that is not the author’s applies",
    ("contested", "none"): "and no route to it holds so far",
    ("contested", "unargued"): "and no reason is given for it",
    ("falls", "none"): "and no route to it holds",
    ("falls", "unargued"): "and no reason is given for it",
}


@register.filter
def why_in_words(code: str) -> str:
    """What decided a label, as the end of a sentence: “stands: a reason for it applies”."""
    return WHY[WhyCode(code)] if code else ""


@register.simple_tag(takes_context=True)
def label(context: Context, thing: Thing, *, link: bool = False) -> SafeString:
    """Show the label of a claim or step; where suppositions changed it, the stored one and the new one."""
    return _shown(*_labels(context, thing), link)


@lru_cache(maxsize=128)
def _shown(before: str | None, now: str | None, is_linked: bool) -> SafeString:
    """There are few labels, and an outline shows thousands of them."""
    if now is None:
        return mark_safe("")
    shown = format_html('<span class="label" data-label="{0}">{0}</span>', now)
    if is_linked:
        shown = format_html(
            '<a class="meaning" href="{}#labels" title="What this means">{}</a>', reverse("about"), shown
        )
    if before is None or before == now:
        return shown
    return format_html(
        '<span class="visually-hidden">was </span><span class="label was" data-label="{0}">{0}</span>'
        '<span aria-hidden="true"> → </span><span class="visually-hidden">, now </span>{1}',
        before,
        shown,
    )


@register.simple_tag(takes_context=True)
def suppose(context: Context, name: str, number: int) -> str:
    """The address of this page with one supposition more, or one less if it is among those made."""
    return _address(context, _judgement(context).suppositions.toggled(name, number).query, _judgement(context).count)


@register.simple_tag(takes_context=True)
def supposing(context: Context, name: str, number: int) -> SafeString:
    """The attributes of a link that supposes something more, or takes it back, where the reader stands."""
    return _in_place(suppose(context, name, number))


@register.simple_tag(takes_context=True)
def counting(context: Context, count: str) -> SafeString:
    """The attributes of a link that counts otherwise."""
    return _in_place(_address(context, _judgement(context).suppositions.query, count))


@register.simple_tag(takes_context=True)
def supposing_nothing(context: Context) -> SafeString:
    """The attributes of a link that takes all suppositions back and counts everything."""
    return _in_place(_address(context, "", "all"))


@register.filter
def conjugated(label: str, count: int) -> str:
    """A label as what several claims, or one, are said to do: “12 stand”, “1 falls”, “3 are contested”."""
    if label == ClaimLabel.CONTESTED:
        return "is contested" if count == 1 else "are contested"
    return label if count == 1 else label.removesuffix("s")


@register.filter
def would(label: str) -> str:
    """A label as what a claim would do: “fall”, “be contested”."""
    return f"be {label}" if label == ClaimLabel.CONTESTED else label.removesuffix("s")


@register.filter
def route(verdict: VerdictView) -> str:
    """By whose reasons a main claim stands, or does not, as the end of a sentence."""
    return ROUTES.get((verdict.label, verdict.route), "")


@register.filter
def unstopped(text: str) -> str:
    """A sentence without its full stop, for one that goes on."""
    return text.removesuffix(".")


def _judgement(context: Context) -> Judgement:
    return context.get("judgement") or Judgement()


def _labels(context: Context, thing: Thing) -> tuple[str | None, str | None]:
    judgement = _judgement(context)
    if isinstance(thing, (Claim, ClaimNode)):
        stored = thing.label if isinstance(thing, Claim) else context["stored_labels"][0].get(thing.id)
        return judgement.of_claim(thing.id, stored)
    stored = thing.label if isinstance(thing, Inference) else context["stored_labels"][1].get(thing.id)
    return judgement.of_inference(thing.id, stored)


def _in_place(address: str) -> SafeString:
    """Without JavaScript a plain link; with it the page changes where it is, and focus stays on what keeps its id."""
    return format_html(
        'href="{0}" rel="nofollow" hx-get="{0}" hx-target="#content" hx-select="#content" hx-swap="outerHTML"'
        ' hx-push-url="true"',
        address,
    )


def _address(context: Context, suppositions: str, count: str) -> str:
    request: Any = context["request"]
    kept = request.GET.copy()
    for name in ("grant", "deny", "without", "count"):
        kept.pop(name, None)
    parts = [kept.urlencode(), suppositions, "" if count == "all" else f"count={count}"]
    query = "&".join(filter(None, parts))
    return f"{request.path}?{query}" if query else str(request.path)
