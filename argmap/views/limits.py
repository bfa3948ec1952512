"""Who is writing, what counts as writing, and what is said to somebody who does so too often."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from argmap.operations.allowances import Limit
from argmap.views.respond import HtmxRequest

View = TypeVar("View", bound=Callable[..., HttpResponse])
NOWHERE = "0.0.0.0"  # not every connection has an address, but every session row needs one


def writes_nothing(view: View) -> View:
    """Mark a view whose POST only shows something, such as a preview: a person may ask for it more often."""
    cast(Any, view).writes_nothing = True
    return view


def limits_for(request: HttpRequest, view: Callable[..., Any]) -> list[Limit]:
    """The limits a request that may write counts against; one that only shows something has a wide one of its own."""
    if getattr(view, "writes_nothing", False) and request.user.is_authenticated:
        who = {"looking": str(request.user.pk)}
    else:
        who = {"address": network_of(request)}
        if request.user.is_authenticated:
            who["person"] = str(request.user.pk)
    return [Limit(kind, who[kind], most, seconds) for kind, most, seconds in settings.WRITE_LIMITS if kind in who]


def address_of(request: HttpRequest) -> str:
    """The network address a request came from; behind trusted proxies, the one the outermost of them saw."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    address = hops[-trusted] if 0 < trusted <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return NOWHERE


def network_of(request: HttpRequest) -> str:
    """What counts as one address: with IPv6 a household or a room has a whole network of them."""
    address = ipaddress.ip_address(address_of(request))
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def too_many_requests(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Say when to try again: on a page, or beside a form that htmx sent, which stays as it was typed."""
    wait = in_words(seconds)
    if cast(HtmxRequest, request).htmx:
        message = Message(ERROR, f"That was a lot at once. Nothing is lost: please send it again in {wait}.")
        response = render(request, "_messages.html", {"messages": [message]}, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["HX-Reswap"] = "none"
    else:
        response = render(request, "429.html", {"wait": wait}, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Say how much may be sent at once; what was typed is still in the browser."""
    return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def in_words(seconds: int) -> str:
    """A time to wait, rounded up: “8 seconds”, “3 minutes”."""
    count, unit = (seconds, "second") if seconds < 100 else (math.ceil(seconds / 60), "minute")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
