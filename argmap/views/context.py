"""What every template knows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from argmap.logs import request_id
from argmap.policies import Action, may
from argmap.queries.answers import unread_count
from argmap.queries.desk.items import open_count


def site(request: HttpRequest) -> dict[str, Any]:
    """Who runs this copy, where to sign in, what waits for the reader, and the number of the request in the logs.

    Nothing is asked of the database until a page shows it: the page that says that it is down must not.
    """
    return {
        "site": settings.SITE,
        "sign_in": sign_in_address(request),
        "unread_answers": SimpleLazyObject(lambda: unread_answers(request)),
        "may_moderate": SimpleLazyObject(lambda: may(request.user, Action.MODERATE)),
        "on_the_desk": SimpleLazyObject(lambda: on_the_desk(request)),
        "request_id": request_id.get(),
    }


def unread_answers(request: HttpRequest) -> int:
    """How many answers the reader has not read; one query a request, and none for who is not signed in."""
    kept = vars(request)
    if "unread_answers" not in kept:
        kept["unread_answers"] = unread_count(request.user) if request.user.is_authenticated else 0
    return int(kept["unread_answers"])


def on_the_desk(request: HttpRequest) -> int:
    """How many items wait for a moderator; one query a request, and none for others."""
    kept = vars(request)
    if "on_the_desk" not in kept:
        kept["on_the_desk"] = open_count() if may(request.user, Action.MODERATE) else 0
    return int(kept["on_the_desk"])


def sign_in_address(request: HttpRequest) -> str:
    """The address to sign in at; pages about signing in pass on where one came from, not themselves."""
    is_about_accounts = request.path.startswith(reverse("account"))
    back = request.GET.get("next", "") if is_about_accounts else request.get_full_path()
    return f"{reverse('account_login')}?{urlencode({'next': back})}" if back else reverse("account_login")
