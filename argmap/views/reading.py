"""The post as a page to read: its blocks with passages marked, and the notes and remarks that stand beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from argmap.models import Claim, Passage, Post, Remark
from argmap.models.fields import Role
from argmap.prose import markup
from argmap.prose.marking import Ids, Span, mark
from argmap.prose.notes import in_a_line
from argmap.queries.doubts import Doubt
from argmap.queries.posts import Answer, ReadPage

#: Passages of these roles state their claim, so its number stands after them.
STATING = (Role.CLAIM, Role.CITATION)
#: So many characters of a remark stand in the margin.
MOST_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin about a claim: its number there, what is said against it, and what is doubtful."""

    number: int
    claim: Claim
    answers: Sequence[Answer]
    doubts: Sequence[Doubt]


@dataclass(frozen=True, slots=True)
class Marginal:
    """A remark in the margin under a letter, cut short where it is long."""

    letter: str
    remark: Remark
    words: str


@dataclass(slots=True)
class Row:
    """A block of the post and what stands beside it."""

    html: SafeString
    notes: list[Note] = field(default_factory=list)
    remarks: list[Marginal] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A post laid out for reading; `title` is its own heading, marked, if it has one."""

    title: SafeString | None
    rows: list[Row]
    contributions: int


def lay_out(post: Post, page: ReadPage, chosen: int | None = None, asked: str = "") -> Reading:
    """Mark a post's passages and put the note of each claim beside the block where the claim is first stated.

    `asked` is what the address of a passage's claim carries along at its end.
    """
    notes, marginals = _notes(page), _marginals(page.remarks)
    pen = _Pen({passage.pk: passage for passage in page.passages}, marginals, notes, chosen, asked)
    spans = [Span(it.start, it.end, it.pk) for it in page.passages]
    spans += [Span(it.start, it.end, -it.pk) for it in page.remarks]
    reading = Reading(None, [], page.contributions)
    placed: set[int] = set()
    carried = Row(mark_safe(""))  # what belongs beside the heading, which has no margin of its own
    for block in mark(markup.render(post.body), spans, pen):
        passages = [pen.passages[span] for span in block.span_ids if span > 0]
        if block.tag == "hr" or _is_furniture(block.start, block.end, passages):
            continue
        carried.notes += [notes[claim] for claim in _stated(passages) if claim not in placed]
        begun = {span for span in block.span_ids if span < 0 and span not in placed}
        carried.remarks += [it for span, it in marginals.items() if span in begun]
        placed.update(_stated(passages), (span for span in block.span_ids if span < 0))
        if block.tag == "h1" and reading.title is None:
            reading.title = mark_safe(block.html.removeprefix("<h1>").removesuffix("</h1>"))
        else:
            notes_here = sorted(carried.notes, key=lambda note: note.number)
            reading.rows.append(Row(mark_safe(block.html), notes_here, carried.remarks))
            carried = Row(mark_safe(""))
    unplaced = [it for span, it in marginals.items() if span not in placed]  # on words that are shown elsewhere
    if reading.rows:
        reading.rows[-1].notes += carried.notes
        reading.rows[-1].remarks += carried.remarks + unplaced
    return reading


def _stated(passages: Sequence[Passage]) -> list[int]:
    """The claims that these passages state, once each."""
    stating = (passage.stated for passage in passages if passage.role in STATING)
    return list(dict.fromkeys(claim.pk for claim in stating if claim is not None))


def _notes(page: ReadPage) -> Mapping[int, Note]:
    """One note a claim, numbered in the order in which the claims' passages end."""
    notes: dict[int, Note] = {}
    for passage in sorted(page.passages, key=lambda passage: (passage.end, passage.start)):
        claim = passage.stated
        if claim is not None and passage.role in STATING and claim.pk not in notes:
            notes[claim.pk] = Note(len(notes) + 1, claim, page.answers.get(claim.pk, ()), page.doubts.get(claim.pk, ()))
    return notes


