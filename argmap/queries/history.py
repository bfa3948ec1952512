"""What happened to a post, a claim or a step: who did what when, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from argmap.graph.model import Voice
from argmap.models import Claim, Inference, Post, User
from argmap.queries import events
from argmap.queries.deeds import Deed, deeds
from argmap.queries.events import PAGE_SIZE, Change
from argmap.queries.mentions import Mentions, mentions

#: So many deeds of a change are told; the rest are counted.
MOST_TOLD = 60


class Hand(StrEnum):
    """Whose doing a change is, where it is not that of a person who can be named."""

    PERSON = "person"
    FORMER = "former"
    ANALYSIS = "analysis"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as its history tells it. `number` and `page` stay as they are; `added` counts what came, by kind.

    `is_load` says that it came with a post's folder, `is_first` that the post itself did; `untold` deeds are counted.
    """

    number: int
    at: datetime
    hand: Hand
    person: User | None
    deeds: Sequence[Deed]
    added: Mapping[str, int]
    is_load: bool
    is_first: bool
    untold: int

    @property
    def page(self) -> int:
        """The page on which this entry stays."""
        return _page_of(self.number)


@dataclass(frozen=True, slots=True)
class History:
    """A page of entries, newest first, with the numbers of the pages before and after it."""

    entries: Sequence[Entry]
    earlier: int | None
    later: int | None


def post_history(post: Post, page: int | None = None) -> History:
    """What happened in a post, the newest part of it unless a page is named; at most 27 queries."""
    return _history(events.changes(events.OF_A_POST, post.pk, page))


def claim_history(claim: Claim, page: int | None = None) -> History:
    """What happened to a claim, its sources and the steps it is part of; at most 25 queries."""
    return _history(events.changes(events.OF_A_CLAIM, claim.pk, page))


def inference_history(step: Inference, page: int | None = None) -> History:
    """What happened to a step, and which steps undercut it; at most 25 queries."""
    return _history(events.changes(events.OF_A_STEP, step.pk, page))


def _history(found: events.Changes) -> History:
    known = mentions(found.changes)
    entries = [entry for change in found.changes if (entry := _entry(change, known)).deeds]
    numbers = [change.number for change in found.changes]
    return History(
        entries,
        earlier=_page_of(min(numbers) - 1) if numbers and min(numbers) > 1 else None,
        later=_page_of(max(numbers) + 1) if numbers and max(numbers) < found.total else None,
    )


def _entry(change: Change, known: Mentions) -> Entry:
    told = deeds(change, known)
    hand, person = _whose(change, known)
    return Entry(
        number=change.number,
        at=change.began,
        hand=hand,
        person=person,
        deeds=told[:MOST_TOLD],
        added={noun: count for (noun, label), count in change.counts.items() if label == "insert"},
        is_load=hand is Hand.ANALYSIS,
        is_first=("post", "insert") in change.counts,
        untold=max(len(told) - MOST_TOLD, 0) + sum(change.counts.values()) - len(change.events),
    )


def _whose(change: Change, known: Mentions) -> tuple[Hand, User | None]:
    """Who did it: the person signed in; where nobody was, who is named as the contributor of what was added."""
    number = change.context.get("user")
    if number is None and (change.context.get("move") == "load" or _is_shipped(change)):
        return Hand.ANALYSIS, None
    added = [event.row for event in change.events if event.label == "insert"]
    if number is None:
        number = next((pk for row in added if (pk := row.get("contributor_id")) is not None), None)
    if isinstance(number, int) and number in known.people:
        return Hand.PERSON, known.people[number]
    return (Hand.FORMER if number is not None or added else Hand.OPERATOR), None


def _is_shipped(change: Change) -> bool:
    """Whether all of it is of the kind that comes with a post's folder."""
    return all(
        event.noun == "post"
        or bool(event.row.get("is_shipped") or (event.row.get("key") and event.noun == "passage"))
        or event.row.get("voice", Voice.READER) != Voice.READER
        for event in change.events
    )


def _page_of(number: int) -> int:
    return (number + PAGE_SIZE - 1) // PAGE_SIZE
