"""Reading order: a place for every claim, and the argument as nested lines."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from argmap.graph.model import Claim, Graph, Inference, Stance
from argmap.graph.outline import Line, outline, places, roots, target_claim
from tests.graph.arguments import arguments
from tests.graph.builders import claim_ids, graph

LARGE = 30_000


def placed(text: str, main=()) -> dict[str, tuple]:
    """Of each claim of a graph in text: the step it leads on by, its depth, and how many claims stand behind it."""
    drawn = graph(text, main)
    found = places(drawn)
    keys = {step.id: step.key for step in drawn.inferences.values()}
    return {
        key: (keys.get(found[id].leads_to), found[id].depth, found[id].behind) for key, id in claim_ids(drawn).items()
    }


def told(lines: list[Line]) -> str:
    """An outline in one line: `c[i[a b]]`, where `=a` is a claim that was laid out further up."""
    words = []
    for line in lines:
        node = line.claim or line.step
        words.append("]" if line.kind.startswith("end") else f"{'=' if line.is_again else ''}{node.key}[")
    return "".join(words)


def test_the_main_claims_come_first_and_then_what_nothing_uses():
    drawn = graph("i: a -> c; x; m", main=["m", "c"])
    assert [drawn.claims[id].key for id in roots(drawn)] == ["m", "c", "x"]


def test_a_claim_leads_on_by_the_nearest_step():
    text = "i: a -> c; j: b -> a; k: b -> c"
    assert placed(text, ["c"]) == {"a": ("i", 1, 0), "c": (None, 0, 2), "b": ("k", 1, 0)}


def test_what_speaks_against_a_step_stands_one_step_further_out():
    assert placed("i: a -> c; u: b -x i; v: d -x u", ["c"]) == {
        "a": ("i", 1, 0),
        "c": (None, 0, 3),
        "b": ("u", 2, 0),
        "d": ("v", 3, 0),
    }


def test_a_circle_apart_is_entered_at_its_first_claim():
    assert placed("i: a -> b; j: b -> a; m", ["m"]) == {"a": (None, 0, 1), "b": ("j", 1, 0), "m": (None, 0, 0)}


def test_a_main_claim_stays_a_root_though_another_main_claim_uses_it():
    assert placed("i: a -> c", ["c", "a"])["a"] == (None, 0, 0)


def test_the_outline_nests_reasons_rebuttals_and_undercuts():
    lines = outline(graph("i: a + b -> c; u: d -x i; r: e -x c; j: f -> a", main=["c"]))
    assert told(lines) == "c[i[a[j[f[]]]b[]u[d[]]]r[e[]]]"


def test_a_claim_is_laid_out_once_and_then_referred_to():
    lines = outline(graph("i: a -> c; j: a -> d; k: b -> a", main=["c", "d"]))
    assert told(lines) == "c[i[a[k[b[]]]]]d[j[=a[]]]"


def test_a_circle_ends_where_it_comes_round():
    assert told(outline(graph("i: a -> c; j: c -> a", main=["c"]))) == "c[i[a[j[=c[]]]]]"


def test_an_outline_can_start_anywhere():
    drawn = graph("i: a -> c; j: b -> a", main=["c"])
    assert told(outline(drawn, [claim_ids(drawn)["a"]])) == "a[j[b[]]]"


def test_a_graph_without_claims_has_an_empty_outline():
    assert outline(Graph.build([], [])) == []


def test_a_step_of_an_undercut_circle_has_no_target_in_the_end():
    drawn = graph("u: a -x v; v: b -x u")
    with pytest.raises(ValueError, match="circle"):
        target_claim(drawn, 1)


def test_a_chain_as_long_as_the_largest_argument_needs_no_recursion():
    claims = [Claim(number, f"a{number}") for number in range(LARGE + 1)]
    steps = [Inference(number, f"i{number}", Stance.FOR, (number,), number - 1) for number in range(1, LARGE + 1)]
    drawn = Graph.build(claims, steps, [0])
    assert places(drawn)[0].behind == LARGE
    assert outline(drawn)[0].inside == LARGE


# -- properties of every graph: circles, shared claims, undercuts of undercuts, loose parts --


@given(arguments())
def test_every_claim_has_one_place(drawn):
    assert sorted(places(drawn)) == sorted(drawn.claims)


@given(arguments())
def test_following_the_steps_ends_at_a_root_in_as_many_steps_as_said(drawn):
    found = places(drawn)
    for claim, place in found.items():
        if place.leads_to is None:
            assert place.depth == 0
            continue
        assert claim in drawn.inferences[place.leads_to].premises
        length, step = 1, drawn.inferences[place.leads_to]
        while step.conclusion is None:
            length, step = length + 1, drawn.inferences[step.undercuts]
        assert place.depth == found[step.conclusion].depth + length


@given(arguments())
def test_no_claim_could_be_nearer_to_the_roots(drawn):
    far = len(drawn.claims) + len(drawn.inferences) + 1
    claims = dict.fromkeys(drawn.claims, far) | dict.fromkeys(roots(drawn), 0)
    steps = dict.fromkeys(drawn.inferences, far)
    for _ in range(2 * far):
        for step in drawn.inferences.values():
            behind = claims[step.conclusion] if step.conclusion is not None else steps[step.undercuts]
            steps[step.id] = min(far, behind + 1)
            for premise in step.premises:
                claims[premise] = min(claims[premise], steps[step.id])
    found = places(drawn)
    assert {claim: found[claim].depth for claim in claims if claims[claim] < far} == {
        claim: depth for claim, depth in claims.items() if depth < far
    }


@given(arguments())
def test_behind_a_claim_stand_those_whose_way_leads_through_it(drawn):
    found, behind = places(drawn), Counter()
    for claim in found:
        while found[claim].leads_to is not None:
            claim = target_claim(drawn, found[claim].leads_to)
            behind[claim] += 1
    assert {claim: place.behind for claim, place in found.items()} == {claim: behind[claim] for claim in found}


@given(arguments())
def test_the_outline_opens_each_claim_once(drawn):
    opened = [line.claim.id for line in outline(drawn) if line.kind == "claim" and not line.is_again]
    assert sorted(opened) == sorted(drawn.claims)


@given(arguments())
def test_every_line_of_the_outline_has_its_end(drawn):
    lines, open_lines = outline(drawn), []
    for line in lines:
        if not line.kind.startswith("end"):
            assert line.level == len(open_lines)
            open_lines.append(line)
            continue
        begun = open_lines.pop()
        assert line.kind == f"end-{begun.kind}"
        assert (line.level, line.claim, line.step) == (begun.level, begun.claim, begun.step)
    assert not open_lines


@given(arguments())
def test_each_line_of_the_outline_says_how_many_claims_are_inside(drawn):
    lines, open_lines = outline(drawn), []
    for number, line in enumerate(lines):
        if not line.kind.startswith("end"):
            open_lines.append(number)
            continue
        begun = open_lines.pop()
        inside = sum(inner.kind == "claim" for inner in lines[begun + 1 : number])
        assert lines[begun].inside == line.inside == inside


@given(arguments())
def test_an_opened_claim_shows_all_that_bears_on_it_and_a_step_its_premises_and_undercuts(drawn):
    lines, open_lines, inside = outline(drawn), [], {}
    for number, line in enumerate(lines):
        if line.kind.startswith("end"):
            open_lines.pop()
            continue
        if open_lines:
            inside[open_lines[-1]].append(line.claim or line.step)
        open_lines.append(number)
        inside[number] = []
    for number, found in inside.items():
        line = lines[number]
        if line.step is not None:
            premises = [drawn.claims[premise] for premise in line.step.premises]
            assert found == premises + list(drawn.undercuts_of.get(line.step.id, ()))
        else:
            assert found == ([] if line.is_again else list(drawn.bearing_on.get(line.claim.id, ())))
