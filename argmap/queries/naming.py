"""What a row is called on pages, with its words and its address as far as they may be seen by everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from argmap.graph.model import Relation, State
from argmap.models import Citation, Claim, Inference, Misreading, Post, Remark, Source, SourceRequest, SourceText, User

SEEN = (State.PUBLISHED,)
#: What a person is called where things are, before the name.
ACCOUNT = "account of"
WORDS = {Claim: "text", Misreading: "reading", Remark: "body", SourceRequest: "words"}
STEPS = {Relation.SUPPORT: "reason", Relation.REBUTTAL: "rebuttal", Relation.UNDERCUT: "undercut"}


@dataclass(frozen=True, slots=True)
class Named:
    """Something as a line names it: “claim D2a”, its words and its address; no words where it is not public.

    Of what a decision merged or pointed elsewhere, `into` is where that went.
    """

    noun: str
    key: str = ""
    words: str = ""
    address: str = ""
    post: Post | None = None
    into: Named | None = None

    @property
    def is_person(self) -> bool:
        """Whether a person is named."""
        return self.noun == ACCOUNT


def named(thing: Any) -> Named:
    """Name what a decision is about; asks the database for what was not read along.

    What is hidden has no words but an address, where a stub stands; what waits has neither.
    """
    if isinstance(thing, (Claim, Inference, Citation, Misreading, Remark, SourceRequest)):
        return _contribution(thing)
    if isinstance(thing, User):
        address = reverse("person", args=[thing.username]) if thing.is_active else ""
        return Named(ACCOUNT, thing.username if thing.is_active else "a former member", address=address)
    if isinstance(thing, Post):
        return Named("post", "", thing.title, thing.get_absolute_url(), thing)
    if isinstance(thing, (Source, SourceText)) and _waits(thing):
        return Named("source" if isinstance(thing, Source) else "text on file")
    if isinstance(thing, SourceText):
        return Named("text on file", "", thing.source.title, thing.source.get_absolute_url())
    if isinstance(thing, Source):
        return Named("source", "", thing.title, thing.get_absolute_url())
    return Named(ACCOUNT, "a former member")


def briefly_named(thing: Claim | Inference | Source) -> Named:
    """Name where something went, by its key, or a source by its title; no query."""
    if isinstance(thing, Source):
        return named(thing)
    noun = STEPS[thing.relation] if isinstance(thing, Inference) else "claim"
    if thing.state == State.WAITING:
        return Named(noun)
    return Named(noun, thing.key, address=thing.get_absolute_url())


def place_of(thing: Claim | Inference | Citation | Misreading | Remark) -> Named | None:
    """Where a contribution stands: the claim or step that it is about; of a claim what it was said of; two queries."""
    at: Claim | Inference | None
    if isinstance(thing, (Claim, Inference)):
        steps = Inference.objects.with_target().order_by("pk")
        own = {"pk": thing.pk} if isinstance(thing, Inference) else {"premises__claim": thing.pk}
        step = steps.filter(**own).first()
        at = (step.bears_on or step.attacks) if step is not None else None
    else:
        at = thing.claim if not isinstance(thing, Remark) else None
    place = briefly_named(at) if at is not None else None
    return place if place is not None and place.address else None


def words_of(thing: Any, *, to_all: bool = False) -> str:
    """The words of a contribution, those of a step being its first premise's; `to_all` if that must be public."""
    if isinstance(thing, Inference):
        premises = sorted(thing.premises.all(), key=lambda premise: premise.position)
        shown = (premise.claim for premise in premises if not to_all or premise.claim.state in SEEN)
        return next((claim.text for claim in shown), "")
    if isinstance(thing, Citation):
        return thing.quotation or thing.source.citation
    return str(getattr(thing, WORDS[type(thing)]))


def _waits(thing: Source | SourceText) -> bool:
    source = thing.source if isinstance(thing, SourceText) else thing
    return thing.waits_for_id is not None or source.waits_for_id is not None


def _contribution(thing: Any) -> Named:
    home = thing if isinstance(thing, (Claim, Inference, Remark)) else thing.claim
    is_seen = thing.state in SEEN and home.state in SEEN
    noun = STEPS[thing.relation] if isinstance(thing, Inference) else _noun(thing)
    is_there = thing.state != State.WAITING and home.state != State.WAITING
    return Named(
        noun=noun,
        key=home.key if is_there and not isinstance(home, Remark) else "",
        words=words_of(thing, to_all=True) if is_seen else "",
        address=_address(thing) if is_there else "",
        post=home.post,
    )


def _noun(thing: Any) -> str:
    nouns = {Claim: "claim", Citation: "source of", Misreading: "misreading of", Remark: "remark"}
    return nouns.get(type(thing), "asking for a source of")


def _address(thing: Any) -> str:
    address: str = thing.claim.get_absolute_url() if isinstance(thing, SourceRequest) else thing.get_absolute_url()
    return address