def _marginals(remarks: Sequence[Remark]) -> Mapping[int, Marginal]:
    """The remarks as they stand in the margin, by their ids below zero, lettered in the order in which they end."""
    return {-it.pk: Marginal(_letter(number), it, _in_short(it.body)) for number, it in enumerate(remarks)}


def _letter(number: int) -> str:
    """a, b, …, z, aa, ab, … for 0, 1, …"""
    return (_letter(number // 26 - 1) if number > 25 else "") + chr(ord("a") + number % 26)


def _in_short(body: str) -> str:
    """The first words of a remark, as they read without their markup."""
    return Truncator(in_a_line(body)).chars(MOST_SHOWN)


def _is_furniture(start: int, end: int, passages: Sequence[Passage]) -> bool:
    """Whether a block is all furniture: shown elsewhere on the page, as what it is."""
    return any(passage.role == Role.FURNITURE and passage.start <= start and end <= passage.end for passage in passages)


class _Pen:
    """Writes a run of a passage as a link to its claim, and the claim's number after it."""

    def __init__(
        self,
        passages: Mapping[int, Passage],
        marginals: Mapping[int, Marginal],
        notes: Mapping[int, Note],
        chosen: int | None,
        asked: str,
    ) -> None:
        self.passages = passages
        self.marginals = marginals
        self.notes = notes
        self.chosen = chosen
        self.asked = asked

    def open(self, ids: Ids, first: Ids, in_link: bool) -> str:
        anchors = format_html_join("", '<span id="passage-{}"></span>', ((span,) for span in first if span > 0))
        covering = sorted(self._passages(ids), key=lambda passage: passage.end - passage.start)
        innermost = next((passage for passage in covering if passage.stated is not None), None)
        claim = innermost.stated if innermost is not None else None
        noted = mark_safe(" data-noted" if any(span < 0 for span in ids) else "")
        if innermost is None or claim is None or in_link:
            role = format_html(' data-role="{}"', covering[0].role) if covering else ""
            return anchors + format_html('<span class="passage"{}{}>', role, noted)
        claims = " ".join(str(it.pk) for passage in covering if (it := passage.stated) is not None)
        return anchors + format_html(
            '<a class="passage" href="?claim={0}{5}#passage-{6}" hx-get="?claim={0}{5}" hx-target="#beside"'
            ' hx-swap="outerHTML" hx-push-url="?claim={0}{5}#passage-{6}"'
            ' data-claims="{1}" data-voice="{2}" data-answered="{3}"{4}{7}>',
            claim.pk,
            claims,
            claim.voice,
            "yes" if claim.pk in self.notes and self.notes[claim.pk].answers else "no",
            mark_safe(' aria-current="true"') if claim.pk == self.chosen else "",
            self.asked,
            innermost.pk,
            noted,
        )

    def close(self, ids: Ids, in_link: bool) -> str:
        has_claim = any(passage.stated is not None for passage in self._passages(ids))
        return "</a>" if has_claim and not in_link else "</span>"

    def after(self, ids: Ids) -> str:
        claims = [claim for claim in _stated(self._passages(ids)) if claim in self.notes]
        numbers = sorted((self.notes[claim].number, claim) for claim in claims)
        letters = [(self.marginals[span].letter, -span) for span in ids if span < 0]
        return format_html_join(
            "", '<sup class="ref"><a href="#note-{0}" aria-label="Note {0}">{0}</a></sup>', numbers
        ) + format_html_join(
            "", '<sup class="ref"><a href="#remark-{1}" aria-label="Note {0}, by a reader">{0}</a></sup>', letters
        )

    def place(self, at: int) -> str:
        return format_html('<span data-at="{}"></span>', at)

    def _passages(self, ids: Ids) -> list[Passage]:
        return [self.passages[span] for span in ids if span > 0]
