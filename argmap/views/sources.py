"""The library: all sources, and one with where it is cited and its text."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.notation import SOURCE_KINDS
from argmap.policies import Action, may
from argmap.prose.references import as_bibtex, as_meta, details_of
from argmap.queries import sources
from argmap.queries.later_history import histories_of, printed_sources
from argmap.queries.links import checks_of_links
from argmap.views import asked
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import source_or_404
from argmap.views.quoted import mark_quotations
from argmap.views.references import reference_of
from argmap.views.respond import respond

PAGE_SIZE = 50


@require_safe
@unless_unchanged(sources.library_version)
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources, by kind and by words."""
    kind, words = asked.words(request, "kind"), asked.words(request, "q")
    kind = kind if kind in SOURCE_KINDS else ""
    has_text = asked.words(request, "text") == "yes"
    found = sources.source_list(request.user, kind=kind, words=words, has_text=has_text)
    page = Paginator(found, PAGE_SIZE).get_page(asked.number(request, "page") or 1)
    filters = {"kind": kind, "words": words, "has_text": has_text}
    rows = sources.rows_of(page.object_list, request.user)
    context = {"filters": filters, "kinds": SOURCE_KINDS, "page": page, "rows": rows}
    return respond(request, "sources/list.html", context, partials=["results"])


@require_safe
@unless_unchanged(lambda number: sources.library_version())
def source(request: HttpRequest, number: int) -> HttpResponse:
    """A source: what it is, where it is cited, and its text on file with the quoted passages marked."""
    found = source_or_404(number, request.user)
    if found.merged_into is not None:
        return redirect(found.merged_into)
    page, reference = sources.source_page(found, request.user), reference_of(found)
    context = {
        "source": found,
        "address": details_of(reference).address,
        "page": page,
        "texts": mark_quotations(page, read=asked.number(request, "text")),
        "printed": printed_sources([found])[found.pk],
        "later": histories_of([found.pk]).get(found.pk, ()),
        "links": list(checks_of_links([found.pk]).values()),
        "may_moderate": may(request.user, Action.MODERATE),
        "meta": as_meta(reference),
        "bibtex": as_bibtex([reference]),
        "path": [("Posts", reverse("home")), ("Sources", reverse("sources")), (found.key, "")],
    }
    return respond(request, "sources/source.html", context)
