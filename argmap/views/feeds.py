"""The same histories as Atom feeds (RFC 4287)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from argmap.prose.handout import UNPRINTABLE
from argmap.queries import history
from argmap.queries.history import History
from argmap.templatetags.history import by_whom, in_short
from argmap.views.claims import claim_version
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404
from argmap.views.history import kept_claim_or_404
from argmap.views.posts import post_version


@require_safe
@unless_unchanged(post_version)
def post_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in a post, the newest fifty entries."""
    post = post_or_404(slug)
    page = reverse("post-history", args=[slug])
    return _feed(request, f"History: {post.title}", page, history.post_history(post))


@require_safe
@unless_unchanged(claim_version)
def claim_feed(request: HttpRequest, number: int) -> HttpResponse:
    """What happened to a claim, the newest fifty entries."""
    claim = kept_claim_or_404(number)
    page = reverse("claim-history", args=[claim.pk])
    return _feed(request, f"History of {claim.key}: {claim.text}", page, history.claim_history(claim))


def _feed(request: HttpRequest, title: str, page: str, found: History) -> HttpResponse:
    """Write a feed whose entries lead to where they stay on a page of the history."""
    base = request.build_absolute_uri("/").removesuffix("/")
    feed = Atom1Feed(
        title=_writable(title),
        link=f"{base}{page}",
        description="Who stated, answered, reworded or withdrew what, and when. An argument map, not legal advice.",
        language="en",
        feed_url=request.build_absolute_uri(request.path),
        author_name="argmap",
    )
    for entry in found.entries:
        told = render_to_string("history/_deeds.html", {"entry": entry, "base": base})
        feed.add_item(
            title=_writable(in_short(entry)),
            link=f"{base}{page}?page={entry.page}#change-{entry.number}",
            description=_writable(told),
            unique_id=get_tag_uri(f"{base}{page}change-{entry.number}", entry.at),
            author_name=_writable(by_whom(entry)),
            pubdate=entry.at,
            updateddate=entry.at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    if found.entries:
        response.headers["Last-Modified"] = http_date(found.entries[0].at.timestamp())
    return response


def _writable(text: str) -> str:
    return UNPRINTABLE.sub("", text)
