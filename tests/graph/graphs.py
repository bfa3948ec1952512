"""Random graphs for Hypothesis: shared claims, undercuts, undercuts of undercuts, circles, several parts."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.suppositions import Suppositions


@st.composite
def parts(draw: st.DrawFn, claims: int = 8, steps: int = 12) -> tuple[list[Claim], list[Inference]]:
    """Claims and inferences that the database would keep: no inference has its own conclusion or itself as input."""
    numbers = range(1, draw(st.integers(1, claims)) + 1)
    drawn = [Claim(id, f"c{id}", granted=draw(st.booleans())) for id in numbers]
    count = draw(st.integers(0, steps)) if len(drawn) > 1 else 0
    return drawn, [draw(_inference(id, count, len(drawn))) for id in range(1, count + 1)]


@st.composite
def _inference(draw: st.DrawFn, id: int, count: int, claims: int) -> Inference:
    others = [other for other in range(1, count + 1) if other != id]
    undercuts = draw(st.sampled_from(others)) if others and draw(st.integers(0, 3)) == 0 else None
    conclusion = draw(st.integers(1, claims)) if undercuts is None else None
    allowed = [claim for claim in range(1, claims + 1) if claim != conclusion]
    premises = draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=3, unique=True))
    stance = draw(st.sampled_from(Stance)) if undercuts is None else Stance.AGAINST
    return Inference(id, f"i{id}", stance, tuple(premises), conclusion, undercuts)


def graphs(claims: int = 8, steps: int = 12) -> st.SearchStrategy[Graph]:
    """Graphs of at most so many claims and steps."""
    return parts(claims, steps).map(lambda drawn: Graph.build(*drawn))


@st.composite
def suppositions(draw: st.DrawFn, graph: Graph) -> Suppositions:
    """Suppositions about a graph's claims and steps, none both granted and denied."""
    granted = draw(_some(graph.claims))
    return Suppositions(granted, draw(_some(graph.claims)) - granted, draw(_some(graph.inferences)))


def _some(ids: Iterable[int]) -> st.SearchStrategy[frozenset[int]]:
    known = sorted(ids)
    return st.frozensets(st.sampled_from(known), max_size=3) if known else st.just(frozenset())
