"""Markdown notes as lines of runs, for a handout, which has no markup of its own."""

from __future__ import annotations

from html.parser import HTMLParser

from argmap.prose import markup
from argmap.prose.handout import Line, Look, Run, line, run

LOOKS = {"em": Look.EMPHASIS, "strong": Look.STRONG, "code": Look.CODE, "a": Look.PLAIN}
ENDS_A_LINE = markup.BLOCKS | markup.HEADINGS | {"br"}


def lines_of(source: str) -> list[Line]:
    """The lines of a Markdown note, through the same gate as on a page; a link is followed by its address in brackets.

    Raises markup.TooLong.
    """
    reader = _Reader()
    reader.feed(markup.render(source, ugc=True))
    reader.close()
    return reader.finished()


def in_a_line(source: str) -> str:
    """The words of a Markdown note in one line, as they read without their markup; raises markup.TooLong."""
    return " ".join("".join(run.text for run in line) for line in lines_of(source))


class _Reader(HTMLParser):
    """Turns the HTML that the gate lets through into lines: one for each paragraph, heading, list item or table row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self.looks: list[Look] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ENDS_A_LINE - {"td", "th"}:
            self._end_line()
        if tag in LOOKS:
            self.looks.append(LOOKS[tag])
        if tag == "a":
            self.addresses.append(dict(attrs).get("href") or "")
            self.started = len(self.runs)

    def handle_endtag(self, tag: str) -> None:
        if tag in LOOKS and self.looks:
            self.looks.pop()
        if tag == "a" and self.addresses:
            address = self.addresses.pop()
            shown = "".join(found.text for found in self.runs[self.started :])
            if address and shown != address:
                self.runs += [run(" ("), run(address, address=address), run(")")]
        if tag in {"td", "th"}:
            self.runs.append(run(" "))
        elif tag in ENDS_A_LINE:
            self._end_line()

    def handle_data(self, data: str) -> None:
        look = next((found for found in reversed(self.looks) if found is not Look.PLAIN), Look.PLAIN)
        self.runs.append(run(data, look, self.addresses[-1] if self.addresses else ""))

    def finished(self) -> list[Line]:
        """All lines that say something."""
        self._end_line()
        return self.lines

    def _end_line(self) -> None:
        if any(found.text.strip() for found in self.runs):
            self.lines.append(line(*self.runs))
        self.runs = []
