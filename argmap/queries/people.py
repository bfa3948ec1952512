"""What a person contributed, and what became of each contribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, Now

from argmap.graph.model import State
from argmap.models import (
    Citation,
    Claim,
    Decision,
    Inference,
    Misreading,
    Passage,
    Post,
    Premise,
    Remark,
    User,
    Wording,
)
from argmap.queries.alike import storable
from argmap.queries.decisions import standing_decisions
from argmap.queries.publicity import once_public
from argmap.queries.steps import bearing_on


class Kind(StrEnum):
    """What somebody may have contributed."""

    CLAIM = "claim"
    STEP = "step"
    CITATION = "citation"
    REWORDING = "rewording"
    MISREADING = "misreading"
    PASSAGE = "passage"
    REMARK = "remark"


class Listed(NamedTuple):
    """A contribution by its kind and id."""

    pk: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something that a person added to a post, and what became of it.

    `row` is what was added; `thing` is the claim, step or remark whose page shows it. `words` are its own, for a step
    those of its first premise; `target` is the claim or step that it is about, if it is about one, with its words; a
    remark is about words of the post. There are no words where they may not be read. `against` counts the rebuttals of
    a claim or the undercuts of a step. The `decision` is that by which it was hidden or refused.
    """

    kind: Kind
    at: datetime
    row: Any
    thing: Claim | Inference | Remark
    post: Post
    words: str
    target: Claim | Inference | None
    target_words: str
    against: int
    decision: Decision | None = None

    @property
    def state(self) -> str:
        """In which state it is; what is about a withdrawn claim is withdrawn with it."""
        own = self.thing.state if self.kind is Kind.PASSAGE else str(self.row.state)
        return own if self.thing.state in (State.PUBLISHED, own) else self.thing.state

    @property
    def key(self) -> str:
        """The key of what shows it; a remark has none."""
        return "" if isinstance(self.thing, Remark) else self.thing.key

    @property
    def is_reworded(self) -> bool:
        """Whether the claim, for a step the one it bears on, reads otherwise by now."""
        if isinstance(self.thing, Inference):
            return self.thing.is_older
        if isinstance(self.thing, Remark):
            return False
        number = {Kind.CLAIM: 1, Kind.REWORDING: getattr(self.row, "number", 0)}.get(self.kind)
        return number is not None and self.thing.public_wording != number


def accounts(*, name: str = "", role: str = "") -> QuerySet[User]:
    """The accounts in use whose name has these letters, by name, each with what it `contributed` in number.

    `role` is one, or “suspended” for who is so now; each account says whether it `is_suspended_now`.
    """
    found = User.objects.filter(is_active=True)
    if name:
        found = found.filter(username__icontains=name)
    suspended = Q(suspended_until__gt=Now())
    if role:
        found = found.filter(suspended if role == "suspended" else Q(role=role))
    counted = sum(_number(model) for model in (Claim, Inference, Citation))
    return found.annotate(contributed=counted, is_suspended_now=suspended).order_by("username")


def contributor_called(name: str) -> User | None:
    """Who has exactly this name, in capitals or not, if anything that they contributed is published; one query."""
    own = {"contributor": OuterRef("pk"), "state": State.PUBLISHED}
    has_any = reduce(
        or_, (Exists(model._default_manager.filter(**own)) for model in (Claim, Inference, Citation, Remark))
    )
    named = User.objects.alias(lowered=Lower("username")).filter(lowered=Lower(Value(storable(name).strip())))
    return named.filter(has_any, is_active=True).first()


def _number(model: type[Claim | Inference | Citation]) -> Any:
    """How many published rows of a model somebody contributed."""
    own = model._default_manager.filter(contributor=OuterRef("pk"), state=State.PUBLISHED).order_by()
    return Coalesce(Subquery(own.values("contributor").annotate(number=Count("pk")).values("number")), 0)


#: What a person sees of their own: all of it.
OWN = (State.PUBLISHED, State.WITHDRAWN, State.WAITING, State.HIDDEN)
#: What others see named, if not with its words.
NAMED = (State.PUBLISHED, State.WITHDRAWN)


def listed(person: User, *, for_themselves: bool) -> list[Listed]:
    """A person's contributions, newest first; one query.

    Others see what is published, and what was and is withdrawn; nothing of what is hidden, waits, or is about a claim
    that may not be seen. The words of a claim of their own are not among them.
    """
    seen = OWN if for_themselves else NAMED
    own = Q(contributor=person)
    about = own & Q(claim__state__in=seen)
    rows = {
        Kind.CLAIM: Claim.objects.filter(own, state__in=seen),
        Kind.STEP: Inference.objects.filter(own, state__in=seen),
        Kind.CITATION: Citation.objects.filter(about, state__in=seen),
        Kind.REWORDING: Wording.objects.filter(about, number__gt=1),
        Kind.MISREADING: Misreading.objects.filter(about, state__in=seen),
        Kind.PASSAGE: Passage.objects.filter(about).exclude(claim__contributor=person),
        Kind.REMARK: Remark.objects.filter(own, state__in=seen),
    }
    if not for_themselves:
        rows = {kind: found.filter(once_public(found.model)) for kind, found in rows.items()}
    first, *others = (
        found.annotate(kind=Value(kind.value, CharField()), at=F("created_at")).values_list("pk", "kind", "at")
        for kind, found in rows.items()
    )
    return [Listed(*row) for row in first.union(*others, all=True).order_by("-at", "kind", "-pk")]


