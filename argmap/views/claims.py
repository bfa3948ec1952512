"""Claims and steps, each on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.model import Voice
from argmap.graph.schemes import LITERATURE, SCHEMES, Scheme
from argmap.models import Claim, Inference, Post
from argmap.queries import claims, steps, whys
from argmap.queries.claims import ClaimPage, Waypoint
from argmap.queries.steps import StepView
from argmap.queries.whys import Because
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import claim_or_404, inference_or_404
from argmap.views.judging import judged
from argmap.views.respond import respond


def claim_version(number: int) -> int | None:
    """What a claim's page goes by."""
    return Post.objects.filter(claims=number).values_list("version", flat=True).first()


def inference_version(number: int) -> int | None:
    """What a step's page goes by."""
    return Post.objects.filter(inferences=number).values_list("version", flat=True).first()


@require_safe
@unless_unchanged(claim_version)
def claim(request: HttpRequest, number: int) -> HttpResponse:
    """A claim: its words, the reasons for it, what is said against it, and what it rests on."""
    found = claim_or_404(number)
    page = claims.claim_page(found)
    context: dict[str, Any] = {
        "claim": found,
        "page": page,
        "post": found.post,
        "path": path_by(found.post, page.way, found.key),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    context |= judged(request, found.post)
    context["because"] = because = whys.because(found, context["judgement"])
    context["unsourced"] = unsourced(page, because) if because else []
    return respond(request, "claims/claim.html", context)


@require_safe
@unless_unchanged(inference_version)
def inference(request: HttpRequest, number: int) -> HttpResponse:
    """A step: its premises, what it bears on, and what is said against it."""
    found = inference_or_404(number)
    view = steps.lay_out(Inference.objects.filter(pk=found.pk))
    try:
        target = claims.target_of(found)
    except Claim.DoesNotExist as error:
        raise Http404 from error
    way = [*claims.way_to(target.pk), Waypoint(target.pk, target.key, target.text)]
    context: dict[str, Any] = {
        "step": found,
        "view": view[0] if view else None,
        "target": target,
        "post": found.post,
        "path": path_by(found.post, way, found.key),
    }
    context |= judged(request, found.post)
    context["why"] = context["judgement"].why(found)
    context["scheme"] = scheme = SCHEMES.get(found.scheme)
    context["literature"] = described_in(scheme) if scheme else []
    return respond(request, "inferences/inference.html", context)


def unsourced(page: ClaimPage, because: Because) -> list[StepView]:
    """The steps that decide a claim's label, are not of the post's author, and have no source under any premise."""
    deciding = {node.thing.pk for node in because.inside if node.kind == "inference"}
    return [
        view
        for view in (*page.reasons, *page.rebuttals)
        if view.step.pk in deciding
        and view.step.voice in (Voice.EDITOR, Voice.READER)
        and not any(premise.citations or premise.bearing.reasons for premise in view.premises)
    ]


def described_in(scheme: Scheme) -> list[tuple[str, str]]:
    """Where a kind of reasoning is described: what it is called there, and the work in full, in Markdown."""
    places = (place.partition(": ") for place in scheme.source.split("; "))
    return [(name, LITERATURE[work]) for work, _, name in places]


def path_by(post: Post, way: Sequence[Waypoint], here: str) -> list[tuple[str, str]]:
    """The path from the posts by the main claim to here; a long way is cut in the middle."""
    shown = [(point.key, reverse("claim", args=[point.id])) for point in way]
    if len(shown) > 5:
        shown = [*shown[:2], ("…", ""), *shown[-2:]]
    return [("Posts", reverse("home")), (post.title, post.get_absolute_url()), *shown, (here, "")]
