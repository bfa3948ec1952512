"""What is the same for every request and belongs to no view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from argmap.views.getters import Gone


class GoneMiddleware:
    """Answers 410 with a stub where a view meets something that was withdrawn or hidden."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Gone):
            return render(request, "410.html", {"thing": exception.thing, "post": exception.thing.post}, status=410)
        return None
