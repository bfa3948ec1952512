"""Whether something was ever public; what waited and was then taken back never was."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from argmap.graph.model import State
from argmap.models import Claim, Inference, Passage, Wording


def ever_public(noun: str, ids: Collection[int]) -> set[int]:
    """Those of the rows of a kind, “claim” or another that has a state, that were once published; one query."""
    events = apps.get_model("argmap", f"{noun}event")._default_manager
    return set(events.filter(pgh_obj__in=ids, state=State.PUBLISHED).values_list("pgh_obj", flat=True).distinct())


def once_public(model: type[Model]) -> Exists | Q:
    """The condition on rows of a model, that they were ever public; of words of a post, that their claim was."""
    if model is Wording:
        return Q(state=State.PUBLISHED)
    if model is Passage:
        return Exists(_once("claim", OuterRef("claim")))
    return Exists(_once(str(model._meta.model_name), OuterRef("pk")))


def _once(noun: str, of: OuterRef) -> QuerySet[Model]:
    events: QuerySet[Model] = apps.get_model("argmap", f"{noun}event")._default_manager.all()
    return events.filter(pgh_obj=of, state=State.PUBLISHED)


def was_public(thing: Claim | Inference) -> bool:
    """Whether a claim or step was ever public; one query."""
    return thing.pk in ever_public(str(thing._meta.model_name), [thing.pk])
