"""What somebody did, told from the events that the database wrote of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from argmap.graph.model import Stance, State, Voice
from argmap.models import Source
from argmap.prose.differences import Span, differences
from argmap.queries.events import Change, Event
from argmap.queries.mentions import SHOWN, Mention, Mentions


class What(StrEnum):
    """What may be done."""

    POSTED = "posted"
    EDITED_POST = "edited post"
    STATED = "stated"
    REASONED = "reasoned"
    REBUTTED = "rebutted"
    UNDERCUT = "undercut"
    REWORDED = "reworded"
    CHOSE_WORDING = "chose wording"
    WITHDREW = "withdrew"
    RESTORED = "restored"
    PUBLISHED = "published"
    HID = "hid"
    GRANTED = "granted"
    NOT_GRANTED = "not granted"
    MAIN = "main"
    NOT_MAIN = "not main"
    NAMED = "named"
    MET = "met"
    CITED = "cited"
    EDITED = "edited"
    REMOVED = "removed"
    MARKED = "marked"
    UNMARKED = "unmarked"
    MISREAD = "misread"
    SETTLED = "settled"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, to what, and with which words.

    `of` is what a step bears on, with its `premises`; those in `fresh` were stated with it. `column` names what was
    edited, and `spans` say how.
    """

    what: What
    thing: Mention | None = None
    of: Mention | None = None
    premises: Sequence[Mention] = ()
    fresh: frozenset[int] = frozenset()
    source: Source | None = None
    column: str = ""
    words: str = ""
    spans: Sequence[Span] = field(default=())


Telling = Callable[[Event, Mentions, Change], Iterator[Deed]]
#: What is prose, and told word by word.
PROSE = {
    "claim": ("note",),
    "inference": ("note",),
    "citation": ("locator", "quotation", "note"),
    "misreading": ("words", "reading", "note"),
    "post": ("title", "author", "also_known_as", "origin", "provenance", "published", "rights", "summary"),
}


def deeds(change: Change, known: Mentions) -> list[Deed]:
    """Tell a change as deeds, in order; what waits is left out, what says nothing to a reader too."""
    shown = (event for event in change.events if known.tells(event))
    return [deed for event in shown for deed in TELLINGS[event.noun](event, known, change)]


def _arrived(change: Change, noun: str) -> frozenset[int]:
    """The ids of what a change added of a kind, as far as its events were read."""
    return frozenset(event.row["id"] for event in change.events if (event.noun, event.label) == (noun, "insert"))


def _post(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    if event.label == "insert":
        yield Deed(What.POSTED)
        return
    edited = list(_edited(event, None))
    yield from edited or [Deed(What.EDITED_POST)]


def _claim(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    claim = known.claim(event.row["id"])
    if event.label == "insert":
        steps = _arrived(change, "inference")
        used = {premise.pk for step in steps for premise in known.premises.get(step, ())}
        if event.row["voice"] != Voice.READER or event.row["id"] not in used:
            yield Deed(What.STATED, claim)
        return
    yield from _state(event, claim)
    if event.has_changed("granted"):
        yield Deed(What.GRANTED if event.row["granted"] else What.NOT_GRANTED, claim)
    is_new = event.row["id"] in _arrived(change, "claim")
    if event.has_changed("main_order") and not is_new:
        was, now = event.before["main_order"], event.row["main_order"]
        if (was is None) != (now is None):
            yield Deed(What.NOT_MAIN if now is None else What.MAIN, claim)
    reworded = {other.row["claim_id"] for other in change.events if other.noun == "wording"}
    if event.has_changed("public_wording") and event.row["id"] not in reworded:
        yield Deed(What.CHOSE_WORDING, claim, words=str(event.row["public_wording"]))
    yield from _edited(event, claim)


def _wording(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    if event.label != "insert":
        return
    claim, number = known.claim(event.row["claim_id"]), event.row["number"]
    before = known.before(event.row["claim_id"], number)
    yield Deed(What.REWORDED, claim, spans=differences(before, event.row["text"]) if claim.id else ())


def _inference(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    step, row = known.step(event.row["id"]), event.row
    if event.label == "insert":
        of = known.step(row["undercuts_id"]) if row["conclusion_id"] is None else known.claim(row["conclusion_id"])
        bears = What.REASONED if row["stance"] == Stance.FOR else What.REBUTTED
        what = What.UNDERCUT if row["conclusion_id"] is None else bears
        premises = [known.claim(claim.pk) for claim in known.premises.get(row["id"], ())] if step.id else []
        fresh = _arrived(change, "claim") if row["voice"] == Voice.READER else frozenset()
        yield Deed(what, step, of, premises, fresh)
        return
    yield from _state(event, step)
    if event.has_changed("scheme"):
        yield Deed(What.NAMED, step, words=row["scheme"])
    if event.has_changed("met_wording"):
        yield Deed(What.MET, step)
    yield from _edited(event, step)


def _citation(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    claim = known.claim(event.row["claim_id"])
    is_shown = claim.id is not None and known.state(event) in SHOWN
    source = known.sources.get(event.row["source_id"]) if is_shown else None
    if event.label == "insert":
        yield Deed(What.CITED, claim, source=source, words=event.row["quotation"] if is_shown else "")
    elif event.label == "delete":
        yield Deed(What.REMOVED, claim, source=source)
    else:
        yield from _state(event, claim, source)
        if is_shown and event.has_changed("source_id"):
            yield Deed(What.CITED, claim, source=source, words=event.row["quotation"])
        yield from _edited(event, claim, source) if is_shown else ()


def _passage(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    what = {"insert": What.MARKED, "delete": What.UNMARKED}.get(event.label)
    if what is not None:
        claim = event.row["claim_id"]
        yield Deed(what, known.claim(claim) if claim is not None else None, words=event.row["exact"])


def _misreading(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    claim = known.claim(event.row["claim_id"])
    if event.label == "insert":
        is_shown = claim.id is not None and known.state(event) in SHOWN
        yield Deed(What.MISREAD, claim, words=event.row["reading"] if is_shown else "")
    elif event.has_changed("state"):
        yield Deed(What.SETTLED, claim)


def _remark(event: Event, known: Mentions, change: Change) -> Iterator[Deed]:
    remark = known.remark(event.row["id"])
    if event.label == "insert":
        yield Deed(What.NOTED, remark)
    else:
        yield from _state(event, remark)


def _state(event: Event, thing: Mention, source: Source | None = None) -> Iterator[Deed]:
    if event.has_changed("state"):
        was, now = event.before["state"], event.row["state"]
        back = What.PUBLISHED if was == State.WAITING else What.RESTORED
        what = {State.WITHDRAWN: What.WITHDREW, State.HIDDEN: What.HID}.get(now, back)
        yield Deed(what, thing, source=source)


def _edited(event: Event, thing: Mention | None, source: Source | None = None) -> Iterator[Deed]:
    """What was changed of the prose of a row, unless it is hidden."""
    if thing is None or thing.id is not None:
        for column in PROSE[event.noun]:
            if event.has_changed(column):
                spans = differences(event.before[column], event.row[column])
                yield Deed(What.EDITED, thing, source=source, column=column, spans=spans)


TELLINGS: dict[str, Telling] = {
    "post": _post,
    "claim": _claim,
    "wording": _wording,
    "inference": _inference,
    "citation": _citation,
    "passage": _passage,
    "misreading": _misreading,
    "remark": _remark,
}
