"""What the history mentions, as it is now: nothing of what waits, and of what is hidden only that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Misreading, Premise, Remark, Source, User, Wording
from argmap.queries.events import Change, Event
from argmap.queries.publicity import ever_public

#: In these states the words of a thing may be read.
SHOWN = (State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim, a step or a note as a line of the history names it; what is hidden, or gone, has neither words nor
    address. The words of a note are those of the post that it is on.
    """

    kind: str
    key: str = ""
    words: str = ""
    address: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Rows that the events of some changes speak of, by id.

    What was never public is not among them; `public` are the rows of events that were, also those that are gone. Of
    citations and misreadings it is the state they are in now; `wordings` are by claim and number.
    """

    claims: Mapping[int, Claim]
    steps: Mapping[int, Inference]
    premises: Mapping[int, Sequence[Claim]]
    sources: Mapping[int, Source]
    wordings: Mapping[tuple[int, int], str]
    citations: Mapping[int, str]
    misreadings: Mapping[int, str]
    remarks: Mapping[int, Remark]
    people: Mapping[int, User]
    public: frozenset[tuple[str, int]]

    def claim(self, pk: int | None) -> Mention:
        """A claim as a line names it."""
        found = self.claims.get(pk) if pk is not None else None
        return _mention("claim", found, found.text if found else "")

    def step(self, pk: int | None) -> Mention:
        """A step as a line names it."""
        return _mention("step", self.steps.get(pk) if pk is not None else None)

    def remark(self, pk: int) -> Mention:
        """A remark as a line names it."""
        found = self.remarks.get(pk)
        if found is None or found.state not in SHOWN:
            return Mention("note")
        return Mention("note", words=found.exact, address=found.get_absolute_url(), id=found.pk)

    def tells(self, event: Event) -> bool:
        """Whether an event may be told: not of what waits, was never public, or was changed while it waited."""
        row = event.row
        if event.noun == "wording":
            return (row["claim_id"], row["number"]) in self.wordings
        if event.noun == "passage" and row["claim_id"] is not None:
            return ("claim", row["claim_id"]) in self.public and self.state(event) != State.WAITING
        if event.noun not in ("claim", "inference", "citation", "misreading", "remark"):
            return True
        changed_unseen = event.label == "update" and row.get("state") == State.WAITING
        is_public = (event.noun, row["id"]) in self.public
        return is_public and not changed_unseen and self.state(event) != State.WAITING

    def before(self, claim: int, number: int) -> str:
        """What a claim said publicly before this wording."""
        earlier = [it for of, it in self.wordings if of == claim and it < number]
        return self.wordings[claim, max(earlier)] if earlier else ""

    def state(self, event: Event) -> str | None:
        """The state in which what an event is about is now; None for what has none. Words go with their claim."""
        pk = event.row["id"]
        things: Mapping[str, Mapping[int, Claim | Inference | Remark]]
        things = {"claim": self.claims, "inference": self.steps, "remark": self.remarks, "passage": self.claims}
        if event.noun in ("citation", "misreading"):
            return (self.citations if event.noun == "citation" else self.misreadings).get(pk)
        thing = things.get(event.noun, {}).get(event.row["claim_id"] if event.noun == "passage" else pk)
        return thing.state if thing is not None else None


def _mention(kind: str, found: Claim | Inference | None, words: str = "") -> Mention:
    if found is None or found.state not in SHOWN:
        return Mention(kind)
    return Mention(kind, found.key, words, found.get_absolute_url(), found.pk)


def mentions(changes: Iterable[Change]) -> Mentions:
    """Read what these changes mention; fourteen queries."""
    changes = list(changes)
    events = [event for change in changes for event in change.events]
    steps = Inference.objects.in_bulk(_ids(events, "inference", "undercuts_id", "question_of_id"))
    premises: dict[int, list[Claim]] = defaultdict(list)
    for premise in Premise.objects.filter(inference__in=steps).select_related("claim__wording").order_by("position"):
        premises[premise.inference_id].append(premise.claim)
    claims = Claim.objects.with_wording().in_bulk(_ids(events, "claim", "claim_id", "conclusion_id"))
    claims |= {claim.pk: claim for used in premises.values() for claim in used}
    reworded = {event.row["claim_id"] for event in events if event.noun == "wording"}
    rows = Wording.objects.filter(claim__in=reworded, state=State.PUBLISHED)
    people = _ids(events, "", "contributor_id")
    people |= {pk for change in changes if isinstance(pk := change.context.get("user"), int)}
    public = {noun: ever_public(noun, _ids(events, noun)) for noun in ("citation", "misreading", "remark")}
    public |= {"claim": ever_public("claim", claims), "inference": ever_public("inference", steps)}
    return Mentions(
        claims={pk: claim for pk, claim in claims.items() if pk in public["claim"]},
        steps={pk: step for pk, step in steps.items() if pk in public["inference"]},
        premises=premises,
        sources=Source.objects.in_bulk(_ids(events, "", "source_id")),
        wordings={(claim, number): text for claim, number, text in rows.values_list("claim_id", "number", "text")},
        citations=_states(Citation.objects.filter(pk__in=_ids(events, "citation"))),
        misreadings=_states(Misreading.objects.filter(pk__in=_ids(events, "misreading"))),
        remarks=Remark.objects.in_bulk(_ids(events, "remark")),
        people=User.objects.only("username", "is_active").in_bulk(people),
        public=frozenset((noun, pk) for noun, ids in public.items() for pk in ids),
    )


def _states(rows: QuerySet[Citation] | QuerySet[Misreading]) -> dict[int, str]:
    return dict(rows.values_list("pk", "state"))


def _ids(events: Iterable[Event], noun: str, *columns: str) -> set[int]:
    """The ids of the rows of a kind that have events, and of those that events refer to in these columns."""
    found = {event.row.get(column) for event in events for column in columns}
    found |= {event.row["id"] for event in events if event.noun == noun}
    return {pk for pk in found if pk is not None}
