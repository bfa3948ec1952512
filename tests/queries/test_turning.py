"""What a claim turns on, with its words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Claim
from argmap.queries import turning
from argmap.queries.labels import Judgement, judge
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


def page(key, **parameters):
    found = claim(key)
    return turning.turning_page(found, judge(found.post, parameters) if parameters else Judgement())


def turns(key, **parameters):
    return {(view.thing.key, view.words, view.becomes) for view in page(key, **parameters).turns}


def test_a_claim_turns_on_its_only_reason_and_each_premise_of_it():
    make_post("i: a + b -> c", main=["c"], extra="")
    Claim.objects.filter(key="c").update(granted=False)
    assert {(key, words) for key, words, _ in turns("c")} == {("i", "Claim a."), ("a", "Claim a."), ("b", "Claim b.")}


def test_each_turn_has_the_suppositions_that_show_it():
    make_post("r: d -x c", main=["c"])
    found = {view.thing.key: view.supposed.query for view in page("c").turns}
    assert found == {"r": f"without={step('r').pk}", "d": f"deny={claim('d').pk}"}


def test_suppositions_of_the_reader_are_kept():
    make_post("r: d -x c; s: e -x c", main=["c"])
    assert turns("c") == set()
    set_aside = str(step("s").pk)
    found = {view.thing.key: view.supposed.query for view in page("c", without=set_aside).turns}
    assert found["d"] == f"deny={claim('d').pk}&without={set_aside}"


def test_what_makes_a_claim_stand_is_the_smallest_set_of_answers():
    make_post("r: d -x c; s: e -x c", main=["c"])
    (way,) = page("c").answers
    assert [(answer.step.key, answer.words) for answer in way.answers] == [("r", "Claim d."), ("s", "Claim e.")]
    assert way.supposed.set_aside == {step("r").pk, step("s").pk}


def test_a_claim_that_stands_needs_no_answers():
    make_post("i: a -> c", main=["c"])
    assert (page("c").label, page("c").answers) == ("stands", [])


def test_a_claim_that_does_not_count_turns_on_nothing():
    make_post("i: a -> c", main=["c"])
    Claim.objects.filter(key="a").update(state="hidden")
    post = claim("a").post
    post.version += 1
    hidden = Claim.objects.get(key="a")
    hidden.post = post
    assert turning.turning_page(hidden, Judgement()) is None


def test_the_queries_are_as_many_in_a_larger_argument():
    counts = []
    for size in (2, 9):
        slug = f"size-{size}"
        chain = "; ".join(f"i{n}: e{n + 1} -> e{n}" for n in range(size))
        post = make_post(f"r: e0 -x c; {chain}", main=["c"], slug=slug)
        found = Claim.objects.select_related("post").get(post=post, key="c")
        with CaptureQueriesContext(connection) as asked:
            turning.turning_page(found, Judgement())
        counts.append(len(asked))
    assert counts == [7, 7]
