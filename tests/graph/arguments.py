"""Arguments of every shape for property tests: shared claims, circles, undercuts of undercuts, strays."""

from __future__ import annotations

from hypothesis import strategies as st

from argmap.graph.model import Claim, Graph, Inference, Stance

LONG = "Registration extends to works of human authorship, and a file of weights is not one under § 102(b). " * 4
SCHEMES = ("", "verbal-classification", "expert-opinion")


def texts() -> st.SearchStrategy[str]:
    """A claim's words: from one letter to some ten lines."""
    return st.integers(1, len(LONG)).map(lambda length: LONG[:length])


@st.composite
def arguments(draw: st.DrawFn, most_claims: int = 10) -> Graph:
    """Any graph that argmap can hold, and some with undercuts that go in a circle, which it cannot."""
    claims = [Claim(id, f"C{id}", text) for id, text in enumerate(draw(_texts(most_claims)), start=1)]
    one = st.integers(1, len(claims))
    steps = draw(st.lists(st.tuples(st.sets(one, min_size=1, max_size=3), one, st.integers(0, 11)), max_size=14))
    inferences = [
        _step(101 + place, premises, target, kind, 100 + len(steps))
        for place, (premises, target, kind) in enumerate(steps)
    ]
    main = draw(st.lists(one, max_size=3, unique=True))
    return Graph.build(claims, [step for step in inferences if step], main)


def _texts(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(), min_size=1, max_size=most)


def _step(id: int, premises: set[int], target: int, kind: int, last: int) -> Inference | None:
    """A step of a kind from 0 to 11: in four of them an undercut, wherever the target can be one."""
    scheme, given = SCHEMES[kind % 3], tuple(sorted(premises))
    if kind < 4 and 100 + target not in (id, last + 1) and 100 + target <= last:
        return Inference(id, f"I{id}", Stance.AGAINST, given, undercuts=100 + target, scheme=scheme)
    if target in premises:
        return None
    stance = Stance.FOR if kind < 8 else Stance.AGAINST
    return Inference(id, f"I{id}", stance, given, conclusion=target, scheme=scheme)
