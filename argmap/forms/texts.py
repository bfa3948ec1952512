"""The forms with which a text is put on file, and judged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from argmap.forms.fields import Counted, Note, most
from argmap.forms.lines import Line, Place
from argmap.models import Decision, SourceText
from argmap.prose.extraction import LARGEST_FILE, SUFFIXES, Unreadable, as_stored, extract
from argmap.prose.unpacking import LONGEST_TEXT, MEBIBYTE

EXTENTS = [("", "Choose"), ("whole", "All of it"), ("excerpt", "An excerpt")]


class Day(forms.DateField):
    """A day that is not to come."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        messages = {"invalid": "A day is written as in 2023-03-16.", "required": "Say when you opened or copied it."}
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], error_messages=messages, **options)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and day > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return day


class TextForm(forms.Form):
    """A text, pasted or in a file, and what is to be known of it; `cleaned_data` is what `supply_text` takes.

    Of a file only its text is kept: `taken_from` is the name of the one whose text stands in the field now.
    """

    text = Counted(
        required=False,
        strip=False,
        max_length=LONGEST_TEXT * 2,  # with line ends of two characters; what is stored is measured by itself
        label="Paste the text",
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Or choose a file",
        help_text=f"Text (.txt), Markdown (.md), HTML or PDF, up to {LARGEST_FILE // MEBIBYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    extent = forms.ChoiceField(
        choices=EXTENTS,
        label="How much of the source is it?",
        error_messages={"required": "Say whether it is all of it."},
    )
    found_at = Place(
        required=True,
        label="Where did you find it?",
        error_messages={"required": "Say where, so that others can compare."},
        help_text="An address, or a book with its page, so that others can compare.",
    )
    retrieved = Day(label="Retrieved on")
    law_as_of = Day(required=False, label="Law as of, for laws")
    edition = Line(SourceText, "edition", label="Edition or version")
    rights = Line(
        SourceText,
        "rights",
        label="Why may it be shown here?",
        help_text="Such as: a work of the U.S. government; in the public domain; CC BY 4.0.",
    )
    is_for_checking = forms.BooleanField(required=False, label="For checking only: show no more than short passages")

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None, taken_from: str = "") -> None:
        super().__init__(data, files, initial=initial, label_suffix="")
        self.taken_from = taken_from
        self.extracted = ""

    def clean_text(self) -> str:
        """The text as it would be stored; nothing for a field that was left empty."""
        typed: str = self.cleaned_data["text"]
        return _readable(lambda: as_stored(typed)) if typed.strip() else ""

    def clean_file(self) -> UploadedFile[Any] | None:
        """Take the text out of a file; nothing of the file is kept."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None:
            self.extracted = _readable(lambda: extract(file.read(LARGEST_FILE + 1), name=file.name or ""))
            self.taken_from = file.name or ""
        return file

    def clean(self) -> dict[str, Any]:
        """Bring together what `supply_text` takes."""
        cleaned: dict[str, Any] = super().clean() or {}
        file, pasted = cleaned.pop("file", None), cleaned.get("text", "")
        if file and pasted:
            self.add_error("file", "Either paste the text or choose a file. To take the file, empty the field above.")
        elif not file and not pasted and not {"file", "text"} & set(self.errors):
            self.add_error("text", "Paste the text here, or choose a file below.")
        if not cleaned.get("rights") and not cleaned.get("is_for_checking") and "rights" not in self.errors:
            self.add_error("rights", "Say why it may be shown, or let it be for checking only.")
        return cleaned | {"text": self.extracted or pasted, "is_whole": cleaned.pop("extent", "") == "whole"}

    def look_at_file(self) -> bool:
        """Whether the text of the chosen file could be read; of what is wrong with the form only that is said."""
        self.full_clean()
        if not self.extracted and "file" not in self.errors:
            self.add_error("file", "Choose a file first.")
        for name in set(self.errors) - {"file"}:
            del self.errors[name]
        return not self.errors

    def with_text_of_file(self) -> TextForm:
        """The form as it was filled in, with the text of its file in the field, to be looked through."""
        return TextForm(initial=self._typed() | {"text": self.extracted}, taken_from=self.taken_from)

    def keep_text_of_file(self) -> None:
        """Put the text of the file into the field, since a browser cannot give a file back."""
        if self.extracted and "file" not in self.errors:
            self.data = self._typed() | {"text": self.extracted}
        else:
            self.taken_from = ""

    def _typed(self) -> dict[str, Any]:
        return {name: self.data.get(name, "") for name in self.fields if name in self.data}


class ReviewForm(forms.Form):
    """Why a moderator confirms a text, or rejects it."""

    reason = Note(label="Why?", required=True, max_length=most(Decision, "reason"))


def _readable(read: Any) -> str:
    try:
        text: str = read()
    except Unreadable as why:
        raise ValidationError(str(why)) from why
    return text
