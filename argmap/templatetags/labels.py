"""How pages show labels: a shape, a word and a colour, and in words why."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from argmap.graph.labels import WhyCode
from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Inference as InferenceNode
from argmap.models import Claim, Inference
from argmap.queries.labels import Judgement

register = template.Library()
Thing = Claim | Inference | ClaimNode | InferenceNode

WHY = {
    WhyCode.SUPPOSED: "because you suppose so",
    WhyCode.ANSWERED: "every rebuttal of it fails",
    WhyCode.SUPPORTED: "a reason for it applies",
    WhyCode.GRANTED: "it is granted without a reason, and nobody says otherwise",
    WhyCode.REBUTTED: "a rebuttal of it applies, and no reason for it does",
    WhyCode.UNSUPPORTED: "it is not granted, and no reason for it applies",
    WhyCode.IN_A_CIRCLE: "what would decide it leads back to itself",
    WhyCode.BOTH_SIDES_UNANSWERED: "a reason for it applies, and so does a rebuttal: neither has been answered",
    WhyCode.RESTS_ON_CONTESTED: "what it rests on, or what is said against it, is itself contested",
    WhyCode.PREMISES_STAND: "its premises stand, and nothing undercuts it",
    WhyCode.PREMISE_FALLS: "a premise of it falls",
    WhyCode.UNDERCUT: "an undercut of it applies: it does not follow",
    WhyCode.SET_ASIDE: "because you set it aside",
    WhyCode.WAITS_ON_PREMISE: "a premise of it is contested",
    WhyCode.WAITS_ON_UNDERCUT: "an undercut of it is open",
}


@register.filter
def why_in_words(code: str) -> str:
    """What decided a label, as the end of a sentence: “stands: a reason for it applies”."""
    return WHY[WhyCode(code)] if code else ""


@register.simple_tag(takes_context=True)
def label(context: Context, thing: Thing, *, link: bool = False) -> SafeString:
    """Show the label of a claim or step; where suppositions changed it, the stored one and the new one."""
    before, now = _labels(context, thing)
    if now is None:
        return mark_safe("")
    shown = format_html('<span class="label" data-label="{0}">{0}</span>', now)
    if link:
        shown = format_html(
            '<a class="meaning" href="{}#labels" title="What this means">{}</a>', reverse("about"), shown
        )
    if before is not None and before != now:
        return format_html('<span class="label was" data-label="{0}">{0}</span> → {1}', before, shown)
    return shown


@register.simple_tag(takes_context=True)
def suppose(context: Context, name: str, number: int) -> str:
    """The address of this page with one supposition more, or one less if it is among those made."""
    return _address(context, _judgement(context).suppositions.toggled(name, number).query, _judgement(context).count)


@register.simple_tag(takes_context=True)
def counting(context: Context, count: str) -> str:
    """The address of this page with another count."""
    return _address(context, _judgement(context).suppositions.query, count)


@register.simple_tag(takes_context=True)
def supposing_nothing(context: Context) -> str:
    """The address of this page without suppositions, everything counted."""
    return _address(context, "", "all")


def _judgement(context: Context) -> Judgement:
    return context.get("judgement") or Judgement()


def _labels(context: Context, thing: Thing) -> tuple[str | None, str | None]:
    judgement = _judgement(context)
    if isinstance(thing, (Claim, ClaimNode)):
        stored = thing.label if isinstance(thing, Claim) else context["stored_labels"][0].get(thing.id)
        return judgement.of_claim(thing.id, stored)
    stored = thing.label if isinstance(thing, Inference) else context["stored_labels"][1].get(thing.id)
    return judgement.of_inference(thing.id, stored)


def _address(context: Context, suppositions: str, count: str) -> str:
    request: Any = context["request"]
    kept = request.GET.copy()
    for name in ("grant", "deny", "without", "count"):
        kept.pop(name, None)
    parts = [kept.urlencode(), suppositions, "" if count == "all" else f"count={count}"]
    query = "&".join(filter(None, parts))
    return f"{request.path}?{query}" if query else str(request.path)
