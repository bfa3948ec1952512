"""What was merged into what: claims and steps that make the same point, sources that are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import CharField, Q, Value

from argmap.models import Claim, Decision, Inference, Post, Source
from argmap.models.decision import DecisionAction

Thing = Claim | Inference | Source


class Aliases(NamedTuple):
    """The claims and the steps of a post that another stands for, each with that survivor, by id."""

    claims: Mapping[int, int]
    steps: Mapping[int, int]

    def claim(self, pk: int | None) -> int | None:
        """The claim that stands for one."""
        return self.claims.get(pk, pk) if pk is not None else None

    def step(self, pk: int | None) -> int | None:
        """The step that stands for one."""
        return self.steps.get(pk, pk) if pk is not None else None

    def premises(self, claims: Iterable[int]) -> tuple[int, ...]:
        """The claims that stand for these, each once."""
        return tuple(dict.fromkeys(self.claims.get(pk, pk) for pk in claims))


def aliases_of(post: Post | int) -> Aliases:
    """What was merged in a post; one query."""
    claims, steps = (
        model._default_manager.filter(post=post, merged_into__isnull=False)
        .annotate(kind=Value(kind, CharField()))
        .values_list("kind", "pk", "merged_into")
        for kind, model in (("claim", Claim), ("step", Inference))
    )
    found: dict[str, dict[int, int]] = {"claim": {}, "step": {}}
    for kind, pk, survivor in claims.union(steps, all=True):
        if survivor is not None:
            found[kind][pk] = survivor
    return Aliases(found["claim"], found["step"])


def merged_into(thing: Claim | Inference) -> list[Decision]:
    """The decisions by which others were merged into a claim or step, as far as they stand, oldest first; one query."""
    noun = str(thing._meta.model_name)
    made = Decision.objects.filter(action=DecisionAction.MERGE, undone_by=None, **{f"{noun}__merged_into": thing.pk})
    return list(made.select_related(noun, "moderator").order_by("pk"))


def standing_merge(thing: Thing) -> Decision | None:
    """The decision by which a claim, step or source is merged now, unless it is not; one query.

    A premise that was merged along with its step is merged by the decision on that.
    """
    if thing.merged_into_id is None:
        return None
    own = Q(**{thing._meta.model_name or "": thing.pk})
    if isinstance(thing, Claim):
        own |= Q(details__claims__contains=[{"merged": thing.pk}])
    return Decision.objects.filter(own, action=DecisionAction.MERGE, undone_by=None).order_by("pk").last()