def counts(found: Iterable[Listed]) -> Mapping[str, int]:
    """How many contributions of each kind there are, where there are any."""
    counted = Counter(row.kind for row in found)
    return {kind: counted[kind] for kind in Kind if counted[kind]}


def contributions(found: Sequence[Listed], *, for_themselves: bool) -> list[Contribution]:
    """Read these contributions with what became of them, in the same order; twelve queries at most.

    Only to themselves are the words of what a person withdrew, or a moderator hid, shown again, with the decision.
    """
    rows = _rows(found)
    shown = NAMED if for_themselves else (State.PUBLISHED,)
    own = Q(claim__contributor=F("inference__contributor")) if for_themselves else Q(pk=None)
    first = Premise.objects.filter(own | Q(claim__state__in=shown), inference__in=rows[Kind.STEP], position=1)
    premises = dict(first.values_list("inference", "claim__wording__text"))
    against = _against(rows)
    decided = standing_decisions(row for kind in rows.values() for row in kind.values()) if for_themselves else {}
    ids = {getattr(row, "claim", row).post_id for kind in rows.values() for row in kind.values()}
    posts = Post.objects.defer("body", "text").in_bulk(ids)
    made: list[Contribution] = []
    for pk, name, at in found:
        if (row := rows[Kind(name)].get(pk)) is None:
            continue
        thing, target = getattr(row, "claim", row), _target(row)
        is_shown = for_themselves or (thing.state in shown and getattr(row, "state", State.PUBLISHED) in shown)
        words = premises.get(pk, "") if isinstance(row, Inference) else _words(row)
        is_theirs = for_themselves and target is not None and target.contributor_id == row.contributor_id
        is_target_shown = isinstance(target, Claim) and (is_theirs or target.state in shown)
        made.append(
            Contribution(
                kind=Kind(name),
                at=at,
                row=row,
                thing=thing,
                post=posts[thing.post_id],
                words=words if is_shown else "",
                target=target,
                target_words=target.text if isinstance(target, Claim) and is_target_shown else _of_post(row),
                against=against.get((Kind(name), pk), 0),
                decision=decided.get((type(row), pk)),
            )
        )
    return made


def _target(row: Any) -> Claim | Inference | None:
    """The claim or step that a contribution is about."""
    if isinstance(row, Inference):
        return row.bears_on or row.attacks
    return getattr(row, "claim", None)


def _against(rows: Mapping[Kind, Mapping[int, Any]]) -> Mapping[tuple[Kind, int], int]:
    """How many steps bear against each of these claims and steps; three queries."""
    undercuts = Inference.objects.filter(undercuts__in=rows[Kind.STEP]).counting().order_by().values_list("undercuts")
    found = {(Kind.STEP, pk): number for pk, number in undercuts.annotate(number=Count("pk", distinct=True))}
    return found | {(Kind.CLAIM, pk): bearing.rebuttals for pk, bearing in bearing_on(rows[Kind.CLAIM]).items()}


def _rows(found: Sequence[Listed]) -> Mapping[Kind, Mapping[int, Any]]:
    """The rows themselves, by kind and id."""
    ids = {kind: [row.pk for row in found if row.kind == kind] for kind in Kind}
    steps = Inference.objects.with_target()
    return {
        Kind.CLAIM: Claim.objects.with_wording().in_bulk(ids[Kind.CLAIM]),
        Kind.STEP: steps.in_bulk(ids[Kind.STEP]),
        Kind.CITATION: Citation.objects.with_sources().select_related("claim__wording").in_bulk(ids[Kind.CITATION]),
        Kind.REWORDING: Wording.objects.select_related("claim__wording").in_bulk(ids[Kind.REWORDING]),
        Kind.MISREADING: Misreading.objects.select_related("claim__wording").in_bulk(ids[Kind.MISREADING]),
        Kind.PASSAGE: Passage.objects.select_related("claim__wording").in_bulk(ids[Kind.PASSAGE]),
        Kind.REMARK: Remark.objects.in_bulk(ids[Kind.REMARK]),
    }


def _words(row: Claim | Citation | Wording | Misreading | Passage | Remark) -> str:
    match row:
        case Citation():
            return row.quotation
        case Misreading():
            return row.reading
        case Passage():
            return row.exact
        case Remark():
            return row.body
        case _:
            return row.text


def _of_post(row: Any) -> str:
    """The words of the post that a remark is about; they may always be read."""
    return row.exact if isinstance(row, Remark) else ""
