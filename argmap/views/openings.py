"""What is left to do: the open points of a post, and what a claim turns on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from argmap.graph.openings import FARTHEST_REACH, OpenPointKind
from argmap.queries import claims
from argmap.queries.claims import Waypoint
from argmap.queries.graphs import Count
from argmap.queries.openings import open_groups
from argmap.queries.turning import turning_page
from argmap.views.claims import claim_version, path_by
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import claim_or_404, post_or_404
from argmap.views.judging import judged
from argmap.views.posts import path_to, post_version
from argmap.views.respond import respond

#: What each kind of open point is called, what it is, and what is said where there is none.
WORDS = {
    OpenPointKind.UNANSWERED: (
        "Unanswered",
        "Rebuttals and undercuts that nobody has said anything against: neither an undercut of it nor a"
        " rebuttal of one of its premises.",
        "Nothing is left unanswered.",
    ),
    OpenPointKind.REQUESTED: (
        "Needs a source",
        "Claims that somebody wants a source for.",
        "Nobody has asked for a source. Anyone who is signed in can, on the page of a claim.",
    ),
    OpenPointKind.UNSOURCED: (
        "Without a source",
        "Claims taken as granted, with neither a reason nor a source.",
        "Every claim has a reason or a source.",
    ),
    OpenPointKind.UNNAMED: (
        "Kind of reasoning not named",
        "Steps of which nobody has said what kind of reasoning they are.",
        "Every step names its kind of reasoning.",
    ),
    OpenPointKind.UNSTATED: (
        "Left unsaid",
        "Claims that the post’s own steps need and that its text does not state.",
        "The post states every claim that its steps need.",
    ),
    OpenPointKind.CIRCLE: (
        "In a circle",
        "Claims that are given as a reason for themselves, by way of others.",
        "No claim is a reason for itself.",
    ),
    OpenPointKind.REWORDED: (
        "Reworded since",
        "Claims whose words are newer than a reason or a rebuttal they have. Does that still meet them?",
        "No claim was reworded after it was answered.",
    ),
}


@require_safe
@unless_unchanged(post_version)
def open_points(request: HttpRequest, slug: str) -> HttpResponse:
    """What nobody has answered, sourced or named yet."""
    post = post_or_404(slug)
    context: dict[str, Any] = {"post": post, "tab": "open", "path": path_to(post, "Open points")}
    context |= judged(request, post)
    groups = open_groups(post, context["judgement"])
    context |= {"groups": [(group, *WORDS[group.kind]) for group in groups], "farthest": FARTHEST_REACH}
    return respond(request, "posts/open.html", context)


@require_safe
@unless_unchanged(claim_version)
def turning(request: HttpRequest, number: int) -> HttpResponse:
    """What a claim turns on; a page, or the part of it that opens on the page of the claim."""
    found = claim_or_404(number)
    way = [*claims.way_to(found.pk), Waypoint(found.pk, found.key, found.text)]
    context: dict[str, Any] = {"claim": found, "post": found.post, "path": path_by(found.post, way, "What it turns on")}
    context |= judged(request, found.post)
    judgement = context["judgement"]
    context["turning"] = turning_page(found, judgement)
    context["counted"] = "" if judgement.count is Count.ALL else f"&count={judgement.count}"
    return respond(request, "claims/turning.html", context, partials=["turning"])
