"""Posts: the home page, the post as written, its outline and what it rests on."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.outline import outline
from argmap.models import Claim, Post
from argmap.queries import claims, graphs, posts, sources, verdicts
from argmap.queries.labels import stored_labels
from argmap.views import asked, reading
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404
from argmap.views.judging import judged
from argmap.views.respond import respond

# An outline has thousands of lines, and a template reads unpacked parts much faster than attributes.
PARTS_OF_LINE = attrgetter("kind", "level", "claim", "step", "is_again", "inside")


def post_version(slug: str) -> int | None:
    """What the pages of a post go by."""
    return Post.objects.filter(slug=slug).values_list("version", flat=True).first()


def chosen_claim(request: HttpRequest, post: Post) -> claims.ClaimPage | None:
    """The claim of this post that the address opens beside the page, if it names one."""
    number = asked.number(request, "claim")
    claim = Claim.objects.published().with_wording().filter(post=post, pk=number).first() if number else None
    return claims.claim_page(claim) if claim else None


@require_safe
@unless_unchanged(lambda: sources.library_version())
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and the posts with their main claims."""
    return respond(request, "home.html", {"entries": posts.entries()})


@require_safe
@unless_unchanged(post_version)
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """The post as its author wrote it, with its passages marked and its claims in the margin."""
    found = Post.objects.filter(slug=slug).first() or post_or_404(slug)
    chosen = chosen_claim(request, found)
    page = reading.lay_out(found, posts.read_page(found), chosen.claim.pk if chosen else None)
    context: dict[str, Any] = {"post": found, "page": page, "chosen": chosen, "tab": "read"}
    context |= judged(request, found)
    context["verdicts"] = verdicts.in_short([found], context["judgement"])[found.pk]
    return respond(request, "posts/read.html", context, partials=["beside"])


@require_safe
@unless_unchanged(post_version)
def outline_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole argument as nested lists."""
    found = post_or_404(slug)
    lines = list(map(PARTS_OF_LINE, outline(graphs.load_graph(found))))
    cited = sources.counts_by_claim(found)
    context = {"post": found, "lines": lines, "cited": cited, "tab": "outline", "path": path_to(found, "Outline")}
    context |= {"claims": stem("claim"), "steps": stem("inference"), "stored_labels": stored_labels(found.pk)}
    context |= judged(request, found)
    return respond(request, "posts/outline.html", context)


@require_safe
@unless_unchanged(post_version)
def post_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """What the argument of a post rests on."""
    found = post_or_404(slug)
    listed = sources.source_list(post=found.pk)
    context = {"post": found, "sources": listed, "tab": "sources", "path": path_to(found, "Sources")}
    return respond(request, "posts/sources.html", context)


def stem(name: str) -> str:
    """What the addresses of all things of a kind begin with; far quicker than asking for each of thousands."""
    return reverse(name, args=[0]).removesuffix("0/")


def path_to(post: Post, here: str) -> list[tuple[str, str]]:
    """The path to a page of a post."""
    return [("Posts", reverse("home")), (post.title, post.get_absolute_url()), (here, "")]
