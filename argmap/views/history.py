"""What happened to a post, a claim or a step, page by page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.model import State
from argmap.models import Claim, Inference
from argmap.queries import claims, history
from argmap.queries.claims import Waypoint
from argmap.queries.publicity import was_public
from argmap.views import asked
from argmap.views.claims import claim_version, inference_version, path_by
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import Gone, claim_or_404, inference_or_404, post_or_404
from argmap.views.posts import path_to, post_version
from argmap.views.respond import respond


@require_safe
@unless_unchanged(post_version)
def post_history(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in a post as a stream."""
    post = post_or_404(slug)
    context = {
        "post": post,
        "tab": "history",
        "path": path_to(post, "History"),
        "history": history.post_history(post, asked.number(request, "page")),
        "feed": reverse("post-feed", args=[slug]),
    }
    return respond(request, "history/post.html", context)


@require_safe
@unless_unchanged(claim_version)
def claim_history(request: HttpRequest, number: int) -> HttpResponse:
    """What happened to a claim, its sources and the steps it is part of."""
    claim = kept_claim_or_404(number)
    way = [*claims.way_to(claim.pk), Waypoint(claim.pk, claim.key, claim.text)]
    context = {
        "thing": claim,
        "here": ("claim", claim.pk),
        "post": claim.post,
        "path": path_by(claim.post, way, "History"),
        "history": history.claim_history(claim, asked.number(request, "page")),
        "feed": reverse("claim-feed", args=[claim.pk]),
    }
    return respond(request, "history/thing.html", context)


@require_safe
@unless_unchanged(inference_version)
def inference_history(request: HttpRequest, number: int) -> HttpResponse:
    """What happened to a step, and which steps undercut it."""
    step = kept_inference_or_404(number)
    context = {
        "thing": step,
        "here": ("step", step.pk),
        "post": step.post,
        "path": [*path_to(step.post, "")[:-1], (step.key, step.get_absolute_url()), ("History", "")],
        "history": history.inference_history(step, asked.number(request, "page")),
    }
    return respond(request, "history/thing.html", context)


def kept_claim_or_404(number: int) -> Claim:
    """The claim of an address, also one that was withdrawn; raises Gone for one that is hidden or never was public."""
    try:
        return claim_or_404(number)
    except Gone as gone:
        if isinstance(gone.thing, Claim) and gone.thing.state == State.WITHDRAWN and was_public(gone.thing):
            return gone.thing
        raise


def kept_inference_or_404(number: int) -> Inference:
    """The step of an address, also one that was withdrawn; raises Gone for one that is hidden or never was public."""
    try:
        return inference_or_404(number)
    except Gone as gone:
        if isinstance(gone.thing, Inference) and gone.thing.state == State.WITHDRAWN and was_public(gone.thing):
            return gone.thing
        raise
