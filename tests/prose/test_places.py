"""Pinpoints that name the same place, and such as do not."""

from __future__ import annotations

import pytest

from argmap.prose.citations.places import is_same_place
from argmap.prose.quotations import is_same_quotation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at 345", "345"),
        ("at 345", "p. 345"),
        ("pp. 345\N{EN DASH}46", "345-46"),
        ("\N{SECTION SIGN} 102(b)", "Section 102 (b)"),
        ("sec. 102(b)", "\N{SECTION SIGN}102(b)"),
        ("art. 7(1)", "Article 7 (1)"),
        ("", " "),
    ],
)
def test_one_place_spelled_in_two_ways(one, other):
    assert is_same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("at 345", "at 346"), ("\N{SECTION SIGN} 102(a)", "\N{SECTION SIGN} 102(b)"), ("at 345", ""), ("art. 7", "7")],
)
def test_two_places(one, other):
    assert not is_same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the sine qua non", "\N{LEFT DOUBLE QUOTATION MARK}The sine  qua non.\N{RIGHT DOUBLE QUOTATION MARK}", True),
        ("the sine qua non", "the sine qua none", False),
        ("the … non", "the non", False),
        ("", "the", False),
        ("…", "* * *", False),
    ],
)
def test_a_quotation_is_the_same_by_its_words_and_omissions(one, other, same):
    assert is_same_quotation(one, other) is same
