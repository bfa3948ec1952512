"""Bringing rows and a post's files together: matched by key, merged three ways, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from argmap.graph.model import State
from argmap.graph.notation import Mistake, NotationError, Place
from argmap.models.fields import Loaded


@dataclass(frozen=True, slots=True)
class Edit:
    """Something that both the site and the file changed since the last load."""

    place: Place
    thing: str
    field: str
    here: str
    there: str

    def __str__(self) -> str:
        where = f"{self.place}: {self.field} of {self.thing} was edited on the site"
        return f"{where}: it says “{self.here}”, the file says “{self.there}”"


@dataclass(slots=True)
class Merge:
    """One load under way: what it changed so far, and the edits it met. With `overwrite` the file has the last word."""

    overwrite: bool = False
    edits: list[Edit] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def changes(self, row: Loaded, values: Mapping[str, Any], *, thing: str, place: Place) -> dict[str, Any]:
        """Work out which values of a row the file now changes, and remember in `row.loaded` what it says.

        This is a three-way merge: a value changed on the site alone stays, one changed by both is an edit.
        """
        before = row.loaded or {}
        found: dict[str, Any] = {}
        for name, theirs in values.items():
            ours = getattr(row, name)
            if theirs == ours or (name in before and theirs == before[name]):
                continue
            if name in before and ours != before[name] and not self.overwrite:
                self.edits.append(Edit(place, thing, name, str(ours)[:80], str(theirs)[:80]))
                continue
            found[name] = theirs
        row.loaded = {**before, **values}
        return found

    def apply(self, row: Loaded, values: Mapping[str, Any], *, thing: str, place: Place) -> None:
        """Merge the values into the row and save it if that changed anything."""
        before = row.loaded
        found = self.changes(row, values, thing=thing, place=place)
        for name, value in found.items():
            setattr(row, name, value)
        if found or row.loaded != before:
            row.save(update_fields=[*found, "loaded"])
        if found:
            self.count(row, "changed")

    def is_ours(self, row: Loaded, *, key: str, place: Place) -> bool:
        """Whether a row that bears a file's key came from a file; if not, that is a mistake of the file."""
        if row.loaded is None:
            self.mistakes.append(Mistake(place, f"the key {key} was given on the site to something else"))
        return row.loaded is not None

    def withdraw_missing(self, rows: Iterable[Any]) -> None:
        """Withdraw what a file said once and no longer says; what the site withdrew or hid stays as it is."""
        for row in rows:
            if row.loaded is not None and row.state == State.PUBLISHED:
                row.state = State.WITHDRAWN
                row.loaded = {**row.loaded, "state": State.WITHDRAWN.value}
                row.save(update_fields=["state", "loaded"])
                self.count(row, "withdrawn")

    def count(self, row: Model, what: str) -> None:
        """Note that something happened to one row."""
        self.counts[f"{row._meta.verbose_name_plural} {what}"] += 1

    def check(self) -> None:
        """Stop the load if the files and the rows do not fit; raises NotationError."""
        if self.mistakes:
            raise NotationError(self.mistakes)
