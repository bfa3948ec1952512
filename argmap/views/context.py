"""What every template knows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from argmap.queries.answers import unread_count


def site(request: HttpRequest) -> dict[str, Any]:
    """Who runs this copy of argmap, where to sign in so as to come back to this page, and how many answers wait."""
    unread: object = SimpleLazyObject(lambda: unread_answers(request))  # asked for where a page shows it
    return {"site": settings.SITE, "sign_in": sign_in_address(request), "unread_answers": unread}


def unread_answers(request: HttpRequest) -> int:
    """How many answers the reader has not read; one query a request, and none for who is not signed in."""
    kept = vars(request)
    if "unread_answers" not in kept:
        kept["unread_answers"] = unread_count(request.user) if request.user.is_authenticated else 0
    return int(kept["unread_answers"])


def sign_in_address(request: HttpRequest) -> str:
    """The address to sign in at; pages about signing in pass on where one came from, not themselves."""
    is_about_accounts = request.path.startswith(reverse("account"))
    back = request.GET.get("next", "") if is_about_accounts else request.get_full_path()
    return f"{reverse('account_login')}?{urlencode({'next': back})}" if back else reverse("account_login")
