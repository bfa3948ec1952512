"""In short: by whose reasons a claim stands, and the strongest objection to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.graph.labelling import label
from argmap.graph.labels import ClaimLabel
from argmap.graph.model import Graph, Voice
from argmap.graph.verdict import Route, objection_to, route_to, verdicts
from tests.graph.builders import claim_ids, graph


def voiced(text, **voices):
    """A graph in which the steps named have the voices given."""
    drawn = graph(text, main=["c"])
    steps = [replace(step, voice=voices.get(step.key, Voice.AUTHOR)) for step in drawn.inferences.values()]
    return Graph.build(drawn.claims.values(), steps, drawn.main)


def by_readers(text):
    """A graph in which every step against something is a reader's."""
    drawn = graph(text, main=["c"])
    against = {step.key: Voice.READER for step in drawn.inferences.values() if step.stance == "against"}
    return voiced(text, **against)


def objection(drawn):
    found = objection_to(drawn, label(drawn), claim_ids(drawn)["c"])
    return None if found is None else drawn.inferences[found].key


@pytest.mark.parametrize(
    ("text", "voices", "route"),
    [
        ("i: a -> c", {}, Route.OWN),
        ("i: a -> c", {"i": Voice.REPORTED}, Route.OWN),
        ("i: a -> c", {"i": Voice.EDITOR}, Route.OTHER),
        ("i: a -> c", {"i": Voice.READER}, Route.OTHER),
        ("i: a -> c; j: b -> c", {"j": Voice.EDITOR}, Route.OWN),
        ("i: a -> c; j: b -> c; u: d -x i", {"j": Voice.EDITOR}, Route.OTHER),
        ("i: a -> c; u: d -x i", {}, Route.NONE),
        ("c", {}, Route.UNARGUED),
    ],
)
def test_the_route_is_whose_reason_applies(text, voices, route):
    drawn = voiced(text, **voices)
    assert route_to(drawn, label(drawn), claim_ids(drawn)["c"]) is route


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("c", None),
        ("i: a -> c", None),
        ("r: b -x c", "r"),
        ("i: a -> c; u: b -x i", "u"),
        ("i: a -> c; r: b -x a", "r"),
        ("i: a -> c; r: b -x a; s: d -x c", "s"),  # the nearer one
        ("i: a -> c; r: b -x a; s: d -x c; t: e -x s", "r"),  # what fails is none
        ("r: b -x c; i: a -> b; s: d -x a", None),  # what attacks an attack speaks for the claim
        ("r: b -x c; u: d -x r; v: e -x u", "v"),  # but what attacks that speaks against it again
        ("r: b -x c; s: d -x b; t: b -x d", "r"),  # in dispute, and none that nothing attacks
        ("r: b -x c; s: d -x b; t: e -x b; x: b -x d; y: b -x e", "r"),
        ("i: a -> c; j: c -> a; r: b -x a", "r"),  # a circle
        ("i: a + b -> c; k: d -> e; r: e -x b; s: f -x d", None),
    ],
)
def test_the_objection_is_the_strongest_that_does_not_fail(text, key):
    assert objection(by_readers(text)) == key


def test_an_objection_that_nothing_attacks_comes_before_a_nearer_one_in_dispute():
    assert objection(by_readers("r: b -x c; s: d -x b; t: b -x d; i: a -> c; u: e -x a")) == "u"


def test_what_the_author_says_against_themselves_is_no_objection():
    assert objection(voiced("i: a -> c; u: b -x i")) is None
    assert objection(voiced("i: a -> c; u: b -x i", u=Voice.REPORTED)) == "u"


def test_each_main_claim_has_a_verdict_in_order():
    drawn = graph("i: a -> c; d; r: b -x d", main=["d", "c"])
    found = verdicts(drawn, label(drawn))
    assert [(verdict.claim, verdict.label) for verdict in found] == [
        (claim_ids(drawn)["d"], ClaimLabel.FALLS),
        (claim_ids(drawn)["c"], ClaimLabel.STANDS),
    ]


def test_a_verdict_names_the_nearest_claim_it_turns_on_if_one_asks():
    drawn = graph("i: a -> c; j: b -> a", main=["c"])
    ids = claim_ids(drawn)
    (found,) = verdicts(drawn, label(drawn), budget=1000)
    assert (found.turns_on, found.becomes, found.is_firm) == (ids["a"], ClaimLabel.FALLS, False)
    (untried,) = verdicts(drawn, label(drawn))
    assert (untried.turns_on, untried.becomes, untried.is_firm) == (None, None, False)


def test_a_verdict_is_firm_where_nothing_alone_would_change_it():
    drawn = graph("i: a -> c; j: b -> c", main=["c"])
    (found,) = verdicts(drawn, label(drawn), budget=1000)
    assert (found.turns_on, found.is_firm) == (None, True)


def test_a_verdict_of_which_not_all_was_tried_is_not_called_firm():
    drawn = graph("; ".join(f"r{n}: d{n} -x c" for n in range(9)), main=["c"])
    (found,) = verdicts(drawn, label(drawn), budget=1)
    assert not found.is_firm
