"""Why a claim has its label, followed to the leaves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.queries.labels import Judgement, judge
from argmap.queries.whys import MOST, because
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


def written(node):
    """A tree as nested keys, each with its label: `c stands (i applies (a stands))`."""
    inside = ", ".join(map(written, node.inside))
    said = f"{node.thing.key} {'again' if node.is_again else node.label}"
    return f"{said} ({inside})" if inside else said


def explained(key, judgement=None):
    return written(because(claim(key), judgement or Judgement()))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("c", "c stands"),
        ("i: a -> c", "c stands (i applies (a stands))"),
        ("i: a -> c; r: b -x a", "c falls (i fails (a falls (r applies (b stands))))"),
        ("i: a -> c; u: b -x i", "c falls (i fails (u applies (b stands)))"),
        ("i: a -> c; j: a -> c", "c stands (i applies (a stands), j applies (a again))"),
        ("?c", "c falls"),
    ],
)
def test_a_why_is_followed_to_the_leaves(text, tree):
    make_post(text, main=["c"])
    assert explained("c") == tree


def test_a_circle_is_followed_once_around():
    make_post("i: a -> c; j: c -> a", main=["c"])
    assert explained("c") == "c contested (i open (a again), a contested (j open (c again), c again))"


def test_under_suppositions_the_tree_is_that_of_the_judgement():
    post = make_post("i: a -> c; r: b -x a", main=["c"])
    judgement = judge(post, {"grant": str(claim("a").pk)})
    assert explained("c", judgement) == "c stands (i applies (a stands))"
    assert because(claim("a"), judgement).code == "supposed"


def test_the_steps_of_a_tree_are_what_decides():
    make_post("i: a -> c; j: b -> a; k: d -> e", main=["c"])
    assert because(claim("c"), Judgement()).steps == {step("i").pk, step("j").pk}


def test_a_long_why_is_cut_and_asks_no_more_for_it():
    make_post("; ".join(f"i{n}: a{n + 1} -> a{n}" for n in range(3 * MOST)), main=["a0"])
    top = claim("a0")
    with CaptureQueriesContext(connection) as captured:
        tree = because(top, Judgement())
    assert len(captured) == 3
    assert len(tree.steps) <= MOST


def test_a_claim_that_does_not_count_has_no_why():
    make_post("a; b")
    found = claim("b")
    found.why = found.label = None
    assert because(found, Judgement()) is None
