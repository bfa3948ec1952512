"""What is known of quotations, with the passages it is about, ready for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from argmap.models import Citation, Source, SourceText
from argmap.models.source_text import LONGEST_PASSAGE
from argmap.prose.differences import Span
from argmap.prose.excerpts import lead_in, lead_out, word_after, word_before
from argmap.prose.quotations import Check, Compared, DepartureKind, Verdict, compared

#: So many characters of the text are shown before and after a passage.
AROUND = 90
PASSAGES = """
    SELECT wanted.number, substr(text.text, greatest(wanted.start - %(around)s, 0) + 1,
                                 wanted.start - greatest(wanted.start - %(around)s, 0)),
           substr(text.text, wanted.start + 1, wanted."end" - wanted.start),
           substr(text.text, wanted."end" + 1, %(around)s)
    FROM unnest(%(numbers)s::int[], %(texts)s::bigint[], %(starts)s::int[], %(ends)s::int[])
         AS wanted (number, text, start, "end") JOIN argmap_sourcetext AS text ON text.id = wanted.text
"""
NO_DIFFERENCE = Compared([], [])
Where = tuple[int, int, int]  # text, start, end


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of a text on file with a little of what stands around it, cut at words and “…” where more does.

    `supplied_by` is the name of who supplied a text that no moderator has confirmed.
    """

    before: str
    exact: str
    after: str
    source: Source | None
    retrieved: date | None
    is_whole: bool
    is_confirmed: bool = True
    supplied_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where else a quotation's words occur, or the nearest to them do."""

    passage: PassageView
    is_exact: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the check of a quotation found: in `passage` the words, or the nearest ones with what differs.

    `left_out` are words of the nearest that are left out without a mark.
    `is_near` tells that the nearest words are nearly the same (prose.quotations.Nearest), `is_pasted` that the passage
    is of a paragraph that somebody has pasted and not published yet.
    """

    verdict: Verdict
    passage: PassageView | None
    departures: Sequence[Mapping[str, Any]]
    reasons: Sequence[str]
    differing: Sequence[Span]
    elsewhere: Sequence[Finding]
    is_near: bool = False
    is_pasted: bool = False
    left_out: Sequence[str] = ()

    @property
    def is_nearly_in_part(self) -> bool:
        """Whether an excerpt is on file that has not these words but nearly the same."""
        return self.is_near and self.verdict is Verdict.NOT_IN_PART

    @property
    def has_more(self) -> bool:
        """Whether there is something to unfold beside the verdict; an excerpt's near words stand with it."""
        return bool(self.departures or self.elsewhere or (self.passage and not self.is_nearly_in_part))

    @property
    def occurs(self) -> bool:
        """Whether the words stand in the text."""
        return self.verdict in (Verdict.VERBATIM, Verdict.MARKED, Verdict.REVIEW)

    @property
    def is_confirmed(self) -> bool:
        """Whether the text that the verdict rests on was confirmed, if there is one."""
        return self.passage is None or self.passage.is_confirmed

    @property
    def is_doubtful(self) -> bool:
        """Whether the words do not stand so in the text at hand, or a person should look: before publishing, too."""
        return self.verdict in (Verdict.NOT_FOUND, Verdict.NOT_IN_PART, Verdict.REVIEW)


def checks_of(citations: Iterable[Citation]) -> Mapping[int, CheckView]:
    """What is known of the quotations of these citations, by citation; at most three queries."""
    return checks_found({citation.pk: (citation.found, citation.quotation) for citation in citations if citation.found})


def checks_found(checked: Mapping[int, tuple[Mapping[str, Any], str]]) -> Mapping[int, CheckView]:
    """What checks found of quotations, each as a citation stores it with the words it is about; three queries."""
    wanted = list(dict.fromkeys(where for found, _ in checked.values() for where in _places(found)))
    passages = _passages(wanted)
    return {pk: _view(found, quotation, passages) for pk, (found, quotation) in checked.items()}


def check_tried(found: Mapping[str, Any], quotation: str) -> CheckView:
    """What is known of a quotation that is not published yet; at most three queries."""
    return _view(found, quotation, _passages(list(dict.fromkeys(_places(found)))))


