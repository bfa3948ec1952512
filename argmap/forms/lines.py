"""Fields that say what a source is and where something stands: a line, an address, a date, words of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from argmap.forms.fields import Counted, most, one_line
from argmap.models import SourceText
from argmap.prose.citations.addresses import refusal

A_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: An address among the words that say where a text was found.
AN_ADDRESS = re.compile(r"[\w+.-]+://[^\s,;)]*[^\s,;.)]")


class Line(forms.CharField):
    """A text in one line, as long as its column takes."""

    def __init__(self, model: type[Any], column: str, **options: Any) -> None:
        attributes = {"autocomplete": "off"} | options.pop("attributes", {})
        defaults: dict[str, Any] = {"max_length": most(model, column), "required": False}
        super().__init__(widget=forms.TextInput(attrs=attributes), **defaults | options)
        self.validators.append(ProhibitNullCharactersValidator())

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class Address(Line):
    """An address of the public web."""

    def clean(self, value: Any) -> str:
        address: str = super().clean(value)
        if address and (reason := refusal(address)):
            raise ValidationError(reason)
        return address


class SourceDate(Line):
    """A date as exact as is known: a year, a month or a day."""

    def clean(self, value: Any) -> str:
        found: str = super().clean(value)
        if found and not _is_date(found):
            raise ValidationError("A date is a year, a month or a day: 1991, 1991-03 or 1991-03-27.")
        return found


class Words(Counted):
    """A longer text as it stands somewhere, which may be left out."""

    def __init__(self, *, rows: int, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **options)


class Place(Line):
    """Where a text was found, in words; an address among them is one of the public web."""

    def __init__(self, **options: Any) -> None:
        super().__init__(SourceText, "found_at", **options)

    def clean(self, value: Any) -> str:
        place: str = super().clean(value)
        for address in AN_ADDRESS.findall(place):
            if reason := refusal(address):
                raise ValidationError(reason)
        return place


def _is_date(text: str) -> bool:
    if not A_DATE.fullmatch(text):
        return False
    year, month, day = (*text.split("-"), "1", "1")[:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
