"""A handout says the same words in Markdown and in Word, and none of them is markup there."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from markdown import markdown
from markdown_it import MarkdownIt

from argmap.prose.handout import Handout, Heading, Item, Listing, Look, Paragraph, Quotation, Step, line, run, words
from argmap.prose.handout_markdown import as_markdown
from argmap.prose.notes import lines_of
from argmap.prose.word import as_word
from tests.prose.xss import CORPUS

WORD = re.compile(r"\w+")
OWN_TAGS = {"h1", "h2", "h3", "p", "blockquote", "ol", "ul", "li", "hr", "strong", "em", "a"}


def handout(text: str = "words", note: str = "a note") -> Handout:
    """A handout with every kind of block, and one text in each place where a person's text can stand."""
    own = run(text)
    return Handout(
        title=text,
        footer="argmap",
        author="kim",
        blocks=[
            Heading(1, line("I. ", own), "at-I"),
            Paragraph(line(own, " and ", run(text, Look.EMPHASIS), " and ", run(text, Look.MINE)), is_byline=True),
            Quotation(line(own), line("said ", own)),
            Heading(2, line("II.1 Reason: ", run("stands", Look.LABEL))),
            Step(
                [
                    Item(line(own, " ", run("1", Look.REFERENCE)), [line("who says so: ", own)]),
                    Item(line("so does this")),
                ],
                line("From (1), (2), ", own),
                line("So: ", own),
            ),
            Listing([Item(line(own), places=line("II.1"))], "authorities"),
            Listing([Item(line("On it: "), lines_of(note))], "notes", is_numbered=True),
        ],
    )


def opened(written: Handout):
    return docx.Document(BytesIO(as_word(written, made_on=date(2026, 11, 22))))


def words_of(text: str) -> list[str]:
    return WORD.findall(text.replace("_", " "))


def words_of_word_file(written: Handout) -> list[str]:
    return words_of("\n".join(paragraph.text for paragraph in opened(written).paragraphs))


def words_of_markdown(written: Handout) -> list[str]:
    """The words of the Markdown as a strict reader of CommonMark shows them."""
    tokens = MarkdownIt("commonmark").parse(as_markdown(written))
    inline = [child for token in tokens for child in (token.children or [])]
    assert not [token.type for token in [*tokens, *inline] if token.type.startswith("html")]
    shown = [
        "".join(
            child.content if child.content else " " * child.type.endswith("break") for child in token.children or []
        )
        for token in tokens
    ]
    return words_of("\n".join(shown))


def test_all_ways_to_write_a_handout_hold_its_words():
    written = handout("one two, three", "first *line*\n\n- an item [linked](https://good.example/a)")
    expected = words_of(" ".join(words(written)))
    assert words_of_word_file(written) == expected
    assert words_of_markdown(written) == expected


@pytest.mark.parametrize("text", CORPUS)
def test_text_that_has_run_scripts_elsewhere_is_words_in_both(text):
    written = handout(text, text)
    expected = words_of(" ".join(words(written)))
    assert words_of_word_file(written) == expected
    assert words_of_markdown(written) == expected
    lax = markdown(as_markdown(written))
    assert set(re.findall(r"<\s*/?\s*([A-Za-z][\w:-]*)", lax)) <= OWN_TAGS


@pytest.mark.parametrize(
    "text", ["- x", "1. x", "12) x", "# x", "> x", "+ x", "---", "* * *", "    x", "===", "| a |", "~~x~~"]
)
def test_what_begins_a_block_in_markdown_stays_a_sentence(text):
    tokens = MarkdownIt("commonmark").parse(as_markdown(Handout(text, "", blocks=[Paragraph(line(text))])))
    assert [token.type for token in tokens[3:]] == ["paragraph_open", "inline", "paragraph_close"]
    assert tokens[4].children[0].content == text.strip()


def test_characters_that_xml_cannot_hold_are_dropped():
    written = handout("a\x01\x0b\x1f\ufffe\uffff\ud800b\tc\nd")
    assert opened(written).paragraphs[0].text == "ab c d"


def test_a_word_file_has_real_styles_and_numbers_its_premises_afresh():
    step = Step([Item(line("one")), Item(line("two"))], line("From (1), (2)"), line("So"))
    paragraphs = opened(Handout("T", "", blocks=[Heading(1, line("H")), step, step])).paragraphs
    assert [paragraph.style.name for paragraph in paragraphs[:6]] == [
        "Title", "Heading 1", "Premise", "Premise", "Inference", "Conclusion",
    ]  # fmt: skip
    assert paragraphs[2].style.base_style.name == "List Number"
    numberings = [paragraph._p.pPr.numPr.numId.val for paragraph in paragraphs if paragraph.style.name == "Premise"]
    assert numberings[0] == numberings[1] != numberings[2] == numberings[3]


def test_a_word_file_names_its_title_its_language_and_nobody_but_its_author():
    properties = opened(handout("A title")).core_properties
    assert (properties.title, properties.language, properties.author) == ("A title", "en", "kim")
    assert (properties.last_modified_by, properties.comments, properties.keywords) == ("kim", "", "")
    assert opened(Handout("T", "")).core_properties.author == ""


def test_a_word_file_numbers_its_pages_and_has_no_other_field_and_no_link_out():
    hostile = '{ INCLUDETEXT "https://evil.example" } HYPERLINK "https://evil.example" =cmd|calc'
    archive = ZipFile(BytesIO(as_word(handout(hostile, hostile), made_on=date(2026, 11, 22))))
    parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    body = parts.pop("word/document.xml")
    assert not re.search(r"<w:(fldSimple|fldChar|instrText|hyperlink|object|altChunk)\b", body)
    assert [re.findall(r'w:instr="([^"]*)"', text) for name, text in parts.items() if "footer" in name] == [["PAGE"]]
    assert not [name for name in parts if "vba" in name.lower() or "thumbnail" in name]
    assert "External" not in "".join(text for name, text in parts.items() if name.endswith(".rels"))


def test_a_note_keeps_its_emphasis_and_says_where_its_links_lead():
    (first, second) = lines_of("so *it* is, see [here](https://good.example/x)\n\n```\nx = 1\n```")
    assert [(run.text, run.look) for run in first if run.look is Look.EMPHASIS] == [("it", Look.EMPHASIS)]
    assert "".join(run.text for run in first) == "so it is, see here (https://good.example/x)"
    assert second == line(run("x = 1 ", Look.CODE))
