"""A post as data: its graph, its text, and what is marked in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.queries.annotations import annotation_collection
from argmap.queries.graph_data import graph_data
from argmap.queries.labels import judge
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404, post_with_text_or_404
from argmap.views.posts import post_version

ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@require_safe
@unless_unchanged(post_version)
def graph_json(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is published of a post's argument, for programs; it takes suppositions too."""
    stems = {
        name: request.build_absolute_uri(reverse(name, args=[0])).removesuffix("0/")
        for name in ("claim", "inference", "source")
    }
    post = post_or_404(slug)
    judgement = judge(post, request.GET.dict())
    data = graph_data(post, lambda kind, number: f"{stems[kind]}{number}/", judgement)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@require_safe
@unless_unchanged(post_version)
def annotations_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The passages of a post and the remarks on it as W3C Web Annotations."""
    data = annotation_collection(post_or_404(slug), request.build_absolute_uri)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, content_type=ANNOTATIONS)


@require_safe
@unless_unchanged(post_version)
def post_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The canonical text of a post, in whose code points passages are counted."""
    return HttpResponse(post_with_text_or_404(slug).text, content_type="text/plain; charset=utf-8")
