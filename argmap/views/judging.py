"""What a page says of suppositions: which are made, in words, and what they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString

from argmap.models import Claim, Inference, Post
from argmap.queries.graphs import Count
from argmap.queries.labels import Judgement, judge

Supposed = tuple[str, str, Claim | Inference]
MOST_CHANGED = 12  # so many are named, the rest counted
COUNTS = {Count.ALL: "everything", Count.REVIEWED: "what was reviewed", Count.SHIPPED: "what came with the post"}


def judged(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Judge a post as the address asks, ready for a template; two more queries where something is supposed."""
    judgement = judge(post, request.GET.dict())
    made, changed = judgement.suppositions, judgement.changed[:MOST_CHANGED]
    claims = Claim.objects.published().with_wording().in_bulk({*made.granted, *made.denied, *changed})
    supposed = _supposed(judgement, claims)
    return {
        "judgement": judgement,
        "supposed": supposed,
        "changed": [claims[pk] for pk in changed if pk in claims],
        "counts": COUNTS,
        "what_if": _in_title(supposed, judgement),
        **carried(judgement),
    }


def carried(judgement: Judgement) -> dict[str, str]:
    """What links to other pages of the post carry along: as a whole query string, and as the end of a longer one."""
    query = judgement.query
    return {"asked": f"?{query}" if query else "", "asked_too": f"&{query}" if query else ""}


def next_supposition(judgement: Judgement, name: str) -> SafeString:
    """The start of an address that supposes one thing more, escaped; the id of the thing is still to be added."""
    made = dict(parse_qsl(judgement.query))
    ids = f"{made.pop(name)}," if name in made else ""
    return escape(f"?{urlencode({**made, name: ids}, safe=',')}")


def _in_title(supposed: Sequence[Supposed], judgement: Judgement) -> str:
    """What the title of a page says first, so that nobody takes its labels for those that stand."""
    if not supposed:
        return "" if judgement.count is Count.ALL else f"Counting {COUNTS[judgement.count]}"
    _, words, thing = supposed[0]
    more = f" and {len(supposed) - 1} more" if len(supposed) > 1 else ""
    return f"What if {thing.key} is {words}{more}"


def _supposed(judgement: Judgement, claims: Mapping[int, Claim]) -> list[Supposed]:
    """Each supposition: its name in addresses, in words, and what it is about."""
    made = judgement.suppositions
    steps = Inference.objects.counting().in_bulk(made.set_aside)
    return [
        *(("grant", "granted", claims[pk]) for pk in sorted(made.granted) if pk in claims),
        *(("deny", "denied", claims[pk]) for pk in sorted(made.denied) if pk in claims),
        *(("without", "set aside", steps[pk]) for pk in sorted(made.set_aside) if pk in steps),
    ]
