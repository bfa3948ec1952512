"""The form with which somebody tells the moderators that a contribution should not stand as it is."""

from __future__ import annotations

from django import forms

from argmap.forms.fields import Counted, Token, most
from argmap.models import Flag
from argmap.models.flag import FlagReason
from argmap.prose.markup import UNPRINTABLE

REASONS = {
    FlagReason.ABUSE: "It insults or threatens somebody",
    FlagReason.SPAM: "It advertises, or floods the argument",
    FlagReason.OFF_TOPIC: "It has nothing to do with the argument",
    FlagReason.MISLEADING: "It misquotes, or says what its source does not",
    FlagReason.PERSONAL_DATA: "It tells private things about somebody",
    FlagReason.COPYRIGHT: "It copies more than it may",
    FlagReason.OTHER: "Something else",
}


class FlagForm(forms.Form):
    """What is wrong with a contribution, from a short list, and in words."""

    token = Token()
    why = forms.ChoiceField(
        label="What is wrong with it?",
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes nearest."},
    )
    words = Counted(
        label="In your words, for the moderators",
        required=False,
        max_length=most(Flag, "words"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_words(self) -> str:
        """The words without what nobody can see; “something else” needs some."""
        words = UNPRINTABLE.sub("", self.cleaned_data["words"].replace("\r\n", "\n"))
        if not words.strip() and self.cleaned_data.get("why") == FlagReason.OTHER:
            raise forms.ValidationError("Say what is wrong.")
        return words
