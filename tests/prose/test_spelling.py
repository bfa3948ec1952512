from __future__ import annotations

import pytest

from argmap.prose.spelling import nearest

NAMES = ["feist", "thaler", "perlmutter", "baker", "baxter", "selden", "copyright"]
MEANT = [
    ("fiest", "feist"),
    ("thaller", "thaler"),
    ("perlmuter", "perlmutter"),
    ("purlmuter", "perlmutter"),
    ("copywright", "copyright"),
    ("bakre", "baker"),
    ("feist", "feist"),
]


@pytest.mark.parametrize(("typed", "name"), MEANT)
def test_a_slip_or_two_are_seen_through(typed, name):
    assert nearest(typed, NAMES) == name


@pytest.mark.parametrize("typed", ["zebra", "fst", "fsiet", "tahelr", ""])
def test_too_many_slips_mean_nothing(typed):
    assert nearest(typed, NAMES) is None


def test_of_two_as_near_the_one_that_begins_alike_is_meant():
    assert nearest("larker", ["barker", "larder"]) == "larder"
    assert nearest("word", []) is None
