"""The drawn map: a page around it, and the drawing alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from argmap.graph import layout
from argmap.graph.drawing import Labels, svg
from argmap.graph.labels import ClaimLabel
from argmap.graph.layout import TALL, WIDE, Form
from argmap.graph.model import Claim, Graph
from argmap.graph.outline import target_claim
from argmap.graph.schemes import SCHEMES
from argmap.models import Inference, Post
from argmap.prose import lettering
from argmap.queries import graphs, levels, sources, steps, whys
from argmap.queries.labels import Judgement, judge, shown_labels
from argmap.queries.steps import StepView
from argmap.queries.turning import turning_ids
from argmap.views import asked
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import post_or_404
from argmap.views.judging import carried, judged
from argmap.views.posts import chosen_claim, path_to, post_version, stem
from argmap.views.respond import respond, wants

#: Above so many cards the upper levels are drawn and the rest folded behind counts, unless all are asked for.
MOST_CARDS = 300
DEEPEST = 20
Turns = tuple[set[int], set[int]]
WORDS_OF_SCHEMES = {key: scheme.by for key, scheme in SCHEMES.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an argument that a map shows, and how much is folded behind its claims."""

    graph: Graph
    folded: Mapping[int, int]
    focus: int | None = None
    depth: int = 2
    is_all: bool = False

    @property
    def centre(self) -> Claim | None:
        """The claim the map is narrowed to."""
        return self.graph.claims.get(self.focus) if self.focus is not None else None


def part_asked_for(request: HttpRequest, post: Post) -> Part:
    """Read the part that the query string names: so far around a `focus`, so deep from the main claims, or `all`."""
    focus, everything = asked.number(request, "focus"), request.GET.get("all") == "1"
    if focus is not None:
        whole = graphs.load_graph(post)
        if focus in whole.claims:
            depth = asked.number(request, "depth", most=DEEPEST) or 2
            near = layout.neighbourhood(whole, focus, depth)
            if len(near.claims) > MOST_CARDS and not everything:
                near, _ = layout.upper_levels(near, MOST_CARDS)
            return Part(near, layout.folded(whole, near.claims), focus, depth)
    if everything:
        return Part(graphs.load_graph(post), {}, is_all=True)
    depth = levels.depth_within(post, MOST_CARDS)
    depth = min(depth, asked.number(request, "depth", most=DEEPEST) or depth)
    return Part(graphs.load_graph(post, depth=depth), levels.folded_behind(post, depth))


