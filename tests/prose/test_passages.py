from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.prose import passages
from argmap.prose.canonical import canonical_text
from argmap.prose.marking import mark
from tests.prose.documents import HTML
from tests.prose.selecting import selectable, selections, without_signs

DATA = Path(__file__).parent / "data"
POST = (DATA / "post.txt").read_text()
SEGMENTS = json.loads((DATA / "segments.json").read_text())["segments"]


@pytest.mark.parametrize("segment", SEGMENTS, ids=[segment["id"] for segment in SEGMENTS])
def test_every_segment_of_the_post_is_found_where_it_is(segment):
    anchor = passages.anchor(POST, segment["start"], segment["end"])
    assert anchor.exact == segment["anchor"]
    before = POST[: segment["start"]]
    occurrence = before.count(segment["anchor"]) + 1
    assert passages.find(POST, segment["anchor"], occurrence) == anchor


def test_an_anchor_carries_what_stands_around_its_words():
    text = "a" * 40 + "words" + "z" * 40
    assert passages.anchor(text, 40, 45) == passages.Anchor("words", "a" * 32, "z" * 32, 40, 45)
    assert passages.anchor("words", 0, 5) == passages.Anchor("words", "", "", 0, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_an_anchor_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="no passage"):
        passages.anchor("words", start, end)


def test_words_are_found_over_any_white_space_and_in_any_normal_form():
    anchor = passages.find("one\n\ntwo\u00a0caf\u00e9 three", "one two  cafe\u0301")
    assert (anchor.start, anchor.end) == (0, 13)


def test_words_that_occur_twice_need_an_occurrence():
    with pytest.raises(passages.Ambiguous) as caught:
        passages.find("banana", "ana")
    assert caught.value.found == 2
    assert passages.find("banana", "ana", 1).start == 1
    assert passages.find("banana", "ana", 2).start == 3
    assert passages.find("banana", "ana", "last").start == 3


@pytest.mark.parametrize("occurrence", [0, -1, 3])
def test_an_occurrence_that_does_not_exist_is_refused(occurrence):
    with pytest.raises(passages.NotInText) as caught:
        passages.find("banana", "ana", occurrence)
    assert caught.value.found == 2


def test_words_that_are_not_there_come_with_the_nearest_passage():
    with pytest.raises(passages.NotInText) as caught:
        passages.find(POST, "it lacks the human authorship needed to support a claim in copyright")
    nearest = caught.value.nearest
    assert "human authorship necessary to support a claim" in nearest.exact
    assert "\n\n" not in nearest.exact
    assert nearest == passages.anchor(POST, nearest.start, nearest.end)


def test_words_like_nothing_in_the_text_come_without_a_hint():
    with pytest.raises(passages.NotInText) as caught:
        passages.find(POST, "шшш щщщ")
    assert caught.value.nearest is None


def test_a_passage_needs_a_word():
    with pytest.raises(ValueError, match="at least one word"):
        passages.find(POST, " \n")


@given(html=HTML, data=st.data())
def test_words_and_offsets_lead_to_each_other(html, data):
    text = canonical_text(html)
    words = [at for at, character in enumerate(text) if not character.isspace()]
    assume(words)
    start = data.draw(st.sampled_from(words))
    end = data.draw(st.sampled_from([at for at in words if at >= start])) + 1
    anchor = passages.anchor(text, start, end)
    assert text[anchor.start : anchor.end] == anchor.exact
    assert anchor in found_anchors(text, anchor.exact)


def found_anchors(text, words):
    occurrence = 1
    while True:
        try:
            yield passages.find(text, words, occurrence)
        except passages.NotInText:
            return
        occurrence += 1


class Places:
    """A pen that only tells where letters are."""

    def open(self, ids, first, in_link):
        return ""

    def close(self, ids, in_link):
        return ""

    def after(self, ids):
        return ""

    def place(self, at):
        return f'<b data-at="{at}"></b>'


@given(html=HTML, data=st.data())
def test_what_is_selected_on_a_page_is_confirmed_and_keeps_its_words(html, data):
    text = canonical_text(html)
    shown = selectable("".join(block.html for block in mark(html, [], Places())))
    start, end, words = data.draw(selections(shown))
    assume(words)
    # a page shows the signs before items without holding them
    around = {"prefix": without_signs(text[:start])[-9:], "suffix": without_signs(text[end:])[:9]}
    found = passages.confirm(text, start, end, unicodedata.normalize("NFD", words), **around)
    assert (found.exact, found.start, found.end) == (text[start:end], start, end)
    assert found == passages.anchor(text, start, end)


def test_what_stands_around_words_may_be_cut_between_a_letter_and_its_mark():
    text = "law \u0301b a ẃ"
    found = passages.confirm(text, 7, 8, "a", prefix="\u0301b", suffix="w")
    assert (found.exact, found.start) == ("a", 7)


@given(html=HTML, data=st.data())
def test_other_words_at_a_place_are_refused_with_something_that_stands_in_the_text(html, data):
    text = canonical_text(html)
    assume(text.strip())
    start, end = sorted((data.draw(st.integers(-2, len(text) + 2)), data.draw(st.integers(-2, len(text) + 2))))
    words = data.draw(st.sampled_from(["", " ", "law", "שלום", "e\u0301", "👩‍⚖️", "weights, naïve", text[1:8]]))
    try:
        found = passages.confirm(text, start, end, words)
    except passages.OtherWords as refused:
        nearest = refused.nearest
        assert nearest is None or nearest == passages.anchor(text, nearest.start, nearest.end)
    else:
        assert without_signs(text[start:end]) == without_signs(words) != ""
        assert found.exact == text[start:end].strip()


TEXT = "one numbers two\n\n  • three numbers\n\n  • four 👩‍⚖️ numbers"


@pytest.mark.parametrize(
    ("start", "end", "words", "around"),
    [
        (4, 11, "numbers", {"prefix": "one ", "suffix": " two"}),
        (21, 26, "three", {"prefix": "one numbers two\n", "suffix": " numbers\nfour"}),
        (3, 12, " numbers ", {}),
        (21, 49, "three numbers\n four 👩‍⚖️", {"suffix": "numbers"}),
        (21, 49, "three numbers\n  • four 👩‍⚖️", {}),
    ],
)
def test_white_space_and_the_signs_of_lists_are_not_compared(start, end, words, around):
    assert passages.confirm(TEXT, start, end, words, **around).exact == TEXT[start:end].strip()


@pytest.mark.parametrize("around", [{"prefix": "two"}, {"suffix": "three"}])
def test_words_that_stand_between_others_are_refused(around):
    with pytest.raises(passages.OtherWords) as refused:
        passages.confirm(TEXT, 4, 11, "numbers", **around)
    assert refused.value.nearest.start == 4


def test_the_nearest_of_words_that_stand_elsewhere_is_the_one_next_to_the_place():
    with pytest.raises(passages.OtherWords) as refused:
        passages.confirm(TEXT, 29, 36, "numbers")
    assert refused.value.nearest.start == 27
    assert [it.start for it in passages.occurrences(TEXT, "numbers")] == [4, 27, 50]
