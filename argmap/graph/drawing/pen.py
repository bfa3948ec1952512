"""The elements of a drawing: a line, a card, a junction, each a link in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from textwrap import wrap

from argmap.graph.drawing.ink import (
    COLOUR,
    DASHES,
    HALO,
    INK,
    LINE,
    NAME,
    NOUN,
    PAPER,
    SANS,
    SCHEME_LETTERS,
    SERIF,
    SHAPES,
    SIGN,
    SOFT,
    STANCE,
    TINTS,
    WASH,
    counted,
    data,
    safe,
)
from argmap.graph.layout.edges import number
from argmap.graph.layout.shapes import Card, Edge, Form, Junction
from argmap.graph.model import Graph

Links = Callable[[str, int], str]
#: The labels of claims and of steps, by id.
Labels = tuple[Mapping[int, str], Mapping[int, str]]
CURRENT = ' aria-current="true"'


@dataclass(frozen=True, slots=True)
class Pen:
    """Everything that is the same for all elements of one drawing."""

    form: Form
    graph: Graph
    links: Links
    here: int | None
    sources: Mapping[int, int]
    measure: Callable[[str], float] | None
    schemes: Mapping[str, str]
    labels: Labels
    prefix: str
    beside: str
    lit: Collection[int]
    turns: tuple[Collection[int], Collection[int]]

    def edge(self, edge: Edge) -> str:
        """A line, naming the elements it joins: from what bears to what it bears on."""
        step = f"step-{edge.inference}"
        if edge.kind == "premise":
            start, end = f"card-{edge.claim}", step
        else:
            start, end = step, f"step-{edge.undercuts}" if edge.claim is None else f"card-{edge.claim}"
        label = self.labels[1].get(edge.inference, "")
        lit = ' data-lit="yes"' if edge.inference in self.lit else ""
        faint = ' stroke-opacity="0.55"' if edge.again or label in ("fails", "open") else ""
        return (
            f'<path class="edge" data-inference="{edge.inference}" data-stance="{STANCE[edge.relation]}" '
            f'data-from="{self.prefix}{start}" data-to="{self.prefix}{end}"'
            f'{data("label", label)} d="{edge.path}" stroke="{COLOUR[edge.relation]}"'
            f"{DASHES[edge.relation]}{faint}{lit}/>\n"
        )

    def card(self, card: Card) -> str:
        """A claim: its key, its words, its sources, and what is folded behind it."""
        claim = self.graph.claims[card.claim]
        here = card.claim == self.here
        frame = f'stroke="{INK}" stroke-width="2"' if here else f'stroke="{LINE}"'
        return (
            f'<a class="card{" here" if here else ""}" id="{self.prefix}card-{card.claim}" '
            f'data-claim="{card.claim}" data-voice="{claim.voice}"{data("label", self.labels[0].get(card.claim, ""))}'
            f"{self._turns(0, card.claim)}{CURRENT if here else ''}{self._link('claim', card.claim)} "
            f'aria-label="{safe(self._name_of_card(card))}">\n'
            f'<rect x="{number(card.x)}" y="{number(card.y)}" width="{number(card.width)}" '
            f'height="{number(card.height)}" rx="2" fill="{PAPER}" {frame}/>\n'
            f"{self._words(card)}</a>\n{self._fold(card) if card.hidden else ''}"
        )

    def junction(self, junction: Junction) -> str:
        """A step: the point in which its premises meet, its relation in a sign and a word, and its scheme."""
        words = self._around(junction) if self.form.between else self._alongside(junction)
        here = ~junction.inference == self.here
        reach = f"M{number(junction.x - 14)} {number(junction.y - 14)}h28v28h-28z"
        return (
            f'<a class="junction{" here" if here else ""}" id="{self.prefix}step-{junction.inference}" '
            f'data-step="{junction.inference}" data-stance="{STANCE[junction.relation]}"'
            f"{data('label', self.labels[1].get(junction.inference, ''))}{self._turns(1, junction.inference)}"
            f"{CURRENT if here else ''}{self._link('step', junction.inference)} "
            f'aria-label="{safe(self._name_of_step(junction))}">\n'
            f'<path d="{reach}" fill="none" pointer-events="all"/>'
            f'<circle cx="{number(junction.x)}" cy="{number(junction.y)}" r="4.5" fill="{INK if here else WASH}" '
            f'stroke="{COLOUR[junction.relation]}" stroke-width="1.8"/>\n{words}</a>\n'
        )

    def _link(self, kind: str, id: int) -> str:
        address = safe(self.links(kind, id))
        if not self.beside or kind == "fold":
            return f' href="{address}"'
        opens = f'hx-target="{safe(self.beside)}" hx-swap="outerHTML" hx-push-url="true"'
        return f' href="{address}" hx-get="{address}" {opens}'

    def _turns(self, kind: int, id: int) -> str:
        """The mark of what the claim in hand turns on; `kind` is 0 for a claim, 1 for a step."""
        return data("turns", "yes" if id in self.turns[kind] else "")

    def _words(self, card: Card) -> str:
        """The header in one line, so that what a window shows of a card is always a run of its name; then its words."""
        left = number(card.x + self.form.padding)
        head = number(card.y + self.form.header - self.form.padding / 2 - 2)
        tag = f'<text class="tag" x="{left}" y="{head}" {self._sans()} fill="{SOFT}" font-weight="600">'
        header = f"{tag}{self._label(card)}{safe(self._key(card))}</text>\n"
        return header + "".join(self._line(card, row, left) for row in range(len(card.lines)))

    def _key(self, card: Card) -> str:
        """A claim's key, and how many sources it has, if any."""
        count = self.sources.get(card.claim, 0)
        return self.graph.claims[card.claim].key + (f" · § {count}" if count else "")

    def _label(self, card: Card) -> str:
        """The label of a claim as a shape and a word, before its key."""
        label = self.labels[0].get(card.claim)
        if label is None:
            return ""
        return f'<tspan class="word" data-label="{label}" fill="{TINTS[label]}">{SHAPES[label]} {label}</tspan> · '

    def _line(self, card: Card, row: int, x: str) -> str:
        line = card.lines[row]
        y = number(card.y + self.form.header + self.form.line_height * (row + 0.72))
        length = ""
        if self.measure and line.strip():
            width = min(self.measure(line), self.form.text_width)
            length = f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"'
        return f'<text x="{x}" y="{y}"{length}>{safe(line)}</text>\n'

    def _fold(self, card: Card) -> str:
        """The way to what is folded behind a claim, at the foot of its card."""
        form = self.form
        words = f"{counted(card.hidden, 'claim')} behind"
        left, top, width = card.x + form.padding, card.bottom - form.fold - 2, card.width - 2 * form.padding
        return (
            f'<a class="fold"{self._link("fold", card.claim)} '
            f'aria-label="Show {safe(f"{words} {self.graph.claims[card.claim].key}")}">'
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(width)}" '
            f'height="{number(form.fold - 4)}" rx="2" fill="none" pointer-events="all" stroke="{LINE}" '
            'stroke-dasharray="3 3"/>'
            f'<text x="{number(card.right - 2 * form.padding)}" y="{number(top + form.fold / 2 + 2)}" '
            f'text-anchor="end" {self._sans()} fill="{SOFT}">{words} →</text></a>\n'
        )

    def _sans(self) -> str:
        return f'font-family="{SANS}" font-size="{number(self.form.tag_size)}"'

    def _around(self, junction: Junction) -> str:
        """The relation above the junction, the scheme in one or two lines below it."""
        place = f'<text x="{number(junction.x)}" text-anchor="middle" {HALO}'
        relation = f'{place} y="{number(junction.y - 10)}" {self._relation(junction)}</text>\n'
        return relation + "".join(
            f'{place} y="{number(junction.y + 17 + 12 * row)}" {self._italic()}>{safe(line)}</text>\n'
            for row, line in enumerate(self._scheme(junction))
        )

    def _alongside(self, junction: Junction) -> str:
        """The relation and the scheme in one line at the right of the junction."""
        place = f'<text x="{number(junction.x + 14)}" y="{number(junction.y + 4)}" {HALO}'
        scheme = safe(" ".join(self._scheme(junction)))
        italic = f" <tspan {self._italic()}>{scheme}</tspan>" if scheme else ""
        return f"{place} {self._relation(junction)}{italic}</text>\n"

    def _relation(self, junction: Junction) -> str:
        colour, words = COLOUR[junction.relation], SIGN[junction.relation]
        return f'{self._sans()} font-weight="600" fill="{colour}">{words}'

    def _italic(self) -> str:
        face = f'font-family="{SERIF}" font-size="{number(self.form.tag_size)}" font-weight="400"'
        return f'class="scheme" {face} font-style="italic" fill="{SOFT}"'

    def _scheme(self, junction: Junction) -> list[str]:
        """The scheme's name, in two short lines at most."""
        key = junction.scheme
        words = self.schemes.get(key, f"by {key.replace('-', ' ')}" if key else "")
        return wrap(words, SCHEME_LETTERS, max_lines=2, placeholder=" …")

    def _name_of_card(self, card: Card) -> str:
        """A claim in words: what the card shows, then how much bears on it."""
        count = self.sources.get(card.claim, 0)
        bearing = Counter(NOUN[step.relation] for step in self.graph.bearing_on.get(card.claim, ()))
        counts = [counted(count, "source")] if count else []
        counts += [counted(steps, noun) for noun, steps in sorted(bearing.items())]
        label = self.labels[0].get(card.claim)
        named = f"{SHAPES[label]} {label} · " if label else ""
        shown = f"{named}{self._key(card)} {' '.join(card.lines)}"
        return f"{shown} {', '.join(counts)}".strip()

    def _name_of_step(self, junction: Junction) -> str:
        """A step in words: what its junction shows, then what it is to what."""
        step = self.graph.inferences[junction.inference]
        shown = " ".join((SIGN[step.relation][2:], *self._scheme(junction)))
        if step.conclusion is not None:
            target = self.graph.claims[step.conclusion].key
        else:
            target = self.graph.inferences[step.undercuts].key if step.undercuts is not None else ""
        label = self.labels[1].get(step.id)
        return f"{shown}: {NAME[step.relation].format(step.key, target)}" + (f", {label}" if label else "")
