"""Answering 304 from the state behind a page, before anything of it is rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from django.views.decorators.vary import vary_on_headers

from argmap.views.context import on_the_desk, unread_answers
from argmap.views.respond import VARIES_BY

View = Callable[..., HttpResponseBase]
Version = Callable[..., object]


def unless_unchanged(version: Version) -> Callable[[View], View]:
    """Answer 304 while the version behind a page, its reader and this release are those its ETag was made from.

    `version` is called with the view's own arguments, without the request; None means that the page is not there, and
    the view is left to say so. A waiting message always gets a whole page.
    """

    def etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
        current = version(*args, **kwargs)
        if current is None or request.COOKIES.get("messages") or settings.DEBUG:
            return None
        sent = (request.headers.get(name, "") for name in VARIES_BY)
        parts = (
            settings.RELEASE,
            current,
            request.get_full_path(),
            request.scheme,
            request.get_host(),
            request.user.pk,
            unread_answers(request),
            on_the_desk(request),
            request.COOKIES.get(settings.CSRF_COOKIE_NAME),  # signing in makes another; forms hold what goes with it
            *sent,
        )
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'

    def decorate(view: View) -> View:
        fresh = vary_on_headers(*VARIES_BY, "Cookie")(cache_control(private=True, no_cache=True)(condition(etag)(view)))
        return wraps(view)(fresh)

    return decorate
