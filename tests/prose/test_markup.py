from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.prose import markup
from tests.prose.xss import CORPUS

INERT_ATTRIBUTES = {"href", "title", "rel", "start", "align"}
SIGNS = [*"*_`[]()<>!#|\\-\"'& \n\t", "\n\n", "    ", "```\n", "> ", "- ", "1. ", "|-|-|\n", "---\n"]
STRETCHES = ["&lt;", "&nbsp;", "https://good.example/a_(b)?x=1&y", "](javascript:alert(1))", "<b onclick=x>"]
LETTERS = ["é", "\u0301", "\u0338", "🏛"]
SCRAPS = st.sampled_from(SIGNS + STRETCHES + LETTERS)
MARKDOWN = st.lists(st.one_of(SCRAPS, st.text(max_size=12)), max_size=40).map("".join)


class Elements(HTMLParser):
    """What a parser sees in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, frozenset(attrs)))

    def handle_endtag(self, tag):
        self.seen.append(("/", tag))

    def handle_data(self, data):
        if self.seen and self.seen[-1][0] == "text":
            data = self.seen.pop()[1] + data
        self.seen.append(("text", data))

    def handle_comment(self, data):
        self.seen.append(("comment", data))


def assert_inert(html: str) -> None:
    for kind, what in Elements(html).seen:
        if kind in ("text", "/"):
            continue
        assert kind in markup.TAGS
        for name, value in what:
            assert name in INERT_ATTRIBUTES
            assert name != "href" or re.match(r"(https?://|mailto:)", value, re.IGNORECASE)


@pytest.mark.parametrize("ugc", [False, True])
@pytest.mark.parametrize("source", CORPUS)
def test_a_hostile_text_comes_out_inert(source, ugc):
    assert_inert(markup.render(source, ugc=ugc))


def before_and_after_the_last_gate(source: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    seen = []
    real = nh3.clean

    def watched(html, **rules):
        seen.append(html)
        return real(html, **rules)

    with monkeypatch.context() as patch:
        patch.setattr(nh3, "clean", watched)
        after = markup.render(source, ugc=True)
    return seen[0], after


@pytest.mark.parametrize("source", CORPUS)
def test_the_last_gate_finds_nothing_to_change_in_a_hostile_text(source, monkeypatch):
    before, after = before_and_after_the_last_gate(source, monkeypatch)
    assert Elements(before).seen == Elements(after).seen


@given(source=MARKDOWN)
@settings(max_examples=150)
def test_the_last_gate_finds_nothing_to_change_in_any_markdown(source):
    before, after = before_and_after_the_last_gate(source, pytest.MonkeyPatch())
    assert Elements(before).seen == Elements(after).seen
    assert_inert(after)


def test_the_corpus_is_long_and_without_repeats():
    assert len(set(CORPUS)) == len(CORPUS) >= 60


def test_html_in_a_text_is_shown_as_text():
    assert markup.render("a <b>c</b>\n\n<div>d</div>") == (
        "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;d&lt;/div&gt;</p>"
    )


def test_code_is_escaped_once():
    assert markup.render("`a<b&c`\n\n    d<e") == ("<p><code>a&lt;b&amp;c</code></p>\n<pre><code>d&lt;e\n</code></pre>")


def test_quotation_marks_and_dashes_stay_as_typed():
    assert markup.render("\"a\" -- 'b' ... (c)") == "<p>\"a\" -- 'b' ... (c)</p>"


def test_an_address_with_its_scheme_becomes_a_link_and_a_file_name_does_not():
    assert markup.render("LICENSE.md (see https://good.example/a_(b)?c=1&d=2).") == (
        '<p>LICENSE.md (see <a href="https://good.example/a_(b)?c=1&amp;d=2">'
        "https://good.example/a_(b)?c=1&amp;d=2</a>).</p>"
    )


def test_an_address_in_code_stays_code():
    assert "<a" not in markup.render("`https://good.example`\n\n    https://good.example")


def test_links_of_readers_say_that_nobody_vouches_for_them():
    html = markup.render("[a](https://good.example) https://good.example/b", ugc=True)
    assert html.count('rel="nofollow ugc noopener"') == html.count("<a ") == 2


def test_a_link_elsewhere_than_the_web_or_mail_keeps_its_words_only():
    assert markup.render("[words](javascript:x)") == "<p><a>words</a></p>"


def test_a_picture_becomes_a_link():
    assert markup.render("![plan](https://good.example/a.png)") == (
        '<p><a href="https://good.example/a.png">plan</a></p>'
    )


def test_words_that_look_like_a_link_definition_are_kept():
    assert "[1]: https://good.example" in re.sub("<.*?>", "", markup.render("[1]: https://good.example"))


def test_an_unclosed_quote_in_a_link_loses_no_words():
    assert "last words" in markup.render("[a](\"'[b](\"' last words")


def test_columns_of_a_table_are_aligned_without_style():
    html = markup.render("|a|b|\n|:-|-:|\n|1|2|")
    assert '<th align="left">a</th>' in html
    assert '<td align="right">2</td>' in html


def test_headings_go_down_to_the_deepest_level_and_no_further():
    assert markup.render("# a\n\n### b\n\n###### c", heading_offset=2) == "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>"


def test_a_numbered_list_begins_where_it_says():
    assert markup.render("3. a\n4. b").startswith('<ol start="3">')


def test_letters_and_their_marks_are_composed():
    assert markup.render("cafe\u0301") == f"<p>{unicodedata.normalize('NFC', 'café')}</p>"


@pytest.mark.parametrize(("ugc", "limit"), [(False, markup.MAX_LENGTH), (True, markup.MAX_LENGTH_OF_READERS)])
def test_a_text_beyond_the_limit_is_refused(ugc, limit):
    with pytest.raises(markup.TooLong):
        markup.render("a" * (limit + 1), ugc=ugc)
    assert markup.render("a" * limit, ugc=ugc) == f"<p>{'a' * limit}</p>"


@pytest.mark.parametrize("source", ["[" * 20_000, "[a](" * 5_000, "> " * 10_000, "[a](<b" * 3_000])
def test_a_text_made_of_brackets_is_shown_as_it_is(source):
    html = markup.render(source, ugc=True)
    assert html.count("[") == source.count("[")
