"""The brief of a claim: a page that prints well, a Markdown file and a Word file of the same words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from argmap.models import Claim, User
from argmap.prose.handout import Handout
from argmap.prose.handout_markdown import as_markdown
from argmap.prose.word import as_word
from argmap.queries import claims
from argmap.queries.briefs import brief_of
from argmap.queries.claims import Waypoint
from argmap.queries.graphs import Count
from argmap.queries.sources import library_version
from argmap.views.brief_text import Occasion, write_brief
from argmap.views.claims import claim_version, path_by
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import claim_or_404
from argmap.views.judging import judged
from argmap.views.respond import respond

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARKDOWN = "text/markdown; charset=utf-8"


def brief_version(number: int) -> str | None:
    """What a brief goes by: its post's version, the day, which it names, and the library.

    What it prints of a source's later history may be about sources that its post does not cite.
    """
    version = claim_version(number)
    return None if version is None else f"{version} with {library_version()} of {timezone.localdate()}"


@require_safe
@unless_unchanged(brief_version)
def brief(request: HttpRequest, number: int) -> HttpResponse:
    """The brief of a claim, to read and to print."""
    claim = claim_or_404(number)
    context = judged(request, claim.post)
    way = [*claims.way_to(claim.pk), Waypoint(claim.pk, claim.key, claim.text)]
    context |= {"claim": claim, "post": claim.post, "path": path_by(claim.post, way, "Brief")}
    context["handout"] = _written(request, claim, context)
    return respond(request, "briefs/brief.html", context)


@require_safe
@unless_unchanged(brief_version)
def brief_markdown(request: HttpRequest, number: int) -> HttpResponse:
    """The brief of a claim as a Markdown file."""
    claim = claim_or_404(number)
    handout = _written(request, claim, judged(request, claim.post))
    return _file(as_markdown(handout).encode(), MARKDOWN, f"brief-{claim.key}.md")


@require_safe
@unless_unchanged(brief_version)
def brief_word(request: HttpRequest, number: int) -> HttpResponse:
    """The brief of a claim as a Word file."""
    claim = claim_or_404(number)
    handout = _written(request, claim, judged(request, claim.post))
    return _file(as_word(handout, made_on=timezone.localdate()), WORD, f"brief-{claim.key}.docx")


def _written(request: HttpRequest, claim: Claim, context: dict[str, Any]) -> Handout:
    judgement = context["judgement"]
    occasion = Occasion(
        reader=request.user if isinstance(request.user, User) else None,
        made_on=timezone.localdate(),
        site=request.build_absolute_uri("/").removesuffix("/"),
        asked=context["asked"],
        supposed=context["supposed"],
        counted="" if judgement.count is Count.ALL else context["counts"][judgement.count],
    )
    reader = occasion.reader.pk if occasion.reader else None
    return write_brief(brief_of(claim, judgement, reader), occasion)


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
