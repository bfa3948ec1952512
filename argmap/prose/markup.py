"""Markdown in, safe HTML out: the only door, and the only file that knows the three libraries behind it.

Markdown decides the structure, bleach allows and linkifies, nh3 (maintained) has the last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import MutableMapping
from functools import partial
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor

MAX_LENGTH = 100_000
MAX_LENGTH_OF_READERS = 20_000
DEEPEST_HEADING = 4
DEEPEST_BRACKET = 10
LONGEST_TARGET = 1_000
REL_OF_READERS = "nofollow ugc noopener"

HEADINGS = {f"h{level}" for level in range(1, DEEPEST_HEADING + 1)}
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"}
INLINE = {"a", "em", "strong", "code", "br", "sup", "sub"}
TAGS = HEADINGS | BLOCKS | INLINE
ATTRIBUTES = {"a": ["href", "title"], "ol": ["start"], "th": ["align"], "td": ["align"]}
SCHEMES = {"http", "https", "mailto"}

# With a scheme only: bleach's own pattern takes the "LICENSE.md" of a licence for a host in Moldova.
ADDRESS = re.compile(r"""\bhttps?://[^\s<>"'`{}|\\^]*[^\s<>"'`{}|\\^.,;:!?()\[\]*_]""", re.IGNORECASE)
ABSOLUTE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
LINK = r"!?\["  # a picture too: its words, linked to where it is
BRACKET = re.compile(r"[\[\]]")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

LinkAttributes = MutableMapping[Any, str]


class TooLong(ValueError):
    """The text has more characters than may be rendered at once."""


def render(source: str, *, ugc: bool = False, heading_offset: int = 0) -> str:
    """Return the Markdown `source` as HTML that is safe to show; raises TooLong.

    HTML in the source shows as text and pictures as links. `ugc` marks links as a reader's own and
    allows less length; `heading_offset` sets headings that many levels deeper (h4 at most).
    """
    limit = MAX_LENGTH_OF_READERS if ugc else MAX_LENGTH
    if len(source) > limit:
        raise TooLong(f"The text has {len(source):,} characters; at most {limit:,} are possible.")
    return _last_gate(_clean(_parser(heading_offset).convert(_tidy(source)), ugc))


def _tidy(source: str) -> str:
    lines = source.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", lines))


def _clean(html: str, ugc: bool) -> str:
    # linkify as a filter of clean: on its own it escapes the text of skipped elements twice
    linkify = partial(LinkifyFilter, callbacks=[partial(_link, ugc=ugc)], skip_tags={"pre", "code"}, url_re=ADDRESS)
    return Cleaner(tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, filters=[linkify]).clean(html)


def _link(attributes: LinkAttributes, new: bool, *, ugc: bool) -> LinkAttributes:
    # bleach hands over attributes with their character references in place
    if not ABSOLUTE.fullmatch(unescape(attributes.get((None, "href"), ""))):
        attributes.pop((None, "href"), None)
    elif ugc:
        attributes[(None, "rel")] = REL_OF_READERS
    return attributes


def _last_gate(html: str) -> str:
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    attributes["a"].add("rel")
    return nh3.clean(html, tags=TAGS, attributes=attributes, url_schemes=SCHEMES, link_rel=None)


def _parser(heading_offset: int) -> markdown.Markdown:
    """Make a new parser: one keeps state between calls, so threads must not share it."""
    tables = TableExtension(use_align_attribute=True)
    return markdown.Markdown(extensions=["fenced_code", "sane_lists", tables, Plain(heading_offset)])


class Plain(Extension):
    """Take HTML, pictures and reference links out of Markdown, and bound what is left."""

    def __init__(self, heading_offset: int) -> None:
        super().__init__()
        self.heading_offset = heading_offset

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        images = ("image_link", "image_reference", "short_image_ref")
        for name in ("html", *images, "reference", "short_reference", "automail"):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(BoundedLink(LINK, md), "link", 160)
        md.treeprocessors.register(HeadingLevels(md, self.heading_offset), "heading_levels", 5)


class BoundedLink(LinkInlineProcessor):
    """A link that gives up early: looking for far brackets takes minutes on a text made of them."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        depth = 1
        for bracket in BRACKET.finditer(data, index):
            depth += 1 if bracket.group() == "[" else -1
            if depth == 0:
                return data[index : bracket.start()], bracket.end(), True
            if depth > DEEPEST_BRACKET:
                break
        return "", index, False

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        href, title, end, handled = super().getLink(data[: index + LONGEST_TARGET], index)
        # Python-Markdown answers an end before the start for some unclosed quotes and would drop words
        return (href, title, end, True) if handled and end > index else ("", None, index, False)


class HeadingLevels(Treeprocessor):
    """Move every heading down by `offset` levels, never below the deepest one allowed."""

    def __init__(self, md: markdown.Markdown, offset: int) -> None:
        super().__init__(md)
        self.offset = offset

    def run(self, root: Element) -> None:
        for element in root.iter():
            if re.fullmatch(r"h[1-6]", element.tag):
                level = min(max(int(element.tag[1]) + self.offset, 1), DEEPEST_HEADING)
                element.tag = f"h{level}"
