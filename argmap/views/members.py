"""Pages for people who are signed in: who may, and what they typed before they were."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.cache import never_cache

from argmap.models import User
from argmap.operations import accounts
from argmap.policies import Action, Thing, may

View = Callable[..., HttpResponse]
KEPT = "typed"
MOST_KEPT = 200_000  # characters; the fields of the longest form, but for quotations of pages in every premise


def members_only(action: Action) -> Callable[[View], View]:
    """Let those in who may do this at all; the others sign in first, and what they typed waits for them.

    Raises PermissionDenied for who is signed in and may not.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                if request.method == "POST":
                    keep_typed(request)
                return redirect_to_login(request.get_full_path())
            demand(request, action)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def demand(request: HttpRequest, action: Action, thing: Thing | None = None) -> None:
    """Raise PermissionDenied unless the reader may do this, to this thing where the action is about one."""
    if not may(member(request), action, thing):
        raise PermissionDenied


def member(request: HttpRequest) -> User:
    """Who is signed in, behind `members_only`."""
    return cast(User, request.user)


def keep_typed(request: HttpRequest) -> None:
    """Keep what was typed on this page in the session until it is accepted: all of it, or nothing if it is too long."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if len(encoded) <= MOST_KEPT:
        accounts.forget_ended_sessions()
        request.session[KEPT] = {request.path: encoded}


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before its author had to sign in."""
    encoded = request.session.get(KEPT, {}).get(request.path)
    return QueryDict(encoded) if encoded else None


def forget_typed(request: HttpRequest) -> None:
    """What was kept of this page is accepted, and no longer needed."""
    if request.path in request.session.get(KEPT, {}):
        del request.session[KEPT]