@require_safe
@unless_unchanged(post_version)
def map_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The argument drawn, with a claim or a step opened beside it if one is chosen."""
    post = post_or_404(slug)
    context: dict[str, Any] = {"post": post, "tab": "map", "path": path_to(post, "Map")} | judged(request, post)
    context |= _chosen(request, post, context["judgement"])
    if not wants(request, "beside"):
        part = part_asked_for(request, post)
        context["here"] = here = part.focus if context["here"] is None else context["here"]
        context |= {"part": part, "total": levels.claim_count(post)}
        labels = shown_labels(post.pk, context["judgement"])
        context["only"] = request.GET.get("only") == "unsettled"
        if context["only"]:
            standing = {claim for claim, label in labels[0].items() if label == ClaimLabel.STANDS}
            part = context["part"] = replace(part, graph=layout.unsettled(part.graph, standing), folded={})
        marks = {"here": here, "lit": context["lit"], "turns": context["turns"]}
        context |= _drawings(post, part, context["judgement"], _narrowed(request), labels, **marks)
    return respond(request, "maps/map.html", context, partials=["beside"])


def _chosen(request: HttpRequest, post: Post, judgement: Judgement) -> dict[str, Any]:
    """What is opened beside the map, and what of the drawing that lights: what decides a claim, the lines of a step."""
    if (chosen := chosen_claim(request, post)) is not None:
        because = whys.because(chosen.claim, judgement)
        lit, turns = because.steps if because else set(), turning_ids(chosen.claim, judgement)
        return {"chosen": chosen, "here": chosen.claim.pk, "because": because, "lit": lit, "turns": turns}
    if (view := _chosen_step(request, post)) is not None:
        step = view.step
        opened = {"view": view, "step": step, "why": judgement.why(step)}
        return {**opened, "here": ~step.pk, "lit": {step.pk}, "turns": (set(), set())}
    return {"here": None, "lit": set(), "turns": (set(), set())}


def _chosen_step(request: HttpRequest, post: Post) -> StepView | None:
    """The step of this post that the address opens beside the map, if it names one that counts."""
    number = asked.number(request, "step")
    if number is None:
        return None
    found = Inference.objects.filter(post=post, pk=number)
    return next(iter(steps.lay_out(found.select_related("contributor"))), None)


@require_safe
@unless_unchanged(post_version)
def map_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The drawing as a file that stands alone."""
    post = post_or_404(slug)
    part = part_asked_for(request, post)
    claim, step = (request.build_absolute_uri(stem(name)) for name in ("claim", "inference"))

    def links(kind: str, number: int) -> str:
        return f"{step if kind == 'step' else claim}{number}/"

    cited = sources.counts_by_claim(post, among=part.graph.claims)
    drawing = layout.lay_out(part.graph, wrap=_wrap(WIDE), hidden=part.folded)
    document = svg(
        drawing, part.graph, links=links, title=f"Map: {post.title}", here=part.focus, standalone=True,
        sources=cited, measure=lambda line: lettering.face().measure(line, WIDE.text_size),
        schemes=WORDS_OF_SCHEMES, labels=shown_labels(post.pk, judge(post, request.GET.dict())),
    )  # fmt: skip
    return HttpResponse(document, content_type="image/svg+xml; charset=utf-8")


def _drawings(
    post: Post,
    part: Part,
    judgement: Judgement,
    narrowed: str,
    labels: Labels,
    *,
    here: int | None,
    lit: set[int],
    turns: Turns,
) -> dict[str, SafeString]:
    """The wide drawing, and for narrow screens the neighbourhood of one claim in a single column."""
    carry = carried(judgement)

    def links(kind: str, number: int) -> str:
        if kind == "fold":
            return f"?focus={number}&depth=2{carry['asked_too']}"
        return f"?{narrowed}{kind}={number}{carry['asked_too']}"

    draw = partial(
        svg,
        links=links,
        title=f"Map: {post.title}",
        sources=sources.counts_by_claim(post, among=part.graph.claims),
        schemes=WORDS_OF_SCHEMES,
        labels=labels,
        beside="#beside",
        lit=lit,
        turns=turns,
    )
    drawings = {"wide": draw(layout.lay_out(part.graph, wrap=_wrap(WIDE), hidden=part.folded), part.graph, here=here)}
    centre = _centre(part.graph, here)
    if centre is not None:
        tall = layout.vertical(part.graph, centre, wrap=_wrap(TALL))
        drawings["tall"] = draw(tall, part.graph, here=centre if here is None else here, prefix="tall-")
    return {name: mark_safe(drawing) for name, drawing in drawings.items()}


def _centre(graph: Graph, here: int | None) -> int | None:
    """The claim in the middle of the narrow drawing: the one in hand, or that of the step in hand, or the first."""
    if here is not None and here < 0 and ~here in graph.inferences:
        return target_claim(graph, ~here)
    return here if here in graph.claims else next(iter((*graph.main, *graph.claims)), None)


def _wrap(form: Form) -> layout.Wrap:
    face = lettering.face()
    return lambda text: face.wrap(text, form.text_size, form.text_width)


def _narrowed(request: HttpRequest) -> str:
    """The part of the query string that narrows the map, for links that keep it."""
    kept = {name: request.GET[name] for name in ("focus", "depth", "all", "only") if name in request.GET}
    return f"{urlencode(kept)}&" if kept else ""
