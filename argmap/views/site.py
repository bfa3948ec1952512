"""Addresses for machines that look after the site."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from argmap.models import Claim, Post, User
from argmap.policies import is_suspended
from argmap.queries.decisions import suspension_of
from argmap.views.limits import too_large


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 only when the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The posts and their main claims; everything else is linked from there."""
    pages = [*Post.objects.defer("body", "text"), *Claim.objects.published().main()]
    addresses = [request.build_absolute_uri(page.get_absolute_url()) for page in pages]
    return render(request, "sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not open to the reader; who is suspended is told until when and why."""
    context: dict[str, Any] = {"exception": str(exception)}
    if isinstance(request.user, User) and is_suspended(request.user):
        context |= {"until": request.user.suspended_until, "suspension": suspension_of(request.user)}
    return render(request, "403.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that makes no sense, or is larger than one may be, on a page of ours."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    return render(request, "400.html", status=400)
