"""Pages about the site itself: who runs it, what is stored, what may be reused, how to reach someone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.views.respond import respond

# Suppositions and narrowed maps are endless views of the same few pages; the rest are for signed-in people.
ROBOTS = """\
User-agent: *
Disallow: /*?*grant=
Disallow: /*?*deny=
Disallow: /*?*without=
Disallow: /*?*focus=
Disallow: /posts/*/passages/
Disallow: /*/new/
Disallow: /*/edit/
Disallow: /*/withdraw/
Disallow: /*/restore/
Disallow: /accounts/
Disallow: /answers/
Disallow: /review/
"""


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the site is, what its words mean and who made the analysis."""
    description = "What argmap is, what its words mean, who made the analysis and who runs this site."
    return respond(request, "about/about.html", {"title": "About", "description": description})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored about readers, and about people with an account."""
    description = "What is stored when you read argmap: nothing. What an account stores, and how to have it deleted."
    return respond(request, "about/privacy.html", {"title": "Privacy", "description": description})


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Say whose the texts are and what may be reused."""
    description = "Whose the posts, sources and analyses on argmap are, and what may be reused."
    return respond(request, "about/terms.html", {"title": "Terms", "description": description})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say how to ask for a correction or a takedown without an account."""
    description = "Corrections, takedowns and faults: how to reach whoever runs this site, without an account."
    return respond(request, "about/contact.html", {"title": "Contact", "description": description})


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Ask crawlers to leave out addresses that only vary a page, and those that are for writing."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(f"{ROBOTS}\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")
