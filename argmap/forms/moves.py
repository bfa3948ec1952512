"""The form of a step: its premises, each in new words or a claim that is there, a note and a kind of reasoning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from argmap.forms.fields import Key, Note, OneSentence, Token
from argmap.graph.schemes import SCHEMES
from argmap.models import Claim, Inference, Post

MOST_PREMISES = 8
Choices = Sequence[tuple[str, str]]
KINDS: Choices = [("", "Not said"), *((key, scheme.name) for key, scheme in SCHEMES.items())]
NUMBERED = re.compile(r"(?:premise|claim)-(\d)")
DROP = re.compile(r"drop-(\d)")
USE = re.compile(r"use-(\d)-([A-Za-z0-9.-]{0,64})")


@dataclass(frozen=True, slots=True)
class Row:
    """One premise in the form: its words, or the claim that was chosen instead."""

    number: int
    text: BoundField
    key: BoundField
    chosen: Claim | None
    same: Claim | None

    @property
    def position(self) -> int:
        """Its number as a reader counts."""
        return self.number + 1


class StepForm(forms.Form):
    """A reason, rebuttal or undercut; `cleaned_data["premises"]` is a list of words (new) and ids (claims there).

    `questions` are those that the step may raise, each as “id of a step:key of a question”. What only an operation
    finds out is noted on the form: the very step that is there already, and the claims that say the same as a premise.
    """

    token = Token()
    met = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    question = forms.ChoiceField(required=False, label="Which question do you raise?")
    scheme = forms.ChoiceField(required=False, choices=KINDS, label="Kind of reasoning")
    note = Note(label="Note, in Markdown")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        post: Post,
        questions: Choices = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.post = post
        self.given = data if data is not None else (initial or {})
        self.numbers = range(_rows_in(self.given))
        asked: Any = self.fields["question"]
        asked.choices = [("", "None of these"), *questions]
        for number in self.numbers:
            missing = {"required": "Say in one sentence why."}
            self.fields[f"premise-{number}"] = OneSentence(required=False, error_messages=missing)
            self.fields[f"claim-{number}"] = Key(label="Key of the claim")
        self.there = self._claims_there()
        self.same: dict[int, Claim] = {}
        self.there_already: Inference | None = None
        self._origins: list[int] = []

    @property
    def rows(self) -> Iterator[Row]:
        """The premises as they are to be shown."""
        for number in self.numbers:
            key = str(self.given.get(f"claim-{number}", "") or "").strip()
            yield Row(
                number, self[f"premise-{number}"], self[f"claim-{number}"], self.there.get(key), self.same.get(number)
            )

    @property
    def texts(self) -> list[str]:
        """The words typed so far for new premises, unchecked."""
        typed = (str(self.given.get(f"premise-{number}", "") or "") for number in self.numbers)
        return [words for text in typed if (words := " ".join(text.split())[:1000])]

    @property
    def last_written(self) -> int:
        """The number of the last premise that has words."""
        written = [number for number in self.numbers if str(self.given.get(f"premise-{number}", "") or "").strip()]
        return written[-1] if written else 0

    @property
    def chosen(self) -> list[int]:
        """The ids of the claims chosen as premises so far."""
        return [row.chosen.pk for row in self.rows if row.chosen]

    @property
    def may_grow(self) -> bool:
        """Whether there may be one premise more."""
        return len(self.numbers) < MOST_PREMISES

    def refuse(self, position: int, reason: str, same: Claim | None = None) -> None:
        """Say at the premise at this position why it cannot be, and which claim says the same."""
        number = self._origins[position]
        self.add_error(f"premise-{number}", reason)
        if same is not None:
            self.same[number] = same

    def clean(self) -> dict[str, Any]:
        """Bring the premises together in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        premises: list[str | int] = []
        self._origins = []
        for number in self.numbers:
            words, key = cleaned.get(f"premise-{number}", ""), cleaned.get(f"claim-{number}", "")
            if words and key:
                self.add_error(f"premise-{number}", f"Either words of your own or the claim {key}, not both.")
            elif key and key not in self.there:
                self.add_error(f"claim-{number}", f"This post has no claim {key}.")
            elif words or key:
                premises.append(self.there[key].pk if key else words)
                self._origins.append(number)
        if not premises and not self.errors:
            self.add_error("premise-0", "Say in one sentence why.")
        return cleaned | {"premises": premises}

    def _claims_there(self) -> Mapping[str, Claim]:
        """The claims of the post that the form names by their keys; one query, none where it names none."""
        keys = {str(self.given.get(f"claim-{number}", "") or "").strip()[:64] for number in self.numbers} - {""}
        keys = {key for key in keys if key.isprintable()}
        if not keys:
            return {}
        found = Claim.objects.published().filter(post=self.post, key__in=keys).with_wording()
        return {claim.key: claim for claim in found}


def rearranged(data: Mapping[str, Any], wish: str) -> dict[str, Any]:
    """What was typed, with a premise more or less or a claim in place of words, as an unbound form takes it."""
    typed = {name: data.get(name, "") for name in data}
    rows = [(typed.pop(f"premise-{n}", ""), typed.pop(f"claim-{n}", "")) for n in range(_rows_in(data))]
    if wish == "add" and len(rows) < MOST_PREMISES:
        rows.append(("", ""))
    elif (found := DROP.fullmatch(wish)) and int(found[1]) < len(rows):
        rows[int(found[1])] = ("", "")
        rows = [row for number, row in enumerate(rows) if number != int(found[1])] or [("", "")]
    elif (found := USE.fullmatch(wish)) and int(found[1]) < len(rows):
        rows[int(found[1])] = ("", found[2])
    for number, (words, key) in enumerate(rows):
        typed |= {f"premise-{number}": words, f"claim-{number}": key}
    return typed


def _rows_in(data: Mapping[str, Any]) -> int:
    numbers = [int(found[1]) for name in data if (found := NUMBERED.fullmatch(name))]
    return min(max(numbers, default=0) + 1, MOST_PREMISES)
