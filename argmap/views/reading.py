"""The post as a page to read: its blocks with passages marked, and the notes that stand beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from argmap.models import Claim, Passage, Post
from argmap.models.fields import Role
from argmap.prose import markup
from argmap.prose.marking import Ids, Span, mark
from argmap.queries.posts import Answer, ReadPage

#: Passages of these roles state their claim, so its number stands after them.
STATING = (Role.CLAIM, Role.CITATION)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin about a claim: its number on the page, and what is said against it."""

    number: int
    claim: Claim
    answers: Sequence[Answer]


@dataclass(slots=True)
class Row:
    """A block of the post and the notes beside it."""

    html: SafeString
    notes: list[Note] = field(default_factory=list)


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
    notes = _notes(page)
    pen = _Pen({passage.pk: passage for passage in page.passages}, notes, chosen, asked)
    spans = [Span(passage.start, passage.end, passage.pk) for passage in page.passages]
    reading = Reading(None, [], page.contributions)
    placed: set[int] = set()
    carried: list[Note] = []  # the notes of the heading, which has no margin of its own
    for block in mark(markup.render(post.body), spans, pen):
        passages = [pen.passages[span] for span in block.span_ids]
        if block.tag == "hr" or _is_furniture(block.start, block.end, passages):
            continue
        carried += [notes[claim] for claim in _stated(passages) if claim not in placed]
        placed.update(_stated(passages))
        if block.tag == "h1" and reading.title is None:
            reading.title = mark_safe(block.html.removeprefix("<h1>").removesuffix("</h1>"))
        else:
            reading.rows.append(Row(mark_safe(block.html), carried))
            carried = []
    return reading


def _stated(passages: Sequence[Passage]) -> list[int]:
    """The claims that these passages state, once each."""
    stating = (passage.claim_id for passage in passages if passage.role in STATING)
    return list(dict.fromkeys(claim for claim in stating if claim is not None))


def _notes(page: ReadPage) -> Mapping[int, Note]:
    """One note a claim, numbered in the order in which the claims' passages end."""
    notes: dict[int, Note] = {}
    for passage in sorted(page.passages, key=lambda passage: (passage.end, passage.start)):
        if passage.claim is not None and passage.role in STATING and passage.claim.pk not in notes:
            answers = page.answers.get(passage.claim.pk, ())
            notes[passage.claim.pk] = Note(len(notes) + 1, passage.claim, answers)
    return notes


def _is_furniture(start: int, end: int, passages: Sequence[Passage]) -> bool:
    """Whether a block is all furniture: shown elsewhere on the page, as what it is."""
    return any(passage.role == Role.FURNITURE and passage.start <= start and end <= passage.end for passage in passages)


class _Pen:
    """Writes a run of a passage as a link to its claim, and the claim's number after it."""

    def __init__(
        self, passages: Mapping[int, Passage], notes: Mapping[int, Note], chosen: int | None, asked: str
    ) -> None:
        self.passages = passages
        self.notes = notes
        self.chosen = chosen
        self.asked = asked

    def open(self, ids: Ids, first: Ids, in_link: bool) -> str:
        anchors = format_html_join("", '<span id="passage-{}"></span>', ((span,) for span in first))
        covering = sorted((self.passages[span] for span in ids), key=lambda passage: passage.end - passage.start)
        innermost = next((passage for passage in covering if passage.claim is not None), None)
        claim = innermost.claim if innermost is not None else None
        if innermost is None or claim is None or in_link:
            return anchors + format_html('<span class="passage" data-role="{}">', covering[0].role)
        claims = " ".join(str(passage.claim_id) for passage in covering if passage.claim_id)
        return anchors + format_html(
            '<a class="passage" href="?claim={0}{5}#passage-{6}" hx-get="?claim={0}{5}" hx-target="#beside"'
            ' hx-swap="outerHTML" hx-push-url="?claim={0}{5}#passage-{6}"'
            ' data-claims="{1}" data-voice="{2}" data-answered="{3}"{4}>',
            claim.pk,
            claims,
            claim.voice,
            "yes" if claim.pk in self.notes and self.notes[claim.pk].answers else "no",
            mark_safe(' aria-current="true"') if claim.pk == self.chosen else "",
            self.asked,
            innermost.pk,
        )

    def close(self, ids: Ids, in_link: bool) -> str:
        has_claim = any(self.passages[span].claim_id for span in ids)
        return "</a>" if has_claim and not in_link else "</span>"

    def after(self, ids: Ids) -> str:
        ended = [self.passages[span] for span in ids]
        claims = dict.fromkeys(
            passage.claim_id for passage in ended if passage.role in STATING and passage.claim_id in self.notes
        )
        numbers = sorted((self.notes[claim].number, claim) for claim in claims if claim is not None)
        return format_html_join("", '<sup class="ref"><a href="#note-{0}" aria-label="Note {0}">{0}</a></sup>', numbers)
