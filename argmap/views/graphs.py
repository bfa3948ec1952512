"""The graph of a post as data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.queries.graph_data import graph_data
from argmap.queries.labels import judge
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404
from argmap.views.posts import post_version


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
