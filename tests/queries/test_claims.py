"""A claim's page, read without the rest of its post."""

from __future__ import annotations

import pytest

from argmap.models import Claim, Inference
from argmap.queries import claims
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


def way(key):
    return [point.key for point in claims.way_to(claim(key).pk)]


def test_the_way_leads_from_the_main_claim_down_to_a_claim():
    make_post("i: a -> c; j: b -> a; u: d -x j; v: e -x u", main=["c"])
    assert {key: way(key) for key in "cabde"} == {
        "c": [],
        "a": ["c"],
        "b": ["c", "a"],
        "d": ["c", "a"],
        "e": ["c", "a"],
    }


def test_the_way_shows_public_wordings():
    make_post("i: a -> c", main=["c"])
    assert [(point.id, point.text) for point in claims.way_to(claim("a").pk)] == [(claim("c").pk, "Claim c.")]


def test_a_way_in_a_circle_ends():
    make_post("i: a -> b; j: b -> a; m", main=["m"])
    assert (way("a"), way("b")) == ([], ["a"])


@pytest.mark.parametrize("key", ["i", "u", "v"])
def test_what_a_step_bears_on_in_the_end_is_a_claim(key):
    make_post("i: a -> c; u: b -x i; v: d -x u")
    assert claims.target_of(step(key)) == claim("c")


def test_a_page_tells_reasons_rebuttals_and_undercuts_apart():
    make_post("i: a + b -> c; r: d -x c; u: e -x i; v: f -x u; j: c -> g", main=["g"])
    page = claims.claim_page(claim("c"))
    assert [view.step.key for view in page.reasons] == ["i"]
    assert [view.step.key for view in page.rebuttals] == ["r"]
    assert [premise.claim.key for premise in page.reasons[0].premises] == ["a", "b"]
    assert page.reasons[0].numbers == "(1), (2)"
    (undercut,) = page.reasons[0].undercuts
    assert (undercut.step.key, [view.step.key for view in undercut.undercuts]) == ("u", ["v"])
    assert [used.key for used in page.uses] == ["j"]


def test_a_page_says_of_each_premise_what_bears_on_it():
    sources = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
    make_post("i: a -> c; j: b -> a; k: d -> a; r: e -x a", main=["c"], sources=sources, extra="cite a\nsource: s\n")
    (premise,) = claims.claim_page(claim("c")).reasons[0].premises
    assert (premise.bearing.reasons, premise.bearing.rebuttals, premise.bearing.sources) == (2, 1, 1)
    assert [citation.source.key for citation in premise.citations] == ["s"]


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_what_does_not_count_is_not_on_the_page(state):
    make_post("i: a + b -> c; r: d -x c; u: e -x r; j: c + b -> g", main=["g"])
    Claim.objects.filter(key="b").update(state=state)
    page = claims.claim_page(claim("c"))
    assert (list(page.reasons), list(page.uses)) == ([], [])
    Inference.objects.filter(key="u").update(state=state)
    assert [view.undercuts for view in claims.claim_page(claim("c")).rebuttals] == [[]]
