from __future__ import annotations

import pytest

from argmap.models import Inference
from tests.builders import claim, make_post, step
from tests.models.rows import check, insert, refused, run

pytestmark = pytest.mark.django_db


def add(post, *premises, **values):
    """An inference with its premises, straight into the tables."""
    met = {"met_wording": 1 if "conclusion_id" in values else None}
    number = insert("inference", post_id=post.pk, key="new", **met | values)
    for position, premise in enumerate(premises, start=1):
        insert("premise", post_id=post.pk, inference_id=number, claim_id=premise.pk, position=position)
    return number


def test_a_step_with_one_target_and_a_premise_is_kept():
    post = make_post("a; c")
    number = add(post, claim("a"), conclusion_id=claim("c").pk)
    check()
    assert Inference.objects.get(pk=number).relation == "support"


def test_a_step_has_a_target():
    post = make_post("a")
    with refused("inference_has_one_target"):
        add(post, claim("a"))


def test_a_step_has_no_second_target():
    post = make_post("i: a -> c")
    with refused("inference_has_one_target"):
        add(post, claim("a"), stance="against", conclusion_id=claim("c").pk, undercuts_id=step("i").pk)


def test_an_undercut_is_against():
    post = make_post("i: a -> c; b")
    with refused("undercut_is_against"):
        add(post, claim("b"), stance="for", undercuts_id=step("i").pk)


def test_a_step_does_not_undercut_itself():
    post = make_post("a")
    with refused("undercut_not_of_itself"):
        add(post, claim("a"), id=10**6, stance="against", undercuts_id=10**6)


def test_a_step_has_at_least_one_premise():
    post = make_post("c")
    with refused("has no premise"):
        add(post, conclusion_id=claim("c").pk)


def test_a_conclusion_is_of_the_same_post():
    post = make_post("a")
    make_post("c", slug="other")
    with refused("conclusion_of_same_post"):
        add(post, claim("a"), conclusion_id=claim("c", "other").pk)


def test_an_undercut_step_is_of_the_same_post():
    post = make_post("a")
    make_post("i: b -> c", slug="other")
    with refused("undercut_of_same_post"):
        add(post, claim("a"), stance="against", undercuts_id=step("i", "other").pk)


def test_a_key_is_given_once_in_a_post():
    post = make_post("i: a -> c")
    with refused("inference_key_once_in_a_post"):
        insert("inference", post_id=post.pk, key="i", met_wording=1, conclusion_id=claim("c").pk)


@pytest.mark.parametrize(
    "change",
    ["stance = 'against'", "conclusion_id = (SELECT id FROM argmap_claim WHERE key = 'd')", "post_id = 0",
     "conclusion_id = NULL, undercuts_id = (SELECT id FROM argmap_inference WHERE key = 'r'), stance = 'against'"],
)  # fmt: skip
def test_the_target_of_a_step_never_changes(change):
    make_post("i: a -> c; r: d -x c")
    with refused("Cannot update"):
        run(f"UPDATE argmap_inference SET {change} WHERE key = 'i'")


def test_the_rest_of_a_step_may_change():
    make_post("i: a -> c")
    run("UPDATE argmap_inference SET scheme = 'analogy', note = 'A note.', state = 'withdrawn'")
    assert step("i").scheme == "analogy"


@pytest.mark.parametrize(
    ("column", "name"), [("voice", "inference_voice"), ("state", "inference_state"), ("label", "inference_label")]
)
def test_voice_state_and_label_are_on_their_lists(column, name):
    make_post("i: a -> c")
    with refused(name):
        run(f"UPDATE argmap_inference SET {column} = 'nonsense'")


def test_a_stance_is_for_or_against():
    post = make_post("a; c")
    with refused("inference_stance"):
        add(post, claim("a"), stance="maybe", conclusion_id=claim("c").pk)


def test_a_step_with_premises_or_undercuts_cannot_be_deleted():
    make_post("i: a -> c; u: b -x i")
    with refused("violates foreign key"):
        run("DELETE FROM argmap_inference WHERE key = 'i'")


def test_only_what_is_published_on_every_side_counts():
    make_post("i: a + b -> c; r: d -x c; u: e -x r")
    for key in "bd":
        run("UPDATE argmap_claim SET state = 'withdrawn' WHERE key = %s", key)
    assert not Inference.objects.counting().exclude(key="u").exists()
    run("UPDATE argmap_claim SET state = 'published'")
    run("UPDATE argmap_inference SET state = 'hidden' WHERE key = 'r'")
    assert set(Inference.objects.counting().values_list("key", flat=True)) == {"i"}


def test_what_a_step_met_is_a_wording_of_its_conclusion():
    post = make_post("i: a -> c")
    with refused("inference_met_a_wording"):
        add(post, claim("a"), conclusion_id=claim("c").pk, met_wording=None)


def test_a_question_is_that_of_a_step():
    post = make_post("i: a -> c; b")
    with refused("question_of_a_step"):
        add(post, claim("b"), stance="against", undercuts_id=step("i").pk, question="expertise")


def test_a_question_is_that_of_a_step_of_the_same_post():
    post = make_post("i: a -> c; b")
    make_post("other: x -> y", slug="other")
    with refused("question_of_same_post"):
        stranger = step("other", "other").pk
        add(post, claim("b"), stance="against", undercuts_id=step("i").pk, question="x", question_of_id=stranger)
