from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from argmap.prose.canonical import canonical_text, read
from argmap.prose.marking import Span, mark
from argmap.prose.markup import render
from tests.prose.documents import HTML
from tests.prose.selecting import selectable, selections, without_signs

POST = Path(__file__).parents[2] / "argmap/library/ai-models-are-not-copyrightable/post.md"
MARKS = re.compile(r"</?mark[^>]*>|<sup data-after[^>]*></sup>")


class Pencil:
    """Marks with an element that no sanitised text can hold."""

    def open(self, ids, first, in_link):
        covering, beginning = " ".join(map(str, ids)), " ".join(map(str, first))
        return f'<mark ids="{covering}" first="{beginning}" link="{in_link:d}">'

    def close(self, ids, in_link):
        return "</mark>"

    def after(self, ids):
        return f'<sup data-after="{" ".join(map(str, ids))}"></sup>'

    def place(self, at):
        return ""


class Letters(Pencil):
    """Marks short enough to read in a test."""

    def open(self, ids, first, in_link):
        return f"{{{'~' if in_link else ''}{''.join(map(str, ids))}:"

    def close(self, ids, in_link):
        return "}"

    def after(self, ids):
        return f"^{''.join(map(str, ids))}"


def drawn(html, *spans):
    return "".join(block.html for block in mark(html, [Span(*span) for span in spans], Letters()))


def test_a_span_is_wrapped_and_its_end_noted():
    assert drawn("<p>one two three</p>", (4, 7, 1)) == "<p>one {1:two}^1 three</p>"


def test_overlapping_spans_are_cut_into_runs():
    assert drawn("<p>abcdef</p>", (0, 4, 1), (2, 6, 2)) == "<p>{1:ab}{12:cd}^1{2:ef}^2</p>"


def test_a_nested_span_comes_after_the_one_around_it():
    assert drawn("<p>abcdef</p>", (2, 4, 1), (0, 6, 2)) == "<p>{2:ab}{21:cd}^1{2:ef}^2</p>"


def test_two_spans_over_the_same_words_share_a_run():
    assert drawn("<p>abc</p>", (0, 3, 1), (0, 3, 2)) == "<p>{12:abc}^12</p>"


def test_a_run_never_reaches_over_a_tag():
    assert drawn("<p>a <em>b</em> c</p>", (0, 5, 1)) == "<p>{1:a }<em>{1:b}</em>{1: c}^1</p>"


def test_a_span_goes_on_in_the_next_block():
    assert drawn("<p>ab</p>\n<p>cd</p>", (1, 5, 1)) == "<p>a{1:b}</p>\n<p>{1:c}^1d</p>"


def test_inside_a_link_the_pen_knows_and_the_note_waits_for_its_end():
    html = '<p><a href="https://good.example">one two</a> three</p>'
    assert drawn(html, (0, 3, 1)) == '<p><a href="https://good.example">{~1:one} two</a>^1 three</p>'


def test_a_character_reference_stays_whole():
    assert drawn("<p>a&amp;b</p>", (1, 2, 1)) == "<p>a{1:&amp;}^1b</p>"


def test_white_space_and_breaks_inside_a_span_stay_in_its_run():
    assert drawn("<p>a  b <br>\n c</p>", (0, 5, 1)) == "<p>{1:a  b <br>\n c}^1</p>"


def test_a_span_over_a_bullet_alone_leaves_no_mark():
    assert drawn("<ul><li>a</li></ul>", (2, 4, 1)) == "<ul><li>a</li></ul>"


def test_spans_without_words_or_beyond_the_text_leave_no_mark():
    assert drawn("<p>ab</p>", (1, 1, 1), (9, 12, 2)) == "<p>ab</p>"


def test_a_composed_letter_stays_whole():
    assert drawn("<p>xe\u0301y</p>", (1, 2, 1)) == "<p>x{1:e\u0301}^1y</p>"


def test_blocks_say_where_they_are_and_which_spans_touch_them():
    html = "<h1>ab</h1>\n<hr>\n<ul>\n<li>cd</li>\n</ul>\n<p>ef</p>"
    blocks = mark(html, [Span(1, 10, 7), Span(13, 14, 8)], Letters())
    assert [(block.tag, block.start, block.end, block.span_ids) for block in blocks] == [
        ("h1", 0, 2, (7,)),
        ("hr", 2, 2, ()),
        ("ul", 5, 11, (7,)),
        ("p", 13, 15, (8,)),
    ]
    text = canonical_text(html)
    assert [text[block.start : block.end] for block in blocks] == ["ab", "", "  • cd", "ef"]


