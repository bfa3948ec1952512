from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from argmap.prose.excerpts import Piece, excerpt, lead_in, lead_out


def shown(text, *words, most=200):
    """The excerpt of a text with these words marked, marks in brackets."""
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in excerpt(text, spans, most=most))


def test_a_short_text_is_shown_whole():
    assert shown("The weights are numbers.", "weights") == "The [weights] are numbers."
    assert excerpt("", [], most=10) == []


def test_neighbouring_words_make_one_mark():
    assert shown("A human author is human-authored.", "human", "author") == "A [human author] is human-authored."
    assert shown("A “human” (author), too", "human", "author") == "A “[human” (author]), too"
    assert shown("human or author", "human", "author") == "[human] or [author]"


def test_a_long_text_is_cut_at_words_where_most_is_marked():
    text = "first one " + "filler words here " * 40 + "then one two three " + "and so on it goes " * 40
    assert shown(text, "one two three", most=50) == "…here then [one two three] and so on it goes and so…"


def test_without_a_mark_the_beginning_is_shown():
    assert shown("word " * 100, most=23) == "word word word word…"


def test_a_word_without_an_end_is_cut_all_the_same():
    assert shown("x" * 500, most=20) == "x" * 20 + "…"


@given(st.text("ab ,\n", max_size=80), st.lists(st.integers(0, 80), max_size=8, unique=True), st.integers(1, 40))
def test_an_excerpt_is_a_part_of_its_text_and_not_much_longer_than_asked_for(text, edges, most):
    places = sorted(edge for edge in edges if edge <= len(text))
    spans = list(zip(places[::2], places[1::2], strict=False))
    pieces = excerpt(text, spans, most=most)
    cut = "".join(piece.text for piece in pieces if piece != Piece("…"))
    assert cut in text
    assert len(cut) <= most + most // 5
    assert bool(cut) == bool(text)


def test_what_stands_around_words_is_cut_at_words():
    assert lead_in("ghts are numbers, and ", most=22) == "…are numbers, and "
    assert lead_out(", and numbers are not auth", most=26) == ", and numbers are not…"


def test_what_was_not_cut_stays_and_nothing_is_said_to_be_left_out():
    assert lead_in("The weights are ", most=22) == "The weights are "
    assert lead_out(" are free.", most=22) == " are free."


def test_a_word_without_an_end_stands_around_words_as_far_as_it_was_taken():
    assert (lead_in("x" * 22, most=22), lead_out("x" * 22, most=22)) == (f"…{'x' * 22}", f"{'x' * 22}…")
    assert (lead_in(" " * 3, most=3), lead_out(" " * 3, most=3)) == ("…", "…")
