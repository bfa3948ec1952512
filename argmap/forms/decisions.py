"""Forms about decisions: an answer to one, and the reasons that each of them needs."""

from __future__ import annotations

from typing import Any

from django import forms

from argmap.forms.fields import Counted, Token, most
from argmap.models import Appeal, Decision
from argmap.prose.markup import UNPRINTABLE


class Said(Counted):
    """A longer plain text that must say something."""

    def __init__(self, model: type[Any], column: str, **options: Any) -> None:
        attributes = {"rows": options.pop("rows", 3)}
        defaults: dict[str, Any] = {"max_length": most(model, column), "widget": forms.Textarea(attrs=attributes)}
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> str:
        return UNPRINTABLE.sub("", (super().to_python(value) or "").replace("\r\n", "\n"))


class Reason(Said):
    """Why a moderator decides so, which everybody can read."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "label": "Why? Everybody can read this",
            "error_messages": {"required": "Every decision says why."},
        }
        super().__init__(Decision, "reason", **defaults | options)


class ReopenForm(forms.Form):
    """Why something is to be looked at again."""

    reason = Reason(label="Why should it be looked at again? Everybody can read this")


class AppealForm(forms.Form):
    """What somebody says to a decision that affects them."""

    token = Token()
    words = Said(
        Appeal,
        "words",
        rows=5,
        label="Your answer",
        error_messages={"required": "Say what the moderators should know."},
    )
