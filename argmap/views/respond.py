"""The one place where it is decided whether a page or one of its partials is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

#: The main part of every page, which htmx takes out of a whole page by itself (`hx-select`).
WHOLE = "content"
VARIES_BY = ["HX-Request", "HX-Target", "HX-Boosted", "HX-History-Restore-Request"]


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


def wants(request: HttpRequest, partial: str) -> bool:
    """Whether htmx asks for this partial alone, so that a view need not make the rest of the page ready."""
    return _is_partial(request) and _target(request) == partial


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
    Only who replaces the main part of the page gets all of it, with its title.
    """
    if _is_partial(request):
        if (target := _target(request)) in partials:
            template = f"{template}#{target}"
        elif request.method == "GET" and target != WHOLE:
            return HttpResponseClientRedirect(request.get_full_path())
    response = render(request, template, context, status=status)
    patch_vary_headers(response, VARIES_BY)
    return response


def leave_for(request: HttpRequest, address: str) -> HttpResponse:
    """Go to a page after a form was accepted: the browser itself goes, also where htmx sent the form.

    To go to a place in the page where one is would not load that anew, so there it is loaded by name.
    """
    if not _is_partial(request):
        return HttpResponseRedirect(address)
    page, _, place = address.partition("#")
    if place and page == cast(HtmxRequest, request).htmx.current_url_abs_path:
        return HttpResponseClientRefresh()
    return HttpResponseClientRedirect(address)


def _is_partial(request: HttpRequest) -> bool:
    htmx = cast(HtmxRequest, request).htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _target(request: HttpRequest) -> str:
    """The id of the element that htmx will replace; htmx 4 puts the name of the tag before it."""
    return (cast(HtmxRequest, request).htmx.target or "").rpartition("#")[2]
