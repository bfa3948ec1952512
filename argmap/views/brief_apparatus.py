"""The apparatus of a brief: its endnotes and its table of authorities, gathered while the rest is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.models import Citation, Claim, Inference, Source
from argmap.prose.citations import Run as Printed
from argmap.prose.handout import Block, Heading, Item, Line, Listing, Look, Run, joined, line, run
from argmap.prose.notes import lines_of

#: How lawyers group what they cite, and the kinds of source that each group takes.
GROUPS = {
    "Cases": ("case",),
    "Statutes": ("statute",),
    "Regulations": ("regulation",),
    "Agency materials": ("fed-reg", "compendium", "letter", "report"),
    "Licences": ("licence",),
    "Secondary and other sources": ("article", "page", "file"),
}
#: Kinds that nobody finds by their citation alone.
FOUND_BY_ADDRESS = ("licence", "article", "page", "file")
#: Kinds whose citation is short enough to be given every time.
CITED_ALIKE = ("statute", "regulation")
#: Between words and the reference to a note: it must not be left alone on the next line.
UNBROKEN = Run("\u202f")
SECTION = re.compile(r"§ \S+$")


@dataclass(slots=True)
class Authority:
    """A source with the places in the brief where it is cited, each once and in order."""

    source: Source
    places: dict[str, None] = field(default_factory=dict)


class Apparatus:
    """Gives each note its number, and each source its full citation the first time it is cited.

    `later` is by source what is printed after its full citation, of what later happened to it.
    """

    def __init__(self, reader: int | None, later: Mapping[int, Sequence[Printed]]) -> None:
        self.reader, self.later = reader, later
        self.notes: list[Item] = []
        self.authorities: dict[int, Authority] = {}

    def noted(self, thing: Claim | Inference | Citation) -> Line:
        """The reference to the note of something, if it has one, as an endnote."""
        if not thing.note.strip():
            return ()
        number = len(self.notes) + 1
        subject = thing.source.title if isinstance(thing, Citation) else thing.key
        first, *further = lines_of(thing.note) or [()]
        self.notes.append(Item(line(run(f"On {subject}: ", Look.EMPHASIS), *first), further, anchor=f"note-{number}"))
        return line(UNBROKEN, run(number, Look.REFERENCE, f"#note-{number}"))

    def cite(self, citation: Citation, place: str) -> Line:
        """A citation as a line: source, locator, the words quoted, and who read them where."""
        quotation = f": “{citation.quotation}”" if citation.quotation else ""
        return line(
            *self.cited(citation, place),
            run(quotation),
            *self.read_in(citation, place),
            *self.mine(citation),
            *self.noted(citation),
        )

    def cited(self, citation: Citation, place: str) -> Line:
        """The source and where in it; first as a lawyer cites it, with what later happened, then by its title."""
        later = self._later(citation.rests_on)
        source = self._source(citation.rests_on, place)
        section = SECTION.search(source.text)
        if section and citation.locator.startswith(section[0]):  # “17 U.S.C. § 103”, “§ 103(b)”
            return line(run(source.text[: section.start()] + citation.locator, address=source.address), *later)
        return line(source, "" if citation.locator in source.text else f", {citation.locator}", *later)

    def read_in(self, citation: Citation, place: str) -> Line:
        """In which other source the words were read, if they were."""
        if citation.read_in is None:
            return ()
        words = ", as quoted in " if citation.quotation else ", as reported in "
        later = self._later(citation.read_in)
        return line(words, self._source(citation.read_in, place), *later)

    def mine(self, thing: Claim | Inference | Citation) -> Line:
        """The mark of what the reader of the brief contributed."""
        is_mine = self.reader is not None and thing.contributor_id == self.reader
        return line(" (", run("mine", Look.MINE), ")") if is_mine else ()

    def endnotes(self) -> Iterable[Block]:
        """The notes, numbered as they are referred to."""
        return [Listing(self.notes, "notes", is_numbered=True)] if self.notes else []

    def table(self) -> Iterable[Block]:
        """The sources by group and alphabetically, each with where it is cited."""
        for name, kinds in GROUPS.items():
            listed = [found for found in self.authorities.values() if found.source.kind in kinds]
            if listed:
                listed.sort(key=lambda found: found.source.citation.casefold())
                yield Heading(2, line(name))
                yield Listing([self._entry(found) for found in listed], "authorities")

    def _later(self, source: Source) -> Line:
        """What is printed after a citation of a source; nothing once it was cited."""
        return () if source.pk in self.authorities else self._history(source)

    def _history(self, source: Source) -> Line:
        """What later happened to a source, its words in italics."""
        looks = {True: Look.EMPHASIS, False: Look.PLAIN}
        return line(*(run(it.text, looks[it.is_italic]) for it in self.later.get(source.pk, ())))

    def _entry(self, found: Authority) -> Item:
        source = found.source
        text = line(run(source.citation, address=source.get_absolute_url()), *self._history(source))
        if source.address and source.kind in FOUND_BY_ADDRESS:
            text += line(", ", run(source.address, address=source.address))
        return Item(text, places=see(found.places))

    def _source(self, source: Source, place: str) -> Run:
        is_cited = source.pk not in self.authorities or source.kind in CITED_ALIKE
        self.authorities.setdefault(source.pk, Authority(source)).places[place] = None
        return run(source.citation if is_cited else source.title, address=source.get_absolute_url())


def see(places: Iterable[str]) -> Line:
    """Places of the brief as a line of links: “II.1, III.2”."""
    return joined([line(run(place, address=f"#at-{place}")) for place in places], ", ")
