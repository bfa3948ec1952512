"""A drawing as a whole: an SVG element for a page, or a document that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from argmap.graph.drawing.ink import INK, SERIF, WASH, counted, safe
from argmap.graph.drawing.pen import Labels, Links, Pen
from argmap.graph.layout.edges import number
from argmap.graph.layout.shapes import Card, Drawing
from argmap.graph.model import Graph


def svg(
    drawing: Drawing,
    graph: Graph,
    *,
    links: Links,
    title: str,
    here: int | None = None,
    standalone: bool = False,
    sources: Mapping[int, int] | None = None,
    measure: Callable[[str], float] | None = None,
    schemes: Mapping[str, str] | None = None,
    labels: Labels | None = None,
    prefix: str = "",
    beside: str = "",
    lit: Collection[int] = (),
    turns: tuple[Collection[int], Collection[int]] = ((), ()),
) -> str:
    """Write a drawing of the graph as an SVG element, or as a whole document if it is to stand alone.

    `links` gives the address of a "claim", a "step" or a "fold" by its id; `here` is what is in hand, a claim or the
    `~id` of a step; `labels` are those of claims and of steps, by id; `sources` counts the citations of each claim;
    `measure` gives the width of a line in pixels, for other programs to keep; `schemes` gives the words of schemes by
    key; `prefix` leads every id; `beside` is the selector htmx opens a node in; `lit` are the steps whose lines are
    brought out; `turns` are the claims and steps that the claim in hand turns on.
    """
    pen = Pen(
        drawing.form,
        graph,
        links,
        here,
        sources or {},
        measure,
        schemes or {},
        labels or ({}, {}),
        prefix,
        beside,
        lit,
        turns,
    )
    width, height = number(drawing.width), number(drawing.height)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="group" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'aria-label="{safe(title)}" font-family="{SERIF}" '
            f'font-size="{number(drawing.form.text_size)}" fill="{INK}">\n',
            _preface(title, drawing, width, height) if standalone else "",
            '<g class="edges" fill="none" stroke-width="1.5" aria-hidden="true">\n',
            *map(pen.edge, drawing.edges),
            "</g>\n",
            *(pen.card(node) if isinstance(node, Card) else pen.junction(node) for node in drawing.nodes),
            "</svg>\n",
        )
    )


def _preface(title: str, drawing: Drawing, width: str, height: str) -> str:
    """What a drawing says of itself when no page is around it."""
    claims, steps = counted(len(drawing.cards), "claim"), counted(len(drawing.junctions), "step")
    return (
        f"<title>{safe(title)}</title>\n<desc>{claims} and {steps}. What bears on a claim stands at its "
        "right: reasons on solid lines, rebuttals on dashed lines, undercuts on dotted lines that end at the "
        f'step they attack.</desc>\n<rect width="{width}" height="{height}" fill="{WASH}"/>\n'
    )
