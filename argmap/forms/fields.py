"""Fields that several forms have."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from argmap.models import Claim, Wording
from argmap.prose.markup import UNPRINTABLE

#: What turns the direction of writing by force, also of words around it; no language needs it in a sentence.
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def most(model: type[Any], column: str) -> int:
    """How many characters a column takes."""
    length: int = model._meta.get_field(column).max_length
    return length


class Counted(forms.CharField):
    """A text whose characters are counted while it is typed: what is too long is said so, and never cut unseen."""

    default_error_messages = {"max_length": "This has %(show_value)d characters, and %(limit_value)d are the most."}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        return attributes | {"data-count": attributes.pop("maxlength")}


def one_line(text: str) -> str:
    """A text with single spaces for all white space, line breaks included, and without what nobody can see."""
    return " ".join(TURNING.sub("", UNPRINTABLE.sub("", " ".join(text.split()))).split())


class OneSentence(Counted):
    """An assertion in one line: white space, line breaks included, becomes single spaces."""

    def __init__(self, **options: Any) -> None:
        attributes = {"rows": 2, "autocomplete": "off"}
        defaults: dict[str, Any] = {"max_length": most(Wording, "text"), "widget": forms.Textarea(attrs=attributes)}
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class Note(Counted):
    """A longer text in Markdown, which may be left out."""

    def __init__(self, **options: Any) -> None:
        attributes = {"rows": 3}
        defaults: dict[str, Any] = {
            "max_length": most(Claim, "note"),
            "required": False,
            "widget": forms.Textarea(attrs=attributes),
        }
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> str:
        return UNPRINTABLE.sub("", (super().to_python(value) or "").replace("\r\n", "\n"))


class Token(forms.UUIDField):
    """The name of one filled-in form, by which it is known when it is sent again."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": "", "invalid": ""})


class Key(forms.CharField):
    """The key of a claim, as its page shows it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=most(Claim, "key"), required=False, **options)
        self.validators.append(ProhibitNullCharactersValidator())
