"""What a moderator says along with a decision on the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from argmap.forms.decisions import Reason
from argmap.forms.lines import Address, Line
from argmap.models import Citation, DeskItem, Source
from argmap.models.desk_item import ItemKind
from argmap.operations.acts import Given
from argmap.operations.deciding import Choice
from argmap.queries.matching import match

DAYS = (("1", "a day"), ("7", "a week"), ("30", "a month"), ("365", "a year"))
MOST_AT_ONCE = 50


class DecideForm(forms.Form):
    """A reason, and what the decision that was chosen needs. `seen` is what the moderator saw of the thing."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    found = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label="Where its words are", widget=forms.RadioSelect
    )
    cited = Line(Source, "citation", label="Another source, by its citation, key or address")
    locator = Line(Citation, "locator", label="Where in it")
    address = Address(Source, "address", label="The new address")
    days = forms.ChoiceField(required=False, choices=DAYS, initial="7", label="For how long")
    reason = Reason()

    def __init__(
        self,
        choices: Sequence[Choice],
        data: Mapping[str, Any] | None = None,
        *,
        candidates: Sequence[Source] = (),
        seen: str = "",
        archived: str = "",
    ) -> None:
        super().__init__(data, initial={"seen": seen, "address": archived})
        self.choices = {choice.action.value: choice for choice in choices}
        self.sources = {source.pk: source for source in candidates}
        needed = {need for choice in choices for need in choice.needs}
        if "source" in needed and candidates:
            chosen: Any = self.fields["found"]
            chosen.choices = [(source.pk, source.title) for source in candidates]
        else:
            del self.fields["found"]
        unneeded = {"source": ("cited", "locator"), "address": ("address",), "until": ("days",)}
        for need, names in unneeded.items():
            if need not in needed:
                for name in names:
                    del self.fields[name]

    @property
    def choice(self) -> Choice | None:
        """The decision whose button was pressed."""
        return self.choices.get(str(self.data.get("do", "")))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was chosen and typed besides the reason, each with what it answers, to show where it came too late."""
        choice = self.choice
        said = [("Your decision", choice.words)] if choice else []
        for name in ("found", "cited", "locator", "address", "days"):
            if name not in self.fields or (name == "days" and not (choice and "until" in choice.needs)):
                continue
            value = str(self.data.get(name, "")).strip()
            options = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
            if value:
                said.append((str(self.fields[name].label), options.get(value, value)))
        return said

    def clean(self) -> dict[str, Any]:
        """Bring together what the decision needs, or say at the field what is missing."""
        cleaned = super().clean() or {}
        if self.choice is None:
            self.add_error(None, "Choose what you decide.")
        elif "source" in self.choice.needs:
            self._find_source(cleaned)
        elif "address" in self.choice.needs and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", "Say which address takes its place.")
        return cleaned

    @property
    def given(self) -> Given:
        """What was given along with the decision."""
        cleaned = self.cleaned_data
        until = timezone.now() + timedelta(days=int(cleaned.get("days") or 7))
        return Given(
            seen=cleaned.get("seen", ""),
            source=cleaned.get("source"),
            locator=cleaned.get("locator", ""),
            address=cleaned.get("address", ""),
            until=until,
        )

    def _find_source(self, cleaned: dict[str, Any]) -> None:
        """The source that was typed, or else the one that was chosen."""
        if cited := cleaned.get("cited"):
            cleaned["source"] = match(cited).source
            if cleaned["source"] is None:
                self.add_error("cited", "No source here is cited so. Its citation, its key or its address finds it.")
        elif cleaned.get("found"):
            cleaned["source"] = self.sources[cleaned["found"]]
        elif "found" not in self.errors:
            self.add_error("found" if "found" in self.fields else "cited", "Say where its words are.")


class BulkForm(forms.Form):
    """Several items of the desk that are decided alike, with one reason."""

    items = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "Choose at least one item."})
    reason = Reason()

    def __init__(self, items: Collection[DeskItem], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.shown = {item.pk: item for item in items}
        chosen: Any = self.fields["items"]
        chosen.choices = [(pk, pk) for pk in self.shown]

    @property
    def chosen(self) -> list[DeskItem]:
        """The items that were chosen."""
        return [self.shown[pk] for pk in self.cleaned_data["items"]]

    def kinds(self) -> set[ItemKind]:
        """The kinds of the items that were chosen."""
        return {ItemKind(item.kind) for item in self.chosen}
