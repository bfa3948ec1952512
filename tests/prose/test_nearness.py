"""The nearest passage to a quotation that is not in a text, and what differs, on texts that ship with argmap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.environment import BASE_DIR
from argmap.prose.differences import Fate
from argmap.prose.quotations import Index, Verdict, check, compared, nearest

TEXTS = BASE_DIR / "argmap" / "library" / "ai-models-are-not-copyrightable" / "texts"
STATUTE = Index((TEXTS / "usc-17-102-with-notes.txt").read_text())
FEIST = Index((TEXTS / "feist-v-rural-499-us-340-1991.txt").read_text())
HE = Index(
    "Rectified activation units (rectifiers) are essential for state-of-the-art neural networks. In this work, we "
    "study rectifier neural networks for image classification from two aspects."
)
SIGNS = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}]", Fate.ADDED: "[+{}]"}


def told(quotation: str, index: Index) -> str:
    near = nearest(quotation, index)
    return spelled(index.text[near.start : near.end], quotation)


def spelled(passage: str, quotation: str) -> str:
    return "".join(SIGNS[span.fate].format(span.text) for span in compared(passage, quotation).spans)


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (
            "(b) In case does copyright protection … extend to any idea",
            "(b) In [-no] case does copyright protection … extend to any idea",
        ),
        (
            "In case does copyright protection for an original work of authorship extend to any idea",
            "In [-no] case does copyright protection for an original work of authorship extend to any idea",
        ),
        (
            "In no case does copyright protection extend to any idea",
            "In no case does copyright protection [-for an original work of authorship] extend to any idea",
        ),
        (
            "In no case does copyright protection for an original work of authorship extend to every idea, procedure",
            "In no case does copyright protection for an original work of authorship extend to [-any] [+every] idea,"
            " procedure",
        ),
        (
            "(b) In case does copyright protection extend to every idea",
            "(b) In [-no] case does copyright protection [-for an original work of authorship] extend to"
            " [-any] [+every] idea",
        ),
        (
            "In no case does [this] protection . . . extend to every idea",
            "In no case does [this] protection . . . extend to [-any] [+every] idea",
        ),
        (
            "[I]n no case do[es] copyright protection … reach any idea",
            "In no case does copyright protection … [+reach] any idea",
        ),
        ("the tangible medium of expression", "[-any] [+the] tangible medium of expression"),
    ],
)
def test_what_differs_from_the_statute_is_told_word_by_word(quotation, expected):
    assert check(quotation, STATUTE).verdict is Verdict.NOT_FOUND
    assert told(quotation, STATUTE) == expected


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        (
            "activation units (rectifiers) are important for state-of-the-art neural networks.",
            "activation units (rectifiers) are [-essential] [+important] for state-of-the-art neural networks.",
        ),
        (
            "Rectified activation units (rectifiers) are essential for state-of-the-art networks.",
            "Rectified activation units (rectifiers) are essential for state-of-the-art [-neural] networks.",
        ),
        (
            "Rectified activation units (rectifiers) are truly essential",
            "Rectified activation units (rectifiers) are [+truly] essential",
        ),
    ],
)
def test_a_stop_that_both_have_is_no_difference(quotation, expected):
    assert told(quotation, HE) == expected


def test_a_word_at_the_end_stands_beside_the_one_in_its_place():
    quotation = "The sine qua non of copyright is creativity."
    assert told(quotation, FEIST) == "The sine qua non of copyright is [-originality] [+creativity]"


@pytest.mark.parametrize(
    ("quotation", "left_out"),
    [
        ("In no case does copyright protection extend to any idea", ["for an original work of authorship"]),
        ("In case does copyright protection … extend to any idea", ["no"]),
        ("In no case does copyright protection … extend to every idea", []),
    ],
)
def test_what_is_left_out_without_a_mark_is_named(quotation, left_out):
    near = nearest(quotation, STATUTE)
    assert compared(STATUTE.text[near.start : near.end], quotation).left_out == left_out


def test_an_omission_longer_than_a_mark_may_stand_for_is_shown():
    passage = f"It begins {'word ' * 130}and it ends."
    assert "[-word word" in spelled(passage, "It begins … and it ends")


@pytest.mark.parametrize("index", [STATUTE, FEIST, HE], ids=["statute", "feist", "abstract"])
@pytest.mark.parametrize(
    "quotation", ["The moon is made of green cheese and nobody will ever eat it.", "zebra", "", "…", "[the weights]"]
)
def test_nothing_is_near_where_little_is_shared(index, quotation):
    assert nearest(quotation, index) is None


def test_more_work_than_may_be_done_finds_nothing():
    assert nearest(f"{'a b ' * 900}zebra", Index("a b " * 10_000)) is None


WORDS = st.lists(st.sampled_from([*"abcd", "…", "[e]", "b[c]", "D,", "a.", "x-y", "\n"]), max_size=14).map(" ".join)


@given(WORDS, WORDS)
def test_every_word_of_the_passage_and_of_the_quotation_is_kept_removed_added_or_marked(passage, quotation):
    spans = compared(passage, quotation).spans
    assert all(one.text for one in spans)
    assert all(one.fate is not other.fate for one, other in pairwise(spans))
    added = [word for span in spans if span.fate is Fate.ADDED for word in span.text.split()]
    assert set(added) <= {word.strip(".,") for word in quotation.split()} | set(quotation.split())
    theirs = " ".join(span.text for span in spans if span.fate is not Fate.ADDED)
    if not any(mark in quotation for mark in "…["):
        assert [word.folded for word in Index(theirs).words] == [word.folded for word in Index(passage).words]


@given(WORDS.filter(lambda words: "[" not in words))
def test_a_passage_does_not_differ_from_itself(passage):
    assert all(span.fate is Fate.KEPT for span in compared(passage, passage).spans)
