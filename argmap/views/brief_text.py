"""A brief in words: what a law student hands in, as blocks that a page, Markdown and Word say alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from argmap.graph.briefing import Point, in_reading_order
from argmap.graph.model import Voice
from argmap.models import User
from argmap.prose.handout import Block, Handout, Heading, Item, Line, Listing, Paragraph, Quotation, joined, line, run
from argmap.queries.briefs import Brief
from argmap.templatetags.labels import why_in_words
from argmap.views.brief_apparatus import Apparatus, see
from argmap.views.brief_points import PointWriter
from argmap.views.judging import Supposed

CLAIM, REASONS, OBJECTIONS = "I", "II", "III"
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True, slots=True)
class Occasion:
    """For whom, when and from where a brief is written; `site` is where the site begins, without a last stroke.

    `supposed` and `counted` say in words under which suppositions, and of what, unless of everything.
    """

    reader: User | None
    made_on: date
    site: str
    asked: str = ""
    supposed: Sequence[Supposed] = ()
    counted: str = ""


def write_brief(brief: Brief, occasion: Occasion) -> Handout:
    """Write a brief: what it is, the claim, the case for it, the case against, what is open, notes and authorities."""
    return _Writer(brief, occasion).write()


class _Writer:
    """Writes the sections one after another, since notes and authorities are numbered as they come."""

    def __init__(self, brief: Brief, occasion: Occasion) -> None:
        self.brief, self.occasion = brief, occasion
        self.claim, self.post = brief.claim, brief.claim.post
        self.apparatus = Apparatus(occasion.reader.pk if occasion.reader else None, brief.later)
        self.points = PointWriter(brief, self.apparatus, occasion.asked)
        self.day = date_format(occasion.made_on, "j F Y")

    def write(self) -> Handout:
        sections: list[tuple[str, list[Block]]] = [
            ("The claim", list(self._the_claim())),
            ("The case for it", list(self._case_for())),
            ("The case against it", list(self._case_against())),
            ("What is still open", list(self._still_open())),
        ]
        if self.occasion.reader:
            sections.append(
                (f"Moves of {self.occasion.reader.get_username()}", list(self._moves(self.occasion.reader)))
            )
        sections += [("Notes", list(self.apparatus.endnotes())), ("Table of authorities", list(self.apparatus.table()))]
        blocks: list[Block] = list(self._opening())
        filled = ((title, inside) for title, inside in sections if inside)
        for numeral, (title, inside) in zip(NUMERALS, filled, strict=False):
            blocks += [Heading(1, line(f"{numeral}. {title}"), f"at-{numeral}"), *inside]
        blocks.append(Paragraph(self._closing(), is_byline=True))
        reader = self.occasion.reader
        footer = f"Claim {self.claim.key} · argmap · {self._address()}"
        return Handout(self.claim.text, footer, reader.get_username() if reader else "", blocks)

    def _opening(self) -> Iterator[Block]:
        """What this is a brief of, as of when, and what the label says and does not say."""
        post = self.post
        title = run(f"“{post.title}”", address=post.get_absolute_url() + self.occasion.asked)
        origin = line(", ", run(post.origin, address=post.origin)) if post.origin else ()
        published = f" ({post.published})" if post.published else ""
        start = f"A brief of claim {self.claim.key}, wording {self.claim.public_wording}, in "
        yield Paragraph(line(start, title, f" by {post.author}{published}", *origin, "."), is_byline=True)
        reader = f", for {self.occasion.reader.get_username()}" if self.occasion.reader else ""
        yield Paragraph(
            line(f"Written on {self.day}{reader}, from version {post.version} of the argument."), is_byline=True
        )
        yield from self._what_if()
        why = self.brief.judgement.why(self.claim)
        reason = f": {why_in_words(why.code)}. " if why else ". "
        label = self.points.labelled(self.claim)
        caution = "A label says who has the last word here, not who is right."
        yield Paragraph(line(f"As argmap counts it on {self.day}: ", *label, reason, caution))

    def _what_if(self) -> Iterator[Block]:
        """What is supposed, so that nobody takes the labels for those that stand."""
        if self.occasion.supposed:
            made = [
                line(f"{words}: {getattr(thing, 'text', 'the step')} ({thing.key})")
                for _, words, thing in self.occasion.supposed
            ]
            yield Paragraph(line("What if: the labels of this brief are those that would follow from supposing this."))
            yield Listing([Item(one) for one in made], "suppositions")
        if self.occasion.counted:
            yield Paragraph(line(f"Only {self.occasion.counted} is counted."))
        for message in self.brief.judgement.messages:
            yield Paragraph(line(message))

    def _the_claim(self) -> Iterator[Block]:
        claim, post = self.claim, self.post
        says = self.points.says(claim)
        yield Paragraph(line(claim.text, *self.apparatus.noted(claim)))
        yield Paragraph(line("Who says so: ", *says, "."), is_byline=True)
        for passage in self.brief.passages:
            role = "" if passage.role == "claim" else f"as {passage.role}, "
            address = f"{post.get_absolute_url()}?claim={claim.pk}#passage-{passage.pk}"
            yield Quotation(line(passage.exact), line(run(f"{role}{post.author}, “{post.title}”", address=address)))
        if not self.brief.passages:
            own = claim.voice in (Voice.AUTHOR, Voice.REPORTED)
            yield Paragraph(line("The post leaves it unsaid." if own else "The post does not say it."), is_byline=True)
        for citation in self.brief.citations.get(claim.pk, ()):
            if citation.quotation:
                source = line(*self.apparatus.cited(citation, CLAIM), *self.apparatus.read_in(citation, CLAIM))
                marks = (*self.apparatus.mine(citation), *self.apparatus.noted(citation))
                yield Quotation(line(citation.quotation), line(*source, *marks))
            else:
                yield Paragraph(line("It rests on ", *self.apparatus.cite(citation, CLAIM), "."))

    def _case_for(self) -> Iterator[Block]:
        briefing = self.brief.briefing
        if not briefing.reasons:
            granted = (
                "it is taken as granted until somebody rebuts it"
                if self.claim.granted
                else "it is not taken as granted"
            )
            yield Paragraph(line(f"No reason is given for this claim; {granted}."))
        yield from self.points.write(briefing.reasons)
        yield from self._left_out(briefing.reasons_left_out, "reasons further back")
        answers = [point for point in in_reading_order(briefing.objections) if _is_answer_to_an_objection(point)]
        if answers:
            yield Heading(2, line("Answers to the case against it"))
            yield Listing([self._named(point) for point in answers], "answers")

    def _case_against(self) -> Iterator[Block]:
        briefing = self.brief.briefing
        if not briefing.objections:
            yield Paragraph(line("Nobody has said anything against this claim, or against what is laid out for it."))
        yield from self.points.write(briefing.objections)
        yield from self._left_out(
            briefing.objections_left_out, "weaker objections, and what is said on either side of them"
        )

    def _left_out(self, number: int, what: str) -> Iterator[Block]:
        if number:
            outline = self._absolute(reverse("outline", args=[self.post.slug]) + self.occasion.asked)
            count = f"{number} further steps are" if number > 1 else "1 further step is"
            said = f"{count} not laid out here ({what}). The whole argument is at "
            yield Paragraph(line(said, run(outline, address=outline), "."), is_byline=True)

    def _still_open(self) -> Iterator[Block]:
        if self.brief.unanswered:
            yield Paragraph(line("Nobody has answered:"))
            yield Listing([self._named(point) for point in self.brief.unanswered], "open")
        if self.brief.unsourced:
            yield Paragraph(line("Taken as granted, with neither a reason nor a source:"))
            claims = ((claim, self.points.laid_out.get(claim.pk, CLAIM)) for claim in self.brief.unsourced)
            yield Listing([Item(line(*see([place]), f" {claim.text}")) for claim, place in claims], "open")
        if not (self.brief.unanswered or self.brief.unsourced):
            yield Paragraph(line("Of what is laid out here, nothing is left unanswered or without a source."))

    def _moves(self, reader: User) -> Iterator[Block]:
        """What the reader contributed to anything that is laid out."""
        found = [
            Item(line(*self._named(point).line, "" if is_theirs else " · a premise or a source of it"))
            for point, is_theirs in self.brief.contributed_by(reader.pk)
        ]
        if found:
            yield Listing(found, "moves")

    def _named(self, point: Point) -> Item:
        row = self.brief.steps[point.step.id]
        return Item(line(*see([point.number]), f" {self.points.first_words(point)} ", *self.points.labelled(row)))

    def _closing(self) -> Line:
        address = self._address()
        parts = [
            line("An argument map, not legal advice."),
            line("This claim, as it now stands: ", run(address, address=address), "."),
        ]
        return joined(parts, " ")

    def _address(self) -> str:
        return self._absolute(self.claim.get_absolute_url() + self.occasion.asked)

    def _absolute(self, path: str) -> str:
        return f"{self.occasion.site}{path}"


def _is_answer_to_an_objection(point: Point) -> bool:
    """Whether a point is said against an objection, and so for the claim."""
    return point.is_against and point.level == 2
