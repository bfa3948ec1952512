from __future__ import annotations

import pytest

from argmap.models import Claim
from tests.builders import claim, make_post, step
from tests.models.rows import check, insert, refused, run

pytestmark = pytest.mark.django_db


def test_a_claim_needs_its_wording():
    post = make_post("a")
    with refused("claim_has_its_wording"):
        insert("claim", post_id=post.pk, key="b")


def test_a_claim_with_its_wording_is_kept():
    post = make_post("a")
    number = insert("claim", post_id=post.pk, key="b")
    insert("wording", claim_id=number, number=1, text="It is so.")
    check()
    assert claim("b").text == "It is so."


def test_a_public_wording_exists():
    make_post("a")
    with refused("claim_has_its_wording"):
        run("UPDATE argmap_claim SET public_wording = 2 WHERE id = %s", claim("a").pk)


def test_a_public_wording_is_of_the_claim_itself():
    make_post("a; b")
    insert("wording", claim_id=claim("a").pk, number=2, text="Of another claim.")
    with refused("claim_has_its_wording"):
        run("UPDATE argmap_claim SET public_wording = 2 WHERE id = %s", claim("b").pk)


def test_a_key_is_given_once_in_a_post():
    post = make_post("a")
    with refused("claim_key_once_in_a_post"):
        insert("claim", post_id=post.pk, key="a")


def test_two_posts_may_have_claims_of_the_same_key():
    make_post("a")
    make_post("a", slug="other")
    assert claim("a").pk != claim("a", "other").pk


def test_no_two_claims_are_the_same_main_claim():
    make_post("a; b", main=["a", "b"])
    with refused("main_claims_in_order"):
        run("UPDATE argmap_claim SET main_order = 1 WHERE id = %s", claim("b").pk)


def test_main_claims_can_change_places_in_one_transaction():
    make_post("a; b", main=["a", "b"])
    run("UPDATE argmap_claim SET main_order = 3 - main_order")
    assert list(Claim.objects.main().values_list("key", flat=True)) == ["b", "a"]


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [("voice", "nobody", "claim_voice"), ("state", "lost", "claim_state"), ("label", "wins", "claim_label")],
)
def test_voice_state_and_label_are_on_their_lists(column, value, name):
    make_post("a")
    with refused(name):
        run(f"UPDATE argmap_claim SET {column} = %s", value)


def test_a_claim_that_a_step_uses_cannot_be_deleted():
    make_post("i: a -> c")
    for key in "ac":
        with refused("violates foreign key|Cannot delete"):
            run("DELETE FROM argmap_claim WHERE id = %s", claim(key).pk)


def test_a_claim_that_stands_alone_cannot_be_deleted_without_its_wordings():
    make_post("a")
    with refused("violates foreign key"):
        run("DELETE FROM argmap_claim WHERE id = %s", claim("a").pk)


def test_a_claim_leads_on_by_a_step_of_its_own_post():
    make_post("i: a -> c")
    make_post("i: a -> c", slug="other")
    with refused("claim_leads_within_its_post"):
        run("UPDATE argmap_claim SET leads_to_id = %s WHERE id = %s", step("i", "other").pk, claim("a").pk)


def test_a_claim_cannot_move_to_another_post_while_something_uses_it():
    make_post("i: a -> c")
    other = make_post("x", slug="other")
    with refused("of_same_post"):
        run("UPDATE argmap_claim SET post_id = %s WHERE id = %s", other.pk, claim("a").pk)


def test_a_note_has_an_end():
    make_post("a")
    with refused("claim_note_length"):
        Claim.objects.filter(key="a").update(note="x" * 5001)
