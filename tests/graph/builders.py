"""Small graphs written as text, for tests.

`graph("a; b; i: a + b -> c; r: d -x c; u: e -x i")` is a graph with the reason `i` for `c` from `a` and `b`
together, its rebuttal `r` from `d`, and the undercut `u` of `i` from `e`. A claim need only be named to be
there. It is granted when no reason for it is given; `!a` grants it all the same and `?a` does not, where it
is first named. A step without a name is called by its text. Claims and inferences are numbered apart, from 1,
in the order in which they are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from argmap.graph.model import Claim, Graph, Inference, Stance

STEP = re.compile(r"(?:(?P<name>\w+):)?(?P<premises>[^>:]+?)-(?P<relation>[>x])(?P<target>.+)")
MARKS = {"!": True, "?": False}


def graph(text: str, main: Iterable[str] = ()) -> Graph:
    """Build the graph that a text in the notation of this module describes; the main claims are named by key."""
    lines = ["".join(line.split()) for line in text.replace("\n", ";").split(";")]
    matches = [match for line in lines if (match := STEP.fullmatch(line))]
    steps = {match["name"] or match[0]: number for number, match in enumerate(matches, start=1)}
    claims: dict[str, Claim] = {}
    for line in filter(None, lines):
        match = STEP.fullmatch(line)
        names = [*match["premises"].split("+"), match["target"]] if match else [line]
        for name in names:
            if name not in steps:
                _add(claims, name, matches)
    ids = {key: claim.id for key, claim in claims.items()}
    inferences = [_inference(number, match, ids, steps) for number, match in enumerate(matches, start=1)]
    return Graph.build(claims.values(), inferences, [ids[key] for key in main])


def claim_ids(graph: Graph) -> dict[str, int]:
    """The id of each claim, by key."""
    return {claim.key: claim.id for claim in graph.claims.values()}


def inference_ids(graph: Graph) -> dict[str, int]:
    """The id of each inference, by key."""
    return {step.key: step.id for step in graph.inferences.values()}


def _add(claims: dict[str, Claim], name: str, matches: Iterable[re.Match[str]]) -> None:
    key = name.lstrip("!?")
    if key not in claims:
        reasoned = any(match["relation"] == ">" and match["target"].lstrip("!?") == key for match in matches)
        granted = MARKS.get(name[0], not reasoned)
        claims[key] = Claim(id=len(claims) + 1, key=key, text=f"Claim {key}.", granted=granted)


def _inference(number: int, match: re.Match[str], claims: Mapping[str, int], steps: Mapping[str, int]) -> Inference:
    target = match["target"].lstrip("!?")
    return Inference(
        id=number,
        key=match["name"] or match[0],
        stance=Stance.FOR if match["relation"] == ">" else Stance.AGAINST,
        premises=tuple(claims[premise.lstrip("!?")] for premise in match["premises"].split("+")),
        conclusion=None if target in steps else claims[target],
        undercuts=steps.get(target),
    )
