"""Forms with which moderators decide on a source, set it right, and say what later happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from argmap.forms.citations import KINDS
from argmap.forms.decisions import Reason
from argmap.forms.fields import Note
from argmap.forms.lines import Address, Line, SourceDate
from argmap.graph.treatments import Extent, Treatment
from argmap.models import Claim, LaterHistory, Source
from argmap.operations.later_history import Happened
from argmap.queries.matching import match

CURATING = {
    "confirm": "Confirm: it is what it says it is",
    "dispute": "Dispute: that is in doubt",
    "reject": "Reject: it does not bear what rests on it",
}
LINKS = {
    "replace": "Replace it with another address",
    "keep": "Keep it as it answers now",
    "dead": "Mark it as dead",
}


class SourceField(Line):
    """A source that is here, found by its citation, key or address; what it gives is a Source, or None for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Source, "citation", **options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        found = match(typed) if typed else None
        if found is not None and found.source is None:
            similar = ", ".join(source.key for source in found.similar)
            raise forms.ValidationError(f"No source here is cited so.{f' Like it: {similar}.' if similar else ''}")
        return found.source if found else None


class ReasonForm(forms.Form):
    """Why something is done, and nothing else."""

    reason = Reason()


class CurationForm(forms.Form):
    """How a source stands, and why."""

    decision = forms.ChoiceField(
        choices=list(CURATING.items()),
        widget=forms.RadioSelect,
        label="What do you decide?",
        error_messages={"required": "Choose one of these."},
    )
    reason = Reason()


class SourceForm(forms.Form):
    """The fields of a source; `seen` is the state of it in which they were read."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=KINDS[1:], label="Kind")
    title = Line(Source, "title", label="Title", required=True, error_messages={"required": "A source has a title."})
    citation = Line(
        Source,
        "citation",
        label="Citation, without the page or section relied on",
        required=True,
        error_messages={"required": "Say how it is cited."},
    )
    edition = Line(Source, "edition", label="Edition or version")
    date = SourceDate(Source, "date", label="Date: a year, a month or a day")
    address = Address(Source, "address", label="Address")
    archived_address = Address(Source, "archived_address", label="Archived at")
    rights = Line(Source, "rights", label="Rights")
    note = Note(label="Note, in Markdown")
    reason = Reason()


class LaterHistoryForm(forms.Form):
    """What later happened to a source, and by what; `happened()` gives it as the operation takes it."""

    treatment = forms.ChoiceField(choices=[(it.value, it.value) for it in Treatment], label="What happened")
    extent = forms.ChoiceField(choices=[(it.value, it.value) for it in Extent], label="How far")
    by_source = SourceField(label="By which source: its citation, key or address")
    cited = Line(LaterHistory, "cited", label="Or, if it is not here: its citation")
    date = SourceDate(LaterHistory, "date", label="When: a year, a month or a day")
    note = Note(label="Note, in Markdown")
    reason = Reason()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "by_source" not in self.errors and not cleaned.get("by_source") and not cleaned.get("cited"):
            self.add_error("by_source", "Say by what.")
        return cleaned

    def happened(self) -> Happened:
        """What the form says."""
        given = self.cleaned_data
        return Happened(
            treatment=Treatment(given["treatment"]),
            extent=Extent(given["extent"]),
            by_source=given["by_source"],
            cited="" if given["by_source"] else given["cited"],
            date=given["date"],
            note=given["note"],
        )


class LinkForm(forms.Form):
    """What is to be done about an address of a source."""

    address = forms.ChoiceField(label="Which address", error_messages={"required": "Choose an address."})
    decision = forms.ChoiceField(
        choices=list(LINKS.items()),
        widget=forms.RadioSelect,
        label="What do you decide?",
        error_messages={"required": "Choose one of these."},
    )
    becomes = Address(Source, "address", label="The new address, if it is replaced")
    reason = Reason()

    def __init__(self, data: Mapping[str, Any] | None, *, addresses: list[str], offered: str) -> None:
        super().__init__(data, initial={"becomes": offered})
        field = cast(forms.ChoiceField, self.fields["address"])
        field.choices = [(address, address) for address in addresses]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "replace" and not cleaned.get("becomes") and "becomes" not in self.errors:
            self.add_error("becomes", "Say which address takes its place.")
        return cleaned


class MergeForm(forms.Form):
    """Which claim or step stands for this one: one of those offered, each a key and how it reads, or another by key."""

    chosen = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        label="Which one stays?",
        error_messages={"invalid_choice": "This one is no longer there."},
    )
    into = Line(Claim, "key", label="Another one, by its key", required=False)
    alone = "The key of the one that stays"
    reason = Reason()

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        if offered:
            cast(forms.ChoiceField, self.fields["chosen"]).choices = offered
        else:
            del self.fields["chosen"]
            self.fields["into"].label = self.alone

    def clean(self) -> dict[str, Any]:
        """What was chosen counts, unless another one was named."""
        cleaned = super().clean() or {}
        cleaned["into"] = cleaned.get("into") or self.named(cleaned.get("chosen", ""))
        if not cleaned["into"] and not self.errors:
            self.add_error("chosen" if "chosen" in self.fields else "into", "Say which one stays.")
        return cleaned

    def named(self, key: str) -> Any:
        """What a key that was chosen names."""
        return key


class MergeSourceForm(MergeForm):
    """Which source stands for this one."""

    into = SourceField(label="Another one, by its citation, key or address")
    alone = "Which source stays: its citation, key or address"

    def named(self, key: str) -> Any:
        return match(key).source if key else None
