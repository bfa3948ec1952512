"""What became of long texts."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from argmap.prose import comparing
from argmap.prose.comparing import AROUND, compare
from argmap.prose.differences import Fate

PARAGRAPHS = [f"Paragraph {number} says so and so." for number in range(20)]
BEFORE = "\n\n".join(PARAGRAPHS)


def shown(before: str, after: str) -> list[object]:
    """What stayed as a number, what changed as words with signs."""
    signs = {Fate.KEPT: "", Fate.REMOVED: "-", Fate.ADDED: "+"}
    return [it.kept or "|".join(f"{signs[span.fate]}{span.text}" for span in it.spans) for it in compare(before, after)]


def test_what_stayed_is_counted_and_what_changed_is_compared_word_by_word():
    assert shown(BEFORE, BEFORE.replace("Paragraph 7 says", "Paragraph 7 denies")) == [
        7,
        "Paragraph 7 |-says|+denies| so and so.",
        12,
    ]


def test_paragraphs_that_come_and_go_are_shown_whole():
    after = "\n\n".join([*PARAGRAPHS[1:5], "A new one.", *PARAGRAPHS[5:]])
    assert shown(BEFORE, after) == [f"-{PARAGRAPHS[0]}", 4, "+A new one.", 15]


def test_where_lines_break_makes_no_difference():
    assert shown(BEFORE, BEFORE.replace("says so", "says\n  so")) == [20]


def test_a_long_paragraph_is_folded_around_what_changed():
    words = " ".join(f"word{number}" for number in range(4000))
    (changed,) = shown(words, words.replace("word2000 ", "another "))
    assert "|-word2000|+another|" in changed
    assert len(changed) < 8 * AROUND
    assert changed.count(" … ") == 2


def test_texts_of_which_nothing_stayed_are_shown_as_such():
    assert shown("One.", "Two!") == ["-One.|+Two!"]
    assert shown("", "Two!") == ["+Two!"]
    assert shown("", "") == []


def test_without_time_left_changes_are_shown_whole(monkeypatch):
    monkeypatch.setattr(comparing, "LONGEST_ALL", 0)
    assert shown("One two.", "One three.") == ["-One two.|+One three."]


def test_two_long_texts_are_compared_in_the_end():
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgh", k=4)) for _ in range(24_000)]
    changed = [word if chance.random() > 0.05 else word[::-1] for word in words]
    before, after = ("\n\n".join(" ".join(it[at : at + 60]) for at in range(0, 24_000, 60)) for it in (words, changed))
    spans = [span for it in compare(before, after) for span in it.spans]
    assert {span.fate for span in spans} == {*Fate}


@given(*[st.lists(st.sampled_from(["a b", "b c", "c d e", "x"]), max_size=6).map("\n\n".join)] * 2)
def test_every_paragraph_is_told_of(before, after):
    told = {Fate.REMOVED: "", Fate.ADDED: "", Fate.KEPT: ""}
    kept = 0
    for stretch in compare(before, after):
        kept += stretch.kept
        for span in stretch.spans:
            told[span.fate] += span.text
    left = len([it for it in before.split("\n\n") if it]) - kept
    assert left >= 0
    assert bool(left) == bool("".join((told[Fate.REMOVED], told[Fate.KEPT])).strip())
