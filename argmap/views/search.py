"""Finding by words: a page of results, and the first of them while somebody types."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from argmap.forms.search import LONGEST, SearchForm
from argmap.models import Post
from argmap.queries import search as queries
from argmap.queries.search import PAGE_SIZE, Wanted
from argmap.views import asked
from argmap.views.respond import respond, wants

#: While somebody types, so many are shown, each in one line.
QUICK, QUICK_LINE = 6, 90
#: Further on nobody looks.
LAST_PAGE = 1000


@require_safe
@cache_control(private=True, no_cache=True)
def search(request: HttpRequest) -> HttpResponse:
    """What is found for some words, by kind and filters; or the first few alone."""
    if wants(request, "quick"):
        return _quick(request)
    names = ("kind", "post", "label", "voice", "sourced", "by")
    given = {name: asked.words(request, name) for name in names} | {"q": asked.words(request, "q", most=LONGEST)}
    form = SearchForm(given, Post.objects.defer("body", "text").order_by("title", "pk"))
    wanted = form.wanted
    number = asked.number(request, "page", most=LAST_PAGE) or 1
    found = queries.search(wanted, page=number)
    shown = found.counts.get(wanted.kind, 0) if wanted.kind else found.total
    context = {
        "form": form,
        "wanted": wanted,
        "found": found,
        "page": Paginator(range(shown), PAGE_SIZE).get_page(number),
    }
    return _unlisted(respond(request, "search/search.html", context, partials=["results"]))


def _quick(request: HttpRequest) -> HttpResponse:
    wanted = Wanted(words=asked.words(request, "q", most=LONGEST))
    found = queries.search(wanted, size=QUICK, room=QUICK_LINE)
    return _unlisted(respond(request, "search/search.html", {"wanted": wanted, "found": found}, partials=["quick"]))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
