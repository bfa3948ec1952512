from __future__ import annotations

import pytest

from tests.builders import claim, make_post, step
from tests.models.rows import insert, refused, run

pytestmark = pytest.mark.django_db


def add(claim, position=9, post=None):
    inference = step("i")
    post = post or inference.post
    run("UPDATE argmap_inference SET label = NULL")  # as while the step is being made
    insert("premise", post_id=post.pk, inference_id=inference.pk, claim_id=claim.pk, position=position)


def test_a_claim_is_used_once_in_a_step():
    make_post("i: a -> c")
    with refused("claim_once_in_an_inference"):
        add(claim("a"))


def test_a_step_that_is_made_takes_no_further_premise():
    make_post("i: a -> c; b")
    with refused("takes no further premise"):
        insert("premise", post_id=step("i").post_id, inference_id=step("i").pk, claim_id=claim("b").pk, position=9)


def test_two_premises_do_not_share_a_place():
    make_post("i: a -> c; b")
    with refused("premises_in_order"):
        add(claim("b"), position=1)


def test_a_step_does_not_use_its_own_conclusion():
    make_post("i: a -> c")
    with refused("has its conclusion as a premise"):
        add(claim("c"))


def test_a_premise_is_of_the_same_post_as_its_step():
    make_post("i: a -> c")
    other = make_post("x", slug="other")
    with refused("premise_claim_of_same_post"):
        add(claim("x", "other"))
    with refused("premise_step_of_same_post"):
        add(claim("x", "other"), post=other)


@pytest.mark.parametrize("change", ["position = 5", "claim_id = (SELECT id FROM argmap_claim WHERE key = 'b')"])
def test_a_premise_never_changes(change):
    make_post("i: a -> c; b")
    with refused("Cannot update"):
        run(f"UPDATE argmap_premise SET {change}")


def test_a_premise_is_never_taken_away():
    make_post("i: a + b -> c")
    with refused("Cannot .*delete"):
        run("DELETE FROM argmap_premise WHERE claim_id = %s", claim("a").pk)
