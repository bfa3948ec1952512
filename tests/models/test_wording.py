from __future__ import annotations

import pytest

from argmap.models import Wording
from tests.builders import claim, make_post
from tests.models.rows import check, insert, refused, run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "column", ["text = 'Other words.'", "number = 7", "claim_id = 0", "is_shipped = NOT is_shipped"]
)
def test_a_wording_is_never_changed(column):
    make_post("a")
    with refused("Cannot update"):
        run(f"UPDATE argmap_wording SET {column}")


def test_a_wording_is_never_deleted():
    make_post("a")
    insert("wording", claim_id=claim("a").pk, number=2, text="A wording nobody shows.")
    with refused("Cannot .*delete"):
        run("DELETE FROM argmap_wording WHERE number = 2")


def test_a_claim_is_reworded_by_adding_a_wording_and_pointing_at_it():
    make_post("a")
    insert("wording", claim_id=claim("a").pk, number=2, text="In better words.")
    run("UPDATE argmap_claim SET public_wording = 2")
    assert claim("a").text == "In better words."
    assert Wording.objects.get(number=1).text == "Claim a."


def test_wordings_of_a_claim_are_numbered_once():
    make_post("a")
    with refused("wording_numbered_once"):
        insert("wording", claim_id=claim("a").pk, number=1, text="Again.")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"number": 0, "text": "Numbered from nought."}, "wording_numbers_from_one"),
        ({"number": 2, "text": ""}, "wording_says_something"),
        ({"number": -1, "text": "Below."}, "wording_numbers_from_one|number_check"),
    ],
)
def test_a_wording_says_something_and_has_a_number_from_one(values, name):
    make_post("a")
    with refused(name):
        insert("wording", claim_id=claim("a").pk, **values)


def test_a_wording_belongs_to_a_claim():
    with refused("violates foreign key"):
        insert("wording", claim_id=1, number=1, text="Of nobody.")
        check()
