"""Stanzas: the line syntax of the notation (docs/notation.md), with the place of everything for messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,63}")
OPENING = re.compile(r"(?P<kind>[a-z]+)[ \t]+(?P<key>\S+)[ \t]*")
FIELD = re.compile(r"(?P<name>[a-z][a-z-]*):[ \t]*(?P<value>.*)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, both as a person would name them."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong at a place, in words for the person who wrote the file."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class NotationError(ValueError):
    """Raised when files do not hold an argument; carries every mistake found, in order of place."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(slots=True)
class Field:
    """One value of a stanza; paragraphs are apart by an empty line."""

    place: Place
    value: str


@dataclass(slots=True)
class Stanza:
    """A kind, a key and named values, each with its place."""

    place: Place
    kind: str
    key: str
    fields: dict[str, list[Field]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The (first) value of a field, or nothing."""
        return self.fields[name][0].value if name in self.fields else ""

    def at(self, name: str) -> Place:
        """Where a field stands, or the stanza where it does not."""
        return self.fields[name][0].place if name in self.fields else self.place

    def keys(self, name: str) -> list[str]:
        """The keys of a field that lists them, apart by commas."""
        return [key.strip() for key in self.value(name).split(",") if key.strip()]


def read_stanzas(file: str, text: str) -> tuple[list[Stanza], list[Mistake]]:
    """Cut a file into stanzas; what cannot be read is reported and passed over."""
    stanzas: list[Stanza] = []
    mistakes: list[Mistake] = []
    current: Stanza | None = None
    last: Field | None = None
    for place, line in _lines(file, text):
        if not line.strip():
            current, last = None, None
        elif line[0] in " \t":
            if last is None:
                mistakes.append(Mistake(place, "this line goes on with a value, but none stands above it"))
            else:
                last.value = _joined(last.value, line.strip())
        elif current is None:
            current = _opened(place, line, mistakes)
            stanzas.append(current)
        else:
            last = _field(current, place, line, mistakes)
    return [stanza for stanza in stanzas if stanza.kind], mistakes


def _lines(file: str, text: str) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.startswith("#"):
            yield Place(file, number), line.rstrip()


def _joined(value: str, more: str) -> str:
    if more == ".":
        return value + "\n\n"
    return value + more if not value or value.endswith("\n") else f"{value} {more}"


def _opened(place: Place, line: str, mistakes: list[Mistake]) -> Stanza:
    """Start a stanza; an unreadable opening gives one without a kind, so that its fields are not reported as well."""
    match = OPENING.fullmatch(line)
    if match is None:
        mistakes.append(Mistake(place, f"a stanza opens with its kind and its key, not with “{line[:60]}”"))
        return Stanza(place, "", "")
    if not KEY.fullmatch(match["key"]):
        mistakes.append(Mistake(place, f"“{match['key'][:60]}” cannot be a key: letters, digits, “.” and “-” only"))
    return Stanza(place, match["kind"], match["key"])


def _field(stanza: Stanza, place: Place, line: str, mistakes: list[Mistake]) -> Field | None:
    match = FIELD.fullmatch(line)
    if match is None:
        mistakes.append(Mistake(place, f"a field is “name: value”, not “{line[:60]}”"))
        return None
    entry = Field(place, match["value"])
    stanza.fields.setdefault(match["name"], []).append(entry)
    return entry
