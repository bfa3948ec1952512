"""The one place where it is decided whether a page or one of its partials is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

VARIES_BY = ["HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request"]


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partials: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render the page, or the one of its partials that htmx asks for by its target.

    A fragment is never given a whole page: where the page does not offer the target, htmx is told to go there instead.
    """
    htmx: HtmxDetails = getattr(request, "htmx")  # noqa: B009  the stubs know only HttpRequest
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        target = (htmx.target or "").rpartition("#")[2]
        if target in partials:
            template = f"{template}#{target}"
        elif request.method == "GET":
            return HttpResponseClientRedirect(request.get_full_path())
    response = render(request, template, context, status=status)
    patch_vary_headers(response, VARIES_BY)
    return response
