"""How pages say what is doubtful about a quotation, and how somebody makes a rebuttal of that."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.text import Truncator

from argmap.models import Citation, Source
from argmap.prose.quotations import Verdict
from argmap.queries.checks import CheckView
from argmap.queries.doubts import Doubt

register = template.Library()
SHORT = 40  # so much of a title stands in a line
LONGEST = 160  # so much of a quotation stands in a sentence about it
MISSING_IN_POST = "but its quotation was not found where the post says"
MISSING = "but its quotation was not found where it is said to be"


@register.filter
def misquoted(is_of_the_post: bool) -> str:
    """What stands beside the label of a claim whose quotation was not found in its source."""
    return MISSING_IN_POST if is_of_the_post else MISSING


@register.filter
def doubted_words(doubt: Doubt) -> str:
    """What is doubtful about a quotation, as a sentence without its stop."""
    quotation = f"Its quotation from {_named(doubt.citation.rests_on)}"
    where = "where the post says" if doubt.is_of_the_post else "where it is said to be"
    if doubt.verdict is Verdict.NOT_FOUND:
        return f"{quotation} was not found {where}"
    if doubt.verdict is Verdict.NOT_IN_PART:
        nearly = ", which has nearly the same words" if doubt.is_near else ""
        return f"{quotation} is not in the part on file{nearly}"
    if doubt.verdict is Verdict.NO_TEXT:
        return f"{quotation} could not be looked up {where}: there is no text on file"
    return f"{quotation} was found only in a text that nobody has confirmed"


#: The same in a few words, for a line that has a label and names its sources.
SHORTLY = {
    Verdict.NOT_FOUND: "was not found",
    Verdict.NOT_IN_PART: "is not in the part on file",
}


@register.filter
def doubted_shortly(doubt: Doubt) -> str:
    """What is doubtful about a quotation, as a few words beside the label of what rests on it."""
    if doubt.verdict is Verdict.NO_TEXT:
        return "quotation not checked"
    source = Truncator(doubt.citation.rests_on.title).chars(SHORT)
    return f"its quotation from {source} {SHORTLY.get(doubt.verdict, 'was found only in a text nobody confirmed')}"


@register.filter
def told_shortly(doubts: Iterable[Doubt]) -> list[Doubt]:
    """These doubts, without those of which a few words say the same."""
    told: dict[str, Doubt] = {}
    for doubt in doubts:
        told.setdefault(doubted_shortly(doubt), doubt)
    return list(told.values())


@register.filter
def told_once(doubts: Iterable[Doubt]) -> list[Doubt]:
    """These doubts, without those that would say what another one says."""
    told: dict[tuple[object, ...], Doubt] = {}
    for doubt in doubts:
        told.setdefault((doubted_words(doubt), *(it.source.pk for it in doubt.elsewhere)), doubt)
    return list(told.values())


#: What the check found, in a few words.
SAID = {
    Verdict.VERBATIM: "● word for word",
    Verdict.MARKED: "● with changes that are listed",
    Verdict.REVIEW: "◐ a person should look",
    Verdict.NOT_FOUND: "✕ not found",
    Verdict.NOT_IN_PART: "○ not in the part on file",
    Verdict.NO_TEXT: "○ not checked, since no text is on file",
}


@register.filter
def verdict(check: CheckView | None) -> str:
    """What the check of a quotation found, in a few words."""
    if check is None:
        return "no words are quoted"
    nearly = ", which has nearly the same words" if check.is_nearly_in_part else ""
    if check.occurs and not check.is_confirmed and not check.is_pasted:
        return f"◐ in a text that nobody has confirmed: {SAID[check.verdict][2:]}"
    return f"{SAID[check.verdict]}{nearly}{', in the paragraph that you pasted' if check.is_pasted else ''}"


@register.simple_tag
def raised_as_rebuttal(citation: Citation, check: CheckView) -> str:
    """Where to rebut a claim because of its quotation, with the words filled in; empty where nothing speaks for it."""
    exact = next((it.passage.source for it in check.elsewhere if it.is_exact and it.passage.source), None)
    if check.verdict is Verdict.NOT_FOUND:
        premise = f"The words {_short(citation)} do not occur in the text on file of {_named(citation.rests_on)}."
        given = {"words": premise}
    elif check.verdict in (Verdict.NO_TEXT, Verdict.NOT_IN_PART) and exact is not None:
        premise = f"The words {_short(citation)} stand in {_named(exact)}, and nobody has shown them elsewhere."
        given = {"words": premise, "source": str(exact.pk), "quotation": citation.quotation}
    else:
        return ""
    given["note"] = f"What the check of the quotation found: [citation {citation.pk}]({citation.get_absolute_url()})."
    return f"{reverse('rebuttal-new', args=[citation.claim_id])}?{urlencode(given)}"


def _short(citation: Citation) -> str:
    return f"“{Truncator(' '.join(citation.quotation.split())).chars(LONGEST)}”"


def _named(source: Source) -> str:
    return Truncator(source.title).chars(LONGEST)