def test_the_blocks_of_the_post_begin_with_its_furniture():
    blocks = mark(render(POST.read_text()), [], Letters())
    assert [(block.tag, block.start, block.end) for block in blocks[:4]] == [
        ("p", 0, 7),
        ("p", 9, 58),
        ("p", 60, 61),
        ("h1", 63, 112),
    ]
    assert blocks[-1].html == "<p>0</p>"


@st.composite
def documents_with_spans(draw):
    html = draw(HTML)
    place = st.integers(0, len(canonical_text(html)) + 2)
    places = draw(st.lists(st.tuples(place, place).map(sorted), max_size=6))
    return html, [Span(start, end, number) for number, (start, end) in enumerate(places)]


def pencilled(html, spans):
    return "".join(block.html for block in mark(html, spans, Pencil()))


@given(document=documents_with_spans())
def test_without_its_marks_a_marked_text_is_the_text_again(document):
    html, spans = document
    marked = pencilled(html, spans)
    assert MARKS.sub("", marked) == html
    assert canonical_text(marked) == canonical_text(html)


@given(document=documents_with_spans())
def test_marks_nest_like_any_element(document):
    open_elements = []
    for slash, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", pencilled(*document)):
        if slash:
            assert open_elements.pop() == name
        elif name not in ("br", "hr"):
            assert name not in ("mark", "a") or name not in open_elements
            open_elements.append(name)
    assert not open_elements


def covered_places(marked):
    """Where each id is marked, in code points of the canonical text, and which ids each run begins."""
    at, ids = 0, []
    places, begun = defaultdict(set), []
    for token in read(marked):
        if token.tag == "mark":
            ids, first = re.findall(r'="([\d ]*)"', token.source)[:2] if token.kind == "open" else ("", "")
            ids = ids.split()
            begun += first.split()
        elif token.source:
            for number in ids:
                places[int(number)].update(range(at, at + len(token.text)))
        at += len(token.text)
    return places, [int(number) for number in begun]


@given(html=HTML)
def test_a_span_over_everything_leaves_out_only_what_no_html_stands_for(html):
    text = canonical_text(html)
    places, _ = covered_places(pencilled(html, [Span(0, len(text), 0)]))
    left_out = "".join(character for at, character in enumerate(text) if at not in places[0])
    assert re.fullmatch(r"\s*((• |\d+\. )?\s*)*", left_out)


@given(document=documents_with_spans())
def test_every_span_is_marked_where_it_is_and_begins_and_ends_once(document):
    html, spans = document
    everything, _ = covered_places(pencilled(html, [Span(0, len(canonical_text(html)), 0)]))
    marked = pencilled(html, spans)
    places, begun = covered_places(marked)
    ended = list(map(int, " ".join(re.findall(r'<sup data-after="([\d ]*)">', marked)).split()))
    for span in spans:
        assert places[span.id] == everything[0] & set(range(span.start, span.end))
        assert begun.count(span.id) == ended.count(span.id) == bool(places[span.id])


class Places(Pencil):
    """Says where the letters are, as a page does."""

    def place(self, at):
        return f'<b data-at="{at}"></b>'


@given(document=documents_with_spans(), data=st.data())
def test_what_is_selected_on_a_page_is_found_by_counting_from_the_places_it_tells(document, data):
    html, spans = document
    text = canonical_text(html)
    shown = selectable("".join(block.html for block in mark(html, spans, Places())))
    assume(shown)
    start, end, words = data.draw(selections(shown))
    assert without_signs(text[start:end]) == without_signs(words)


@given(html=HTML)
def test_places_are_no_part_of_the_text(html):
    told = "".join(block.html for block in mark(html, [], Places()))
    assert re.sub(r'<b data-at="\d+"></b>', "", told) == html


def test_a_place_is_told_only_where_counting_would_fail():
    def places(html):
        return re.findall(r'<b data-at="(\d+)"></b>(.)', mark(html, [], Places())[0].html)

    assert places("<p>one <em>two</em> three &amp; four</p>") == [("0", "o")]
    assert places("<p>one  two<br>\nthree</p>") == [("0", "o"), ("4", "t")]
    assert places("<ul><li>a</li><li>b</li></ul>") == [("4", "a"), ("11", "b")]
    assert places("<p>cafe\u0301 x</p>") == [("0", "c"), ("4", " ")]
