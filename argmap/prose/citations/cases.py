"""How cases are cited: the reporters are known to eyecite; what stands in parentheses is kept as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

from argmap.prose.citations.forms import Form, iso_date
from argmap.prose.citations.model import Cited

#: Where a reporter may be: a number, a name with a capital letter, a number. Only then is eyecite asked, and loaded.
LIKELY = re.compile(r"\d{1,4} [A-Z][A-Za-z0-9.,'’() ]{0,40}? (?<!\()\d{1,6}\b")
MOST_TRIED = 2
AFTER = re.compile(
    r"(?:, (?:at )?(?P<at>\d{1,5}(?:[-–]\d{1,5})?(?: n\.\d{1,3})?)(?=,|$| \())?"
    r"(?:, \d{1,4} [A-Z][A-Za-z0-9. ]{1,20} \d{1,5}){0,3}"
    r"(?: \((?P<decided>[^()]{4,60})\))?"
)

FORMS: dict[str, Form] = {
    "case": Form(
        kind="case",
        pattern=r"(?!)",  # read by eyecite
        citation="<{name}, >{volume} {reporter}< ({nominative})> {page}< ({decided})>",
        title="{name}",
        found_by=("{volume} {reporter} {page}", "{volume} {reporter}< ({nominative})> {page}"),
    )
}


def parse_case(text: str) -> Cited | None:
    """Read a case in a reporter, with or without its name: “499 U.S. 340, 345 (1991)”."""
    likely = [found.end() for found in islice(LIKELY.finditer(text), MOST_TRIED)]
    found = next(iter(_cases_in(text[: likely[-1]])), None) if likely else None
    if found is None:
        return None
    start, end = found.span()
    name = text[:start].strip().rstrip(",").replace(" vs. ", " v. ")
    after = AFTER.match(text, end)
    groups: dict[str, Any] = found.groups
    parts = {"volume": str(groups["volume"]), "reporter": found.corrected_reporter(), "page": str(groups["page"])}
    if name:
        parts["name"] = name
    if groups.get("reporter_nominative"):
        parts["nominative"] = " ".join(filter(None, (groups.get("volume_nominative"), groups["reporter_nominative"])))
    decided = after["decided"] if after else None
    if decided:
        parts |= {"decided": decided, "date": iso_date(decided)}
    at = after["at"] if after else None
    return Cited("case", parts, f"at {at.replace('-', '–')}" if at else "")


def _cases_in(text: str) -> Iterable[Any]:
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    return (found for found in get_citations(text) if isinstance(found, FullCaseCitation) and found.groups.get("page"))
