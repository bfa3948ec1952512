"""Forms for words of a post: which words, what they say, and what somebody notes about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from argmap.forms.fields import Note, OneSentence, Token, most
from argmap.models import Remark
from argmap.prose import passages
from argmap.prose.passages import LONGEST, Ambiguous, Anchor, NotInText, OtherWords

MOST_PLACES = 20
HIDDEN: dict[str, Any] = {"required": False, "widget": forms.HiddenInput}


class Words(forms.CharField):
    """Words of a text as they were selected or typed: nothing is taken from them, so that letters can be counted."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)


class WordsForm(forms.Form):
    """Words of a post, selected on its page or typed; `cleaned_data["place"]` is their anchor.

    `start` and `end` are code points of the canonical text; where they are given, the words and those around them must
    stand there. `nearest` is what may have been meant instead, and `places` where words stand that are there `often`.
    """

    exact = Words(
        label="The words",
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": "Copy the words from the post, or type them."},
    )
    occurrence = forms.IntegerField(
        label="Which of them, if they are there more than once",
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    before = Words(max_length=400, **HIDDEN)
    after = Words(max_length=400, **HIDDEN)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1, **HIDDEN)
    end = forms.IntegerField(min_value=0, max_value=2**31 - 1, **HIDDEN)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, text: str, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.text = text
        self.nearest: Anchor | None = None
        self.places: list[Anchor] = []
        self.often = 0

    def clean(self) -> dict[str, Any]:
        """Find the words in the post."""
        cleaned: dict[str, Any] = super().clean() or {}
        words = cleaned.get("exact", "").replace("\r\n", "\n")
        if not words.strip() or self.errors:
            if not words.strip() and "exact" not in self.errors:
                self.add_error("exact", "Copy the words from the post, or type them.")
            return cleaned
        place = self._selected(cleaned, words) if cleaned.get("end") is not None else self._typed(cleaned, words)
        if place is not None and place.end - place.start > LONGEST:
            self.add_error("exact", f"These are {place.end - place.start:,} characters, and {LONGEST:,} are the most.")
        return cleaned | {"place": place}

    def _selected(self, cleaned: Mapping[str, Any], words: str) -> Anchor | None:
        before, after = (cleaned.get(name, "").replace("\r\n", "\n") for name in ("before", "after"))
        try:
            start, end = cleaned.get("start") or 0, cleaned["end"]
            return passages.confirm(self.text, start, end, words, prefix=before, suffix=after)
        except OtherWords as moved:
            self.nearest = moved.nearest
            self.add_error("exact", "Other words stand at that place of the post. It may have changed; select again.")
        return None

    def _typed(self, cleaned: Mapping[str, Any], words: str) -> Anchor | None:
        try:
            return passages.find(self.text, words, cleaned.get("occurrence"))
        except Ambiguous as often:
            self.often = often.found
            self.places = passages.occurrences(self.text, words)[:MOST_PLACES]
            self.add_error("exact", f"These words are {often.found} times in the post. Which of them do you mean?")
        except NotInText as missing:
            self.nearest = missing.nearest
            if missing.found:
                self.add_error("occurrence", f"These words are only {missing.found} times in the post.")
            else:
                self.add_error("exact", "These words are not in the post, letter by letter.")
        return None


class StatementForm(forms.Form):
    """A claim that words of the post state; `seen` are the keys of claims like it that its author was shown."""

    token = Token()
    text = OneSentence(label="This says, in one sentence", error_messages={"required": "Say what these words claim."})
    granted = forms.BooleanField(required=False, initial=True, label="Taken as granted until somebody rebuts it")
    note = Note(label="Note, in Markdown")
    seen = forms.CharField(max_length=1000, **HIDDEN)


class RemarkForm(forms.Form):
    """A signed remark on words of the post."""

    token = Token()
    note = Note(
        label="Your note, in Markdown",
        required=True,
        max_length=most(Remark, "body"),
        error_messages={"required": "A note says something."},
    )

    def clean_note(self) -> str:
        """The note, which must hold something to read."""
        note: str = self.cleaned_data["note"]
        if not note.strip():
            raise forms.ValidationError("A note says something.")
        return note
