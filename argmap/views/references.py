"""Sources as files for programs that keep literature: of one source, of a claim, of a post."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from argmap.models import Source
from argmap.prose.references import Reference, as_bibtex, as_csl, as_ris
from argmap.queries import sources
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import claim_or_404, post_or_404, source_or_404


class Format(NamedTuple):
    """A format of a file of sources."""

    content_type: str
    write: Callable[[Iterable[Reference]], str]


FORMATS = {
    "bib": Format("application/x-bibtex", as_bibtex),
    "ris": Format("application/x-research-info-systems", as_ris),
    "json": Format("application/vnd.citationstyles.csl+json", as_csl),
}


@require_safe
@unless_unchanged(lambda number, form: sources.library_version())
def of_source(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """One source."""
    found = source_or_404(number, request.user)
    if found.merged_into is not None:
        return redirect("source-references", found.merged_into.pk, form)
    return _file([found], form, found.key)


@require_safe
@unless_unchanged(lambda number, form: sources.library_version())
def of_claim(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The sources that a claim rests on."""
    found = claim_or_404(number)
    return _file(Source.objects.cited_for(found.pk).order_by("key"), form, f"{found.post.slug}-{found.key}")


@require_safe
@unless_unchanged(lambda slug, form: sources.library_version())
def of_post(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The sources that an argument rests on."""
    found = post_or_404(slug)
    return _file(Source.objects.cited_in(found.pk).order_by("key"), form, found.slug)


def reference_of(source: Source) -> Reference:
    """A source as `prose.references` takes it."""
    return Reference(
        key=source.key,
        kind=source.kind,
        title=source.title,
        citation=source.citation,
        edition=source.edition,
        date=source.date,
        address=source.address,
    )


def _file(found: Iterable[Source], form: str, name: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    content_type, write = FORMATS[form]
    content = write(reference_of(source) for source in found)
    disposition = f'attachment; filename="{name}.{form}"'
    headers = {"Content-Disposition": disposition, "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=f"{content_type}; charset=utf-8", headers=headers)