def check_pasted(found: Check, quotation: str, paragraph: str, known: CheckView) -> CheckView:
    """What a pasted paragraph says of a quotation, with what is known of it elsewhere; no query."""
    start, end, nearest = found.start, found.end, found.nearest
    if start is None or end is None:
        start, end = (nearest.start, nearest.end) if nearest else (None, None)
    passage = None
    if start is not None and end is not None:
        before, after = paragraph[max(start - AROUND, 0) : start], paragraph[end : end + AROUND]
        around = lead_in(before, most=AROUND), lead_out(after, most=AROUND)
        passage = PassageView(around[0], paragraph[start:end], around[1], None, None, is_whole=False)
    view = CheckView(
        verdict=found.verdict,
        passage=passage,
        departures=_shown_departures([asdict(it) for it in found.departures]),
        reasons=found.reasons,
        differing=[],
        elsewhere=known.elsewhere,
        is_pasted=True,
    )
    beside = compared(passage.exact, quotation) if passage and not view.occurs else NO_DIFFERENCE
    return replace(view, differing=beside.spans, left_out=beside.left_out)


def is_near(found: Mapping[str, Any]) -> bool:
    """Whether the nearest words that a check found are nearly the same."""
    return bool(found["nearest"] and found["nearest"].get("is_near"))


def _place(found: Mapping[str, Any]) -> Where | None:
    """Where the words stand that the check found, or the nearest."""
    at = found if found["start"] is not None else found["nearest"]
    return (found["text"], at["start"], at["end"]) if at and found["text"] else None


def _places(found: Mapping[str, Any]) -> list[Where]:
    own = _place(found)
    return [*([own] if own else []), *((it["text"], it["start"], it["end"]) for it in found["elsewhere"])]


def _passages(wanted: Sequence[Where]) -> Mapping[Where, PassageView]:
    if not wanted:
        return {}
    texts, starts, ends = (list(column) for column in zip(*wanted, strict=True))
    numbers = list(range(len(wanted)))
    values: dict[str, Any] = {"around": AROUND, "numbers": numbers, "texts": texts, "starts": starts, "ends": ends}
    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, values)
        words = {number: (before, exact, after) for number, before, exact, after in cursor.fetchall()}
    rows = SourceText.objects.defer("text").select_related("source__merged_into", "supplied_by").in_bulk(texts)
    return {
        where: _passage(row, *words[number])
        for number, where in enumerate(wanted)
        if number in words and (row := rows.get(where[0]))
    }


def _passage(row: SourceText, before: str, exact: str, after: str) -> PassageView:
    supplier, is_confirmed = row.supplied_by, row.curation == "confirmed"
    return PassageView(
        before=lead_in(before, most=AROUND),
        exact=_shortened(exact) if row.is_for_checking else exact,
        after=lead_out(after, most=AROUND),
        source=row.source.survivor,
        retrieved=row.retrieved,
        is_whole=row.is_whole,
        is_confirmed=is_confirmed,
        supplied_by=supplier.username if supplier and not is_confirmed else "",
    )


def _shortened(words: str) -> str:
    """The words without their middle where, with what stands around them, they are more than may be shown."""
    room = (LONGEST_PASSAGE - 2 * AROUND) // 2
    if len(words) <= 2 * room:
        return words
    end, start = word_before(words, room, AROUND), word_after(words, len(words) - room, AROUND)
    return f"{words[:end]} … {words[start:]}"


def _shown_departures(departures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that say something: an omission of nothing, at an end, does not."""
    return [it for it in departures if it["source"] or it["kind"] != DepartureKind.OMISSION]


def _view(found: Mapping[str, Any], quotation: str, passages: Mapping[Where, PassageView]) -> CheckView:
    own = _place(found)
    passage = passages.get(own) if own else None
    is_there = found["start"] is not None
    beside = NO_DIFFERENCE if is_there or passage is None else compared(passage.exact, quotation)
    return CheckView(
        verdict=Verdict(found["verdict"]),
        passage=passage,
        departures=_shown_departures(found["departures"]),
        reasons=found["reasons"],
        differing=beside.spans,
        elsewhere=[
            Finding(passages[where], it["exact"])
            for it in found["elsewhere"]
            if (where := (it["text"], it["start"], it["end"])) in passages
        ],
        is_near=is_near(found),
        left_out=beside.left_out,
    )
