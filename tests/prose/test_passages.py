from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.prose import passages
from argmap.prose.canonical import canonical_text
from tests.prose.documents import HTML

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
