"""The line syntax of the notation."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.notation.stanzas import read_stanzas

LINE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1).filter(lambda line: line != ".")
PARAGRAPH = st.lists(LINE, min_size=1, max_size=4)


def read(text):
    """The stanzas of a text as plain values: kind, key, and each field with its values."""
    stanzas, mistakes = read_stanzas("demo.txt", dedent(text))
    assert not mistakes
    return [
        (stanza.kind, stanza.key, {name: [field.value for field in found] for name, found in stanza.fields.items()})
        for stanza in stanzas
    ]


def complaints(text):
    _, mistakes = read_stanzas("demo.txt", text)
    return [str(mistake) for mistake in mistakes]


def test_a_stanza_opens_with_kind_and_key_and_holds_a_field_a_line():
    assert read("claim A.1-b\ntext: It is so.\nnote:no space\n") == [
        ("claim", "A.1-b", {"text": ["It is so."], "note": ["no space"]})
    ]


def test_blank_lines_part_stanzas_however_many_and_whatever_white_space_they_hold():
    assert [key for _, key, _ in read("claim A\ntext: a\n\n  \n\t\nclaim B\ntext: b")] == ["A", "B"]


def test_a_line_that_begins_with_white_space_goes_on_with_the_value_above():
    text = """
        claim A
        text: It goes on
          and on
        \tand on.
        note:
          Begins below.
    """
    assert read(text) == [("claim", "A", {"text": ["It goes on and on and on."], "note": ["Begins below."]})]


def test_a_continued_full_stop_parts_paragraphs():
    assert read("claim A\nnote: One\n  still one.\n  .\n  Two.\n")[0][2] == {"note": ["One still one.\n\nTwo."]}


def test_a_line_that_starts_with_a_number_sign_is_a_comment_wherever_it_stands():
    text = "# above\nclaim A\n# inside\ntext: One\n# between\n  two # not a comment\n  # nor this\n"
    assert read(text)[0][2] == {"text": ["One two # not a comment # nor this"]}


def test_a_colon_may_stand_in_a_value():
    assert read("claim A\ntext: See: https://example.org/a:b\n")[0][2] == {"text": ["See: https://example.org/a:b"]}


def test_repeated_fields_are_kept_in_order():
    assert read("claim A\nwords: one\nwords: two\n")[0][2] == {"words": ["one", "two"]}


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_other_line_ends_do_not_matter(before, end):
    text = before + end.join(["claim A", "text: It goes", "  on. ", "", "claim B", "text: b"])
    assert read(text) == [("claim", "A", {"text": ["It goes on."]}), ("claim", "B", {"text": ["b"]})]
    assert [stanza.place.line for stanza in read_stanzas("demo.txt", text)[0]] == [1, 5]


def test_everything_knows_its_place():
    stanzas, _ = read_stanzas("demo.txt", "# one\n\nclaim A\ntext: a\n  more\nnote: n\n")
    assert str(stanzas[0].place) == "demo.txt:3"
    assert str(stanzas[0].at("note")) == "demo.txt:6"
    assert stanzas[0].at("missing") == stanzas[0].place


def test_keys_in_a_list_are_apart_by_commas():
    stanzas, _ = read_stanzas("demo.txt", "reason I\nfrom: A,B ,\n  C,\n")
    assert stanzas[0].keys("from") == ["A", "B", "C"]
    assert stanzas[0].keys("for") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("claim\ntext: a", "demo.txt:1: a stanza opens with its kind and its key, not with “claim”"),
        ("claim A B", "demo.txt:1: a stanza opens with its kind and its key, not with “claim A B”"),
        ("Claim A", "demo.txt:1: a stanza opens with its kind and its key, not with “Claim A”"),
        ("text: a", "demo.txt:1: a stanza opens"),
        ("claim -A", "demo.txt:1: “-A” cannot be a key"),
        ("claim A_b", "demo.txt:1: “A_b” cannot be a key"),
        ("claim " + "A" * 65, "cannot be a key"),
        ("claim A\ntext a", "demo.txt:2: a field is “name: value”, not “text a”"),
        ("claim A\n\n\nclaim B\nText: b", "demo.txt:5: a field is “name: value”, not “Text: b”"),
        ("  floating", "demo.txt:1: this line goes on with a value, but none stands above it"),
        ("claim A\n  floating", "demo.txt:2: this line goes on with a value, but none stands above it"),
        ("claim A\ntext: a\n\n  floating", "demo.txt:4: this line goes on with a value"),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_place(text, reason):
    (complaint,) = complaints(text)
    assert reason in complaint


def test_an_unreadable_opening_is_reported_once_and_the_rest_is_read():
    stanzas, mistakes = read_stanzas("demo.txt", "nonsense\ntext: a\n  more\nnote: b\n\nclaim B\ntext: b\n")
    assert [mistake.place.line for mistake in mistakes] == [1]
    assert [stanza.key for stanza in stanzas] == ["B"]


@given(st.lists(PARAGRAPH, min_size=1, max_size=3))
def test_what_is_written_over_several_lines_is_read_as_its_paragraphs(paragraphs):
    lines = "\n  .\n".join("\n".join(f"  {line}" for line in paragraph) for paragraph in paragraphs)
    expected = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    assert read(f"claim A\nnote:\n{lines}\n") == [("claim", "A", {"note": [expected]})]


@given(st.text())
def test_no_text_whatever_makes_the_reader_fail(text):
    stanzas, mistakes = read_stanzas("demo.txt", text)
    assert all(stanza.kind for stanza in stanzas)
    assert all(mistake.reason for mistake in mistakes)
