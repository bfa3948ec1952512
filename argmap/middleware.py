"""What is the same for every request and belongs to no view."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter
from typing import Any, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect

from argmap.graph.model import State
from argmap.logs import Queries, milliseconds, new_request_id, request_id
from argmap.models import Citation, Claim, Inference, Remark
from argmap.operations import allowances
from argmap.policies import Action, may
from argmap.queries.decisions import standing_decision
from argmap.queries.naming import named, place_of
from argmap.queries.publicity import was_public
from argmap.views.getters import Gone
from argmap.views.hiding import address_of_form
from argmap.views.limits import limits_for, too_large, too_many_requests
from argmap.views.respond import HtmxRequest

#: Of what is too large, in octets: so much is read at most, and so much at once.
READ_AT_MOST, READ_AT_ONCE = 64 * 2**20, 2**16
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
METHODS = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}


def _may_restore(request: HttpRequest, thing: Claim | Inference | Citation | Remark) -> bool:
    is_shipped = not isinstance(thing, Remark) and thing.is_shipped
    return thing.state == State.WITHDRAWN and not is_shipped and may(request.user, Action.RESTORE, thing)


class SizeMiddleware:
    """Answers 413 to a request that is larger than any form may be, before anything of it is kept.

    It is read to its end, as long as that is near, since a browser that is still sending sees no answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], positional: Any, named: Any
    ) -> HttpResponse | None:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or int(size) <= settings.LARGEST_REQUEST:
            return None
        for _ in range(READ_AT_MOST // READ_AT_ONCE):
            if not request.read(READ_AT_ONCE):
                break
        return too_large(request)


class LogMiddleware:
    """Gives every request a name, answers with it, and writes a line about each: what was asked, never by whom."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        name = new_request_id(given)
        before = request_id.set(name)
        queries = Queries(slow=settings.SLOW_QUERY_MS)
        try:
            with connection.execute_wrapper(queries):
                response = self.get_response(request)
            fields = {
                "method": request.method if request.method in METHODS else "other",
                "route": request.resolver_match.view_name if request.resolver_match else "none",
                "status": response.status_code,
                "ms": milliseconds(perf_counter() - began),
                "queries": queries.count,
            }
            logging.getLogger("argmap.access").info("", extra={"fields": fields})
        finally:
            request_id.reset(before)
        response.headers["X-Request-ID"] = name
        return response


class RevalidateMiddleware:
    """Has browsers ask again for what does not say how long it may be kept; a 410 they would keep for good."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response


class RateLimitMiddleware:
    """Answers 429 to somebody who writes too often, before anything is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], positional: Any, named: Any
    ) -> HttpResponse | None:
        if request.method in SAFE_METHODS:
            return None
        seconds = allowances.use_up(limits=limits_for(request, view))
        return too_many_requests(request, seconds) if seconds else None


class SignInMiddleware:
    """Sends the whole page to sign in where htmx asked for a part of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if cast(HtmxRequest, request).htmx and isinstance(response, HttpResponseRedirect):
            sign_in = resolve_url(settings.LOGIN_URL)
            if response.url.partition("?")[0] == sign_in:
                return HttpResponseClientRedirect(response.url)
        return response


class GoneMiddleware:
    """Answers 410 with a stub where a view meets something that was withdrawn or hidden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Gone):
            return None
        thing = exception.thing
        context: dict[str, Any] = {"thing": thing, "post": thing.post, "hide": address_of_form(request.user, thing)}
        if thing.state == State.HIDDEN:
            context |= {"decision": standing_decision(thing), "is_own": thing.contributor_id == (request.user.pk or 0)}
            context |= {"about": named(thing), "place": place_of(thing)}
        elif isinstance(thing, (Claim, Inference)) and was_public(thing):
            context["history"] = reverse(f"{thing._meta.model_name}-history", args=[thing.pk])
        if isinstance(thing, (Claim, Inference, Citation, Remark)) and _may_restore(request, thing):
            context["restore"] = reverse(f"{thing._meta.model_name}-restore", args=[thing.pk])
        return render(request, "410.html", context, status=HTTPStatus.GONE)
