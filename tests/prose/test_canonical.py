from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given

from argmap.prose.canonical import canonical_text, read
from argmap.prose.markup import render
from tests.prose.documents import HTML

POST = Path(__file__).parent / "data" / "post.txt"
LIBRARY = Path(__file__).parents[2] / "argmap" / "library"


def test_the_shipped_post_says_word_for_word_what_its_author_published():
    original = POST.read_bytes()
    post = (LIBRARY / "ai-models-are-not-copyrightable" / "post.md").read_text()
    assert hashlib.sha256(original).hexdigest().startswith("06b526d2")
    assert canonical_text(render(post)) == original.decode()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p>\n<p>b</p>", "a\n\nb"),
        ("<p>a</p>\n<hr>\n<p>b</p>", "a\n\n\nb"),
        ("<hr><p>a</p><hr>", "a"),
        ("<h1>a</h1><blockquote>\n<p>b</p>\n<p>c</p>\n</blockquote>", "a\n\nb\n\nc"),
        ("<p>a</p><ul>\n<li>b</li>\n<li>c</li>\n</ul><p>d</p>", "a\n\n  • b\n\n  • c\n\nd"),
        ("<ol><li>a</li><li>b</li></ol>", "  1. a\n\n  2. b"),
        ('<ol start="9"><li>a</li><li>b</li></ol>', "  9. a\n\n  10. b"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "  • a\n\n    1. b\n\n  • c"),
        ("<ul><li></li><li>a</li></ul>", "  • a"),
        ("<ul><li><p>a</p>\n<p>b</p></li></ul>", "  • a\n\nb"),
        ("<p> a \n <em> b</em>  c </p>", "a b c"),
        ("<p>a <br>\n b<br></p>", "a\nb"),
        ("<p>a&nbsp;&nbsp;b &amp;amp; &lt;</p>", "a\u00a0\u00a0b &amp; <"),
        ("<pre><code>\n  a\n\n b \n</code></pre><p>c</p>", "  a\n\n b\n\nc"),
        ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td></td><td>c</td></tr></table>", "a\tb\n\n\tc"),
        ("<p>e<em>\u0301a</em></p>", "\u00e9a"),
        ("<p>e&#769;</p>", "\u00e9"),
        ("<p>\u1112<em>\u1161</em>\u11ab</p>", "\ud55c"),
        ("", ""),
    ],
)
def test_html_reads_as_the_rule_says(html, text):
    assert canonical_text(html) == text


@given(html=HTML)
def test_any_text_is_composed_and_has_no_outer_line_feeds(html):
    text = canonical_text(html)
    assert unicodedata.is_normalized("NFC", text)
    assert not text.endswith("\n")
    assert "\r" not in text


@given(html=HTML)
def test_reading_loses_nothing_of_the_html(html):
    assert "".join(token.source for token in read(html)) == html
