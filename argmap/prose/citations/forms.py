"""What a form of citation is, and the pieces that patterns are made of.

Patterns are matched against a whole citation of at most LONGEST characters with single spaces. What is open-ended in
them is bounded and followed by something fixed, and nothing that repeats contains a repetition of its own, so that none
takes more than a few milliseconds on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Parts = Mapping[str, str]

SECTION = r"\d{1,5}[A-Za-z]{0,3}(?:[-–]\d{1,4}[a-z]{0,2})?"
SIGN = r"(?:§§?|[Ss]ecs?\.|[Ss]ections?|ss?\.)"
PIN = r"(?P<pin>(?:\([A-Za-z0-9]{1,5}\)| \((?:[a-z]{1,4}|\d{1,2}|[A-Z])\)){0,6})"
YEAR = r"(?: \((?:[^()\d]{0,30} )?(?P<year>\d{4})\))?"
PAGES = r"(?P<at>\*?\d[\d,]{0,7}(?:[-–]\*?\d[\d,]{0,7})?)"
AT = rf"(?:,? (?:at )?{PAGES})?"
DATE = r"(?P<date>(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, )?\d{4})"
NAME = r"(?:(?P<name>\D.{2,300}?),? )?"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
OPTIONAL = re.compile(r"<([^<>]*)>")
PLACE = re.compile(r"\{(\w+)\}")
WRITTEN_DATE = re.compile(r"(?:([A-Z][a-z]{2})[a-z]{0,6}\.? )?(?:(\d{1,2}), )?(\d{4})")


def unrefined(parts: Parts) -> Parts:
    """The parts as they were read."""
    return parts


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation: the kind of source it names, its pattern, and templates of what is printed of its parts.

    What stands between angle brackets in a template is left out where a part of it is missing. `found_by` are shorter
    citations that the same source may stand under; `refine` works out parts from others.
    """

    kind: str
    pattern: str
    citation: str
    title: str = ""
    locator: str = ""
    edition: str = ""
    found_by: tuple[str, ...] = ()
    refine: Callable[[Parts], Parts] = unrefined
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern))

    def read(self, text: str) -> Parts | None:
        """The parts of a citation that has this form as a whole, or None."""
        found = self.compiled.fullmatch(text)
        return self.refine({name: part for name, part in found.groupdict().items() if part}) if found else None


def fill(template: str, parts: Parts) -> str:
    """Fill in a template, leaving out what is between angle brackets where a part of it is missing."""
    whole = OPTIONAL.sub(lambda found: found[1] if _has_all(found[1], parts) else "", template)
    return PLACE.sub(lambda found: parts.get(found[1], ""), whole)


def iso_date(written: str) -> str:
    """A date as exact as it is written: “Mar. 18, 2025” is 2025-03-18, “May 2025” is 2025-05; nothing if it is none."""
    found = WRITTEN_DATE.search(written)
    if found is None:
        return ""
    month, day, year = found.groups()
    if month is None or month.lower() not in MONTHS:
        return str(year)
    of_the_year = f"{year}-{MONTHS.index(month.lower()) + 1:02}"
    return f"{of_the_year}-{int(day):02}" if day else of_the_year


def with_commas(number: str) -> str:
    """A number of five digits or more as lawyers print it: “16,190”; shorter ones without a comma."""
    plain = number.replace(",", "")
    return f"{int(plain):,}" if len(plain) > 4 else plain


def _has_all(template: str, parts: Parts) -> bool:
    return all(parts.get(name) for name in PLACE.findall(template))
