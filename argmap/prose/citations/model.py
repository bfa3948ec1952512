"""What a citation says, whoever typed it and however."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: So many characters of a citation are read; the longest that a page takes.
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it was cited: the form of its citation (forms.FORMS) with its parts, and where in it.

    `locator` is printed as lawyers do: “§ 102(b)”, “at 345”. `more` are other sources that were cited in one breath,
    such as the second of two sections.
    """

    form: str
    parts: Mapping[str, str]
    locator: str = ""
    more: tuple[str, ...] = ()

    def part(self, name: str) -> str:
        """A part of the citation, or nothing."""
        return self.parts.get(name, "")
