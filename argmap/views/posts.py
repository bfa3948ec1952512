"""Posts: the home page, the post as written, its outline and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.labels import ClaimLabel
from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Graph
from argmap.graph.outline import outline
from argmap.models import Claim, Post
from argmap.policies import Action, may
from argmap.queries import appreciations, claims, graphs, labels, posts, sources, verdicts
from argmap.queries.doubts import claims_misquoting
from argmap.queries.labels import Judgement
from argmap.views import asked, reading
from argmap.views.citing import cite_post
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404
from argmap.views.judging import judged, next_supposition
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
    if claim is None:
        return None
    claim.post = post
    return claims.claim_page(claim)


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
    context: dict[str, Any] = {"post": found, "chosen": chosen, "tab": "read"}
    context |= judged(request, found)
    judgement, opens = context["judgement"], chosen.claim.pk if chosen else None
    context["page"] = reading.lay_out(found, posts.read_page(found), opens, context["asked_too"])
    context["denying"] = next_supposition(judgement, "deny")
    context["verdicts"] = verdicts.in_short([found], judgement)[found.pk]
    context["tally"] = labels.tallies([found.pk], judgement)[found.pk]
    context["citing"] = cite_post(request, found)
    context["appreciated"] = appreciations.of_post(found, request.user)
    context["may_appreciate"] = may(request.user, Action.APPRECIATE)
    return respond(request, "posts/read.html", context, partials=["beside", "appreciation"])


@require_safe
@unless_unchanged(post_version)
def outline_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole argument as nested lists, or a plain list of the post's own claims that have one label."""
    found = post_or_404(slug)
    graph, stored = graphs.load_graph(found), labels.stored_labels(found.pk)
    context: dict[str, Any] = {"post": found, "tab": "outline", "path": path_to(found, "Outline")}
    context |= {"claims": stem("claim"), "steps": stem("inference"), "stored_labels": stored}
    context |= {"cited": sources.counts_by_claim(found), "misquoting": claims_misquoting(found)}
    context |= judged(request, found)
    if (name := request.GET.get("label")) in list(ClaimLabel):
        context |= {"label": name, "listed": _own_claims(graph, name, context["judgement"], stored[0])}
    else:
        context["lines"] = list(map(PARTS_OF_LINE, outline(graph)))
        context["unknown_label"] = asked.words(request, "label", most=20)
        context["denying"], context["setting_aside"] = (
            next_supposition(context["judgement"], name) for name in ("deny", "without")
        )
    return respond(request, "posts/outline.html", context)


def _own_claims(graph: Graph, label: str, judgement: Judgement, stored: Mapping[int, str]) -> list[ClaimNode]:
    """The post's own claims that have a label as they are judged, in the order of their ids."""
    own = (claim for claim in graph.claims.values() if claim.voice in labels.OWN)
    return [claim for claim in own if judgement.of_claim(claim.id, stored.get(claim.id))[1] == label]


@require_safe
@unless_unchanged(post_version)
def post_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """What the argument of a post rests on."""
    found = post_or_404(slug)
    rows = sources.rows_of(sources.source_list(request.user, post=found.pk), request.user)
    context = {"post": found, "rows": rows, "tab": "sources", "path": path_to(found, "Sources")}
    return respond(request, "posts/sources.html", context)


def stem(name: str) -> str:
    """What the addresses of all things of a kind begin with; far quicker than asking for each of thousands."""
    return reverse(name, args=[0]).removesuffix("0/")


def path_to(post: Post, here: str) -> list[tuple[str, str]]:
    """The path to a page of a post."""
    return [("Posts", reverse("home")), (post.title, post.get_absolute_url()), (here, "")]
