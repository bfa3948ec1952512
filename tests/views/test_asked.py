"""Query strings are read without ever failing."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from argmap.views import asked

LARGEST = 2**63 - 1


def request(value):
    return RequestFactory().get("/", {"x": value})


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("007", 7), (str(LARGEST), LARGEST)])
def test_a_whole_number_is_read(value, number):
    assert asked.number(request(value), "x") == number


@pytest.mark.parametrize("value", ["", "0", "-1", "+1", "1.0", "1e3", " 1", "x", "²", "٣", str(LARGEST + 1), "9" * 400])
def test_anything_else_is_no_number(value):
    assert asked.number(request(value), "x") is None


def test_a_number_beyond_the_most_allowed_is_none():
    assert asked.number(request("20"), "x", most=20) == 20
    assert asked.number(request("21"), "x", most=20) is None


@given(st.text())
def test_no_query_makes_the_reader_fail(value):
    found = asked.number(request(value), "x")
    assert found is None or 1 <= found <= LARGEST
    words = asked.words(request(value), "x")
    assert len(words) <= 100
    assert words.isprintable()
