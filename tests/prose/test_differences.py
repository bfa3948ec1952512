"""What became of a text, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.prose.differences import TOKEN, Fate, Span, differences

TEXTS = st.text(st.sampled_from("ab .,\n-é“\U0001f600") | st.characters(exclude_categories=["Cs"]), max_size=60)


def told(before, after):
    signs = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}]", Fate.ADDED: "[+{}]"}
    return "".join(signs[span.fate].format(span.text) for span in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The author owns it.", "The maker owns it.", "The [-author][+maker] owns it."),
        ("It is a number.", "It is only a number.", "It is [+only ]a number."),
        ("It is only a number.", "It is a number.", "It is [-only ]a number."),
        ("copyrightable", "copyrighted", "[-copyrightable][+copyrighted]"),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
        ("The same.", "The same.", "The same."),
    ],
)
def test_words_are_kept_removed_or_added_as_a_whole(before, after, expected):
    assert told(before, after) == expected


@given(TEXTS, TEXTS)
def test_the_spans_spell_both_texts(before, after):
    spans = differences(before, after)
    assert "".join(span.text for span in spans if span.fate is not Fate.ADDED) == before
    assert "".join(span.text for span in spans if span.fate is not Fate.REMOVED) == after


@given(TEXTS, TEXTS)
def test_no_span_is_empty_and_no_two_neighbours_are_alike(before, after):
    spans = differences(before, after)
    assert all(span.text for span in spans)
    assert all(one.fate is not next_one.fate for one, next_one in pairwise(spans))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert differences(text, text) == ([Span(Fate.KEPT, text)] if text else [])


@given(TEXTS, TEXTS)
def test_no_word_is_cut(before, after):
    words = set(TOKEN.findall(before)) | set(TOKEN.findall(after))
    assert all(set(TOKEN.findall(span.text)) <= words for span in differences(before, after))


def test_long_texts_without_a_common_word_are_compared_all_the_same():
    before, after = (" ".join(f"{side}{number}" for number in range(5000)) for side in "ab")
    spans = differences(before, after)
    assert "".join(span.text for span in spans if span.fate is not Fate.ADDED) == before
