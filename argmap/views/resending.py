"""When a form could not be taken: what was typed comes back, ready to be sent again."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

#: Fields that are part of a form but were not typed; and one that is made anew each time.
CARRIED = {"token", "met", "edition", "do", "question", "scheme", "granted", "undo", "shown"}
NEW_EACH_TIME = "csrfmiddlewaretoken"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was too old to be sent, and give back what was typed; nothing to another site's form."""
    if _is_foreign(request) or not _may_come_back(request):
        return render(request, "403.html", {"is_expired": not _is_foreign(request)}, status=HTTPStatus.FORBIDDEN)
    return _give_back(request, HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, on a page that asks nothing of the database; what was typed comes back."""
    is_database = isinstance(sys.exc_info()[1], DatabaseFailure)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_database else HTTPStatus.INTERNAL_SERVER_ERROR
    if request.method == "POST" and _may_come_back(request):
        return _give_back(request, status)
    return render(request, "500.html", status=status)


def _give_back(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != NEW_EACH_TIME]
    context: dict[str, Any] = {
        "typed": [(name, value) for name, value in fields if name not in CARRIED],
        "carried": [(name, value) for name, value in fields if name in CARRIED],
        "action": request.get_full_path(),
        "is_expired": status == HTTPStatus.FORBIDDEN,
    }
    return render(request, "resend.html", context, status=status)


def _may_come_back(request: HttpRequest) -> bool:
    """Whether the fields may be shown: nothing of an account, where there are passwords among them."""
    return bool(request.POST) and not request.path.startswith(reverse("account"))


def _is_foreign(request: HttpRequest) -> bool:
    """Whether another site sent the form, as far as the browser says."""
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(origin) and urlsplit(str(origin)).netloc != request.get_host()
