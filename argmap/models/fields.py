"""What several models share: value lists kept by the database, history, and the memory of a load."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

Model = TypeVar("Model", bound=type[models.Model])

NO_TRUNCATE = pgtrigger.Trigger(
    name="no_truncate",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
)


class Among(Func):
    """Whether a column has one of the values that a query gives.

    These are found before anything is joined, so that an index of the column serves however many joins there are:
    with IN, PostgreSQL gives up looking for the best order of so many and reads whole tables.
    """

    arity = 2
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()

    def __init__(self, column: str, values: models.QuerySet[Any, Any]) -> None:
        super().__init__(F(column), ArraySubquery(values))


def choices_of(values: Iterable[str]) -> list[tuple[str, str]]:
    """Give Django's form of a list of values that are shown as they are stored."""
    return [(str(value), str(value)) for value in values]


def one_of(field: str, values: Iterable[str], *, name: str) -> models.CheckConstraint:
    """Constrain a column to a list of values."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [str(value) for value in values]}), name=name)


def no_longer_than(most: int, field: str, *, name: str) -> models.CheckConstraint:
    """Constrain a text column, which has no size of its own, to so many characters."""
    return models.CheckConstraint(condition=LessThanOrEqual(Length(field), most), name=name)


def web_address(field: str, *, name: str) -> models.CheckConstraint:
    """Constrain a column to nothing or an address of the web, since it is shown as a link."""
    return models.CheckConstraint(condition=Q(**{field: ""}) | Q(**{f"{field}__regex": "^https?://"}), name=name)


def tracked(*, exclude: Iterable[str] = ()) -> Callable[[Model], Model]:
    """Record every insert, update and delete of a model in an append-only table of its own.

    The database writes these rows, so bulk operations and raw SQL cannot slip past; TRUNCATE is refused.
    """
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    track = pghistory.track(*events, exclude=list(exclude), meta={"triggers": [NO_TRUNCATE]})

    def decorate(model: Model) -> Model:
        pgtrigger.register(NO_TRUNCATE)(model)
        tracking: Model = track(model)
        return tracking

    return decorate


class Loaded(models.Model):
    """A row that may have come from a post's folder; remembers what it was given then, to tell later edits apart."""

    loaded: models.JSONField[Any, Any] = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_shipped(self) -> bool:
        """Whether this row came with a post's folder."""
        return self.loaded is not None


class Labelled(models.Model):
    """A row with a label and why it has it (graph.labelling): computed from the graph, None for what does not count."""

    label = models.CharField(max_length=10, null=True, editable=False)  # noqa: DJ001  None, as in graph.json
    why: models.JSONField[Any, Any] = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True


class Role(StrEnum):
    """What words of a post do in it."""

    CLAIM = "claim"
    QUOTATION = "quotation"
    CITATION = "citation"
    CONNECTIVE = "connective"
    CONCESSION = "concession"
    ADVICE = "advice"
    PROVENANCE = "provenance"
    FURNITURE = "furniture"
