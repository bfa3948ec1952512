"""The points of a brief in premise–conclusion form: what each rests on, who says so, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from argmap.graph.briefing import Point, in_reading_order
from argmap.graph.model import Relation
from argmap.models import Claim, Inference
from argmap.prose.handout import Block, Heading, Item, Line, Look, Paragraph, Step, joined, line, run
from argmap.queries.briefs import Brief
from argmap.templatetags.argument import by, noun, who
from argmap.templatetags.labels import why_in_words
from argmap.views.brief_apparatus import Apparatus, see


class PointWriter:
    """Writes points, and remembers which claims were already laid out, and where."""

    def __init__(self, brief: Brief, apparatus: Apparatus, asked: str) -> None:
        self.brief, self.apparatus, self.asked, self.post = brief, apparatus, asked, brief.claim.post
        self.laid_out: dict[int, str] = {}
        self.unanswered = {point.step.id for point in brief.unanswered}
        self.argued: dict[int, list[str]] = defaultdict(list)
        self.disputed: dict[int, list[str]] = defaultdict(list)
        for point in brief.briefing.points():
            if point.step.conclusion is not None:
                (self.disputed if point.is_against else self.argued)[point.step.conclusion].append(point.number)

    def write(self, points: Iterable[Point]) -> Iterator[Block]:
        """Each point, with what is inside it after it."""
        for point in in_reading_order(points):
            yield Heading(min(point.level + 1, 3), self._heading(point), f"at-{point.number}")
            yield self._step(point)
            yield Paragraph(self._outcome(point), is_byline=True)

    def _heading(self, point: Point) -> Line:
        """What a point is called: its number, what it is, of what, and its label."""
        row = self.brief.steps[point.step.id]
        key = run(row.key, address=row.get_absolute_url() + self.asked)
        called = f"{point.number} {self._called(point).capitalize()} "
        return line(called, key, f"{self._bearing(point)}: ", *self.labelled(row), *self.apparatus.mine(row))

    def labelled(self, thing: Claim | Inference) -> Line:
        """The label of a claim or step, and where suppositions changed it the one without them."""
        before, now = self.brief.label_of(thing)
        shown = run(now or "not counted", Look.LABEL)
        return line(shown, f" (without what is supposed: {before or 'not counted'})" if before != now else "")

    def says(self, thing: Claim | Inference) -> Line:
        """Who says so."""
        return line(who(thing, self.post), *self.apparatus.mine(thing))

    def first_words(self, point: Point) -> str:
        """The first premise of a point."""
        return self.brief.claims[point.step.premises[0]].text

    def _called(self, point: Point) -> str:
        called = noun(point.step.relation)
        return f"answer: {called}" if point.is_against and point.level > 1 else called

    def _bearing(self, point: Point) -> str:
        """What a point bears on, unless that goes without saying."""
        step, within = point.step, point.within
        if within is None:
            return " of the claim" if point.is_against else ""
        where = "" if point.level > 1 else f" of {within.number}"
        if step.conclusion is None:
            return where
        return (
            f" {'of' if point.is_against else 'for'} premise ({within.step.premises.index(step.conclusion) + 1}){where}"
        )

    def _step(self, point: Point) -> Step:
        row = self.brief.steps[point.step.id]
        premises = [self._premise(self.brief.claims[pk], point.number) for pk in point.step.premises]
        numbers = ", ".join(f"({number})" for number in range(1, len(premises) + 1))
        scheme = f", {by(row.scheme)}" if row.scheme else ""
        inference = line(
            f"From {numbers}{scheme} · ", *self.says(row), self._age(point, row), *self.apparatus.noted(row)
        )
        return Step(premises, inference, line(self._conclusion(point)))

    def _premise(self, claim: Claim, place: str) -> Item:
        """A premise with its label and what it rests on; in full only the first time."""
        known = self.laid_out.setdefault(claim.pk, place)
        text = run(claim.text, address=claim.get_absolute_url() + self.asked)
        parts = [line(*self.labelled(claim)), self.says(claim)]
        if known != place:
            return Item(line(text), [joined([*parts, line("see ", *see([known]))], " · ")])
        if places := self.argued.get(claim.pk):
            parts.append(line("argued at ", *see(places)))
        if places := self.disputed.get(claim.pk):
            parts.append(line("disputed at ", *see(places)))
        first = line(text, *self.apparatus.noted(claim))
        cited = [self.apparatus.cite(citation, place) for citation in self.brief.citations.get(claim.pk, ())]
        return Item(first, [joined(parts, " · "), *cited])

    def _conclusion(self, point: Point) -> str:
        step = point.step
        if step.conclusion is None:
            return f"So {point.within.number if point.within else 'it'} does not follow."
        text = self.brief.claims[step.conclusion].text
        return f"So it is not true that: “{text}”" if step.relation is Relation.REBUTTAL else f"So: {text}"

    def _outcome(self, point: Point) -> Line:
        """Why a point has its label, and whether it was answered."""
        row = self.brief.steps[point.step.id]
        why = self.brief.judgement.why(row)
        label = self.brief.label_of(row)[1] or "not counted"
        parts = [line(f"{label.capitalize()}{': ' if why else ''}{why_in_words(why.code) if why else ''}.")]
        if point.step.id in self.unanswered:
            parts.append(line("Nobody has answered it."))
        elif answers := [inner.number for inner in point.inside if inner.is_against]:
            parts.append(line("Answered at ", *see(answers), "."))
        return joined(parts, " ")

    def _age(self, point: Point, row: Inference) -> str:
        """A mark where a conclusion was reworded after the step met it."""
        if point.step.conclusion is None:
            return ""
        now = self.brief.claims[point.step.conclusion].public_wording
        return "" if row.met_wording == now else " · made to an older wording"
