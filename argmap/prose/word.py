"""A handout as a Word file, of real styles: the only file that knows the library behind it.

No text of it can become a field, a macro or a link to elsewhere: runs are words and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from argmap.prose.handout import (
    Block,
    Handout,
    Heading,
    Item,
    Line,
    Listing,
    Look,
    Paragraph,
    Quotation,
    line,
    run,
    tidy,
)

FACE = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
LONGEST_PROPERTY = 255
#: style → size in points, bold, italic
STYLES = {
    "Normal": (11.5, False, False), "Title": (20, False, False), "Heading 1": (14, True, False),
    "Heading 2": (11.5, True, False), "Heading 3": (11.5, False, True), "Quote": (11, False, False),
    "List Number": (10, False, False), "List Bullet": (11, False, False), "List Continue": (10, False, False),
    "Footer": (9, False, False), "Byline": (10, False, False), "Attribution": (10, False, False),
    "Premise": (11.5, False, False), "Premise Continue": (10, False, False), "Inference": (10, False, True),
    "Conclusion": (11.5, True, False), "Authority": (11, False, False),
}  # fmt: skip
#: own style → the style it is like
OWN_STYLES = {
    "Byline": "Normal", "Attribution": "List Continue", "Premise": "List Number", "Premise Continue": "List Continue",
    "Inference": "Normal", "Conclusion": "Normal", "Authority": "Normal",
}  # fmt: skip
#: style → points before and after, indentation in points; what follows a heading or a premise stays with it
SPACING = {
    "Normal": (0, 6, 0), "Title": (0, 10, 0), "Heading 1": (20, 6, 0), "Heading 2": (14, 4, 0),
    "Heading 3": (10, 3, 0), "Quote": (4, 2, 24), "Attribution": (0, 8, 24), "List Number": (0, 3, 0),
    "List Continue": (0, 3, 24), "Premise": (0, 2, 0), "Premise Continue": (0, 2, 24), "Inference": (4, 2, 24),
    "Conclusion": (0, 4, 24), "Authority": (0, 4, 18), "Byline": (0, 4, 0),
}  # fmt: skip
KEPT_WITH_NEXT = ("Quote", "Premise", "Inference")
PREMISES = f"""
    <w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/><w:lvlJc w:val="left"/>
        <w:pPr><w:ind w:left="480" w:hanging="480"/></w:pPr></w:lvl></w:abstractNum>
"""
RULED = f"""
    <w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="3" w:color="auto"/></w:pBdr>
"""
#: What the library's own empty document brings along and this one has no use for.
UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml")


def as_word(handout: Handout, *, made_on: date) -> bytes:
    """Write a handout as the bytes of a .docx file, with numbered pages and nothing personal but its author's name."""
    document = docx.Document()
    _clear(document)
    _describe(document, handout, made_on)
    for name in STYLES:
        _style(document, name)
    _refine(document)
    document.part.numbering_part.element.insert(0, parse_xml(PREMISES))
    _write_footer(document, handout.footer)
    writer = _Writer(document, handout.title)
    for block in handout.blocks:
        writer.add(block)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _clear(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, relation in relations.items() if relation.reltype.endswith(UNWANTED)]:
            del relations[name]
    styles = document.styles
    for style in [style for style in styles if style.type is WD_STYLE_TYPE.TABLE and not style.element.default]:
        style.delete()


def _describe(document: Document, handout: Handout, made_on: date) -> None:
    properties = document.core_properties
    properties.title = tidy(handout.title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = tidy(handout.author)[:LONGEST_PROPERTY]
    properties.language = "en"
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(made_on, time(), UTC)


def _style(document: Document, name: str) -> None:
    styles: Any = document.styles
    if name in OWN_STYLES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[OWN_STYLES[name]]
    style = styles[name]
    size, bold, italic = STYLES[name]
    style.font.name, style.font.size = FACE, Pt(size)
    style.font.bold, style.font.italic, style.font.color.rgb = bold, italic, BLACK
    fonts = style.element.rPr.rFonts
    for attribute in [attribute for attribute in fonts.attrib if attribute.endswith("Theme")]:
        del fonts.attrib[attribute]  # a theme's face would win over the named one


def _refine(document: Document) -> None:
    """Spacing and rules, and what stays together over the end of a page."""
    styles: Any = document.styles
    for name, (before, after, indentation) in SPACING.items():
        layout = styles[name].paragraph_format
        layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.08
        if indentation:
            layout.left_indent = Pt(indentation)
        if name in KEPT_WITH_NEXT:
            layout.keep_with_next = True
        for switch in layout.element.pPr.findall(qn("w:contextualSpacing")):
            layout.element.pPr.remove(switch)
    for rule in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(rule)
    styles["Inference"].element.pPr.insert_element_before(parse_xml(RULED), "w:spacing", "w:ind")
    styles["Quote"].paragraph_format.right_indent = Pt(24)
    authority, page = styles["Authority"].paragraph_format, document.sections[0]
    authority.first_line_indent = Pt(-18)
    width = Emu(page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    authority.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _write_footer(document: Document, words: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{tidy(words)} · page ")
    field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


class _Writer:
    """Adds blocks to a document whose styles are made; looks no style up twice, since that takes the library long."""

    def __init__(self, document: Document, title: str) -> None:
        self.document = document
        self.style_ids = {name: document.styles[name].style_id for name in STYLES}
        self.last = self.write(line(run(title)), "Title")

    def add(self, block: Block) -> None:
        """Add a block as the paragraphs that show it."""
        if isinstance(block, Heading):
            self.write(block.line, f"Heading {block.level}")
        elif isinstance(block, Paragraph):
            self.write(block.line, "Byline" if block.is_byline else "Normal")
        elif isinstance(block, Quotation):
            self.write(block.line, "Quote")
            if block.attribution:
                self.write(block.attribution, "Attribution")
        elif isinstance(block, Listing):
            self._add_items(block.items, "List Number" if block.is_numbered else "List Bullet")
        else:
            self._add_items(block.premises, "Premise")
            self.last.paragraph_format.keep_with_next = True
            self.write(block.inference, "Inference")
            self.write(block.conclusion, "Conclusion")

    def write(self, runs: Line, style: str) -> WordParagraph:
        """Add a line as a paragraph."""
        self.last = paragraph = self.document.add_paragraph()
        paragraph._p.style = self.style_ids[style]
        _add_runs(paragraph, runs)
        return paragraph

    def _add_items(self, items: Sequence[Item], style: str) -> None:
        number = None if style == "List Bullet" else self._new_numbering()
        for item in items:
            paragraph = self.write(item.line, "Authority" if item.places else style)
            if item.places:
                paragraph.add_run("\t")
                _add_runs(paragraph, item.places)
            if number is not None:
                numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
            for detail in item.details:
                self.write(detail, "Premise Continue" if style == "Premise" else "List Continue")

    def _new_numbering(self) -> int:
        """A numbering that begins again at (1); gives its id."""
        added: Any = self.document.part.numbering_part.element.add_num(90)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)


def _add_runs(paragraph: WordParagraph, runs: Line) -> None:
    for part in runs:
        added = paragraph.add_run(part.text)
        if part.look in (Look.STRONG, Look.LABEL, Look.MINE):
            added.bold = True
        elif part.look is Look.EMPHASIS:
            added.italic = True
        elif part.look is Look.REFERENCE:
            added.font.superscript = True
        elif part.look is Look.CODE:
            added.font.name = "Courier New"
