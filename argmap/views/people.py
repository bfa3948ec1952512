"""What a person contributed: a page, and the same to take along as Markdown and JSON."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from argmap.models import User
from argmap.policies import Action, may, may_sanction
from argmap.prose.handout_markdown import as_markdown
from argmap.queries import people
from argmap.queries.people import Contribution
from argmap.views import asked
from argmap.views.exports import as_data, as_handout
from argmap.views.respond import respond

PAGE_SIZE = 50


@require_safe
@cache_control(private=True, no_cache=True)
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What a person contributed, newest first, and what became of it."""
    found = person_or_404(username)
    rows = people.listed(found, for_themselves=request.user == found)
    page = Paginator(rows, PAGE_SIZE).get_page(asked.number(request, "page") or 1)
    context: dict[str, Any] = {
        "person": found,
        "may_sanction": may_sanction(request.user, found),
        "may_administer": may(request.user, Action.ADMINISTER),
        "counts": people.counts(rows),
        "page": page,
        "contributions": people.contributions(list(page.object_list), for_themselves=request.user == found),
    }
    return respond(request, "people/person.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
def export_json(request: HttpRequest, username: str) -> HttpResponse:
    """All that a person contributed, as data."""
    found = person_or_404(username)
    data = as_data(found, _all(request, found), request.build_absolute_uri)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    return _noindex(response)


@require_safe
@cache_control(private=True, no_cache=True)
def export_markdown(request: HttpRequest, username: str) -> HttpResponse:
    """All that a person contributed, to read and to hand in."""
    found = person_or_404(username)
    text = as_markdown(as_handout(found, _all(request, found), request.build_absolute_uri))
    return _noindex(HttpResponse(text, content_type="text/markdown; charset=utf-8"))


def person_or_404(username: str) -> User:
    """The person of an address, if they have an account that is in use."""
    found = User.objects.filter(username=username, is_active=True).first() if "\0" not in username else None
    if found is None:
        raise Http404
    return found


def _all(request: HttpRequest, person: User) -> list[Contribution]:
    is_own = request.user == person
    return people.contributions(people.listed(person, for_themselves=is_own), for_themselves=is_own)


def _noindex(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
