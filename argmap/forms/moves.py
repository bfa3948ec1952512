"""The form of a step: premises in new words, with what they rest on, or claims that are there; a note; and more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from argmap.forms.citations import SAID, CitationFields, refilled
from argmap.forms.fields import Key, Note, OneSentence, Token
from argmap.graph.schemes import SCHEMES
from argmap.models import Claim, Inference, Post
from argmap.operations.citations import Backing

MOST_PREMISES = 8
Choices = Sequence[tuple[str, str]]
KINDS: Choices = [("", "Not said"), *((key, scheme.name) for key, scheme in SCHEMES.items())]
NUMBERED = re.compile(r"(?:premise|claim)-(\d)")
DROP = re.compile(r"drop-(\d)")
USE = re.compile(r"use-(\d)-([A-Za-z0-9.-]{0,64})")


SOURCE = re.compile(r"source-(\d)-(\w+)")
CITE = re.compile(r"cite-(\d)-(\d{0,18})")
#: What a form takes of a row: the words of a premise, the key of a claim, and what is said of a source.
Typed = tuple[Any, Any, dict[str, Any]]


class PremiseSource(CitationFields):
    """What a new premise rests on."""

    not_yet = "Not published yet."

    @property
    def choosing(self) -> str:
        """What a button that chooses a source sends, before the id of the source."""
        return f"cite-{self.at.removeprefix('source-')}"

    @property
    def is_focused(self) -> bool:
        """Whether the field of the citation has the focus: only where it is wrong."""
        return "cited" in self.errors


@dataclass(frozen=True, slots=True)
class Row:
    """One premise in the form: its words and what they rest on, or the claim that was chosen instead."""

    number: int
    text: BoundField
    key: BoundField
    chosen: Claim | None
    same: Claim | None
    source: PremiseSource

    @property
    def position(self) -> int:
        """Its number as a reader counts."""
        return self.number + 1


class StepForm(forms.Form):
    """A reason, rebuttal or undercut; `cleaned_data["premises"]` is a list of words (new) and ids (claims there).

    `cleaned_data["backing"]` says what new ones rest on, by their place in that list.
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
        self.sources = [self._source(number) for number in self.numbers]
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
                number,
                self[f"premise-{number}"],
                self[f"claim-{number}"],
                self.there.get(key),
                self.same.get(number),
                self.sources[number],
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
    def backed(self) -> list[PremiseSource]:
        """The sources that new premises rest on."""
        return [row.source for row in self.rows if row.chosen is None and row.source.is_used]

    @property
    def is_doubted(self) -> bool:
        """Whether the form says what is doubtful about a quotation, and is sent all the same when it is sent again."""
        return any(source.is_doubted for source in self.backed)

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
        backing: dict[int, Backing] = {}
        self._origins = []
        for number in self.numbers:
            words, key = cleaned.get(f"premise-{number}", ""), cleaned.get(f"claim-{number}", "")
            if words and key:
                self.add_error(f"premise-{number}", f"Either words of your own or the claim {key}, not both.")
            elif key and key not in self.there:
                self.add_error(f"claim-{number}", f"This post has no claim {key}.")
            elif words or key:
                if words and self.sources[number].is_used:
                    backing |= self._backing(number, len(premises))
                premises.append(self.there[key].pk if key else words)
                self._origins.append(number)
            elif self.sources[number].is_used:
                self.add_error(f"premise-{number}", "Say in one sentence what its source shows.")
        if not premises and not self.errors:
            self.add_error("premise-0", "Say in one sentence why.")
        return cleaned | {"premises": premises, "backing": backing}

    def _source(self, number: int) -> PremiseSource:
        """What is said so far of the source of a premise; what was sent is checked."""
        prefix = f"source-{number}"
        typed = {
            found[2]: self.given[name]
            for name in self.given
            if (found := SOURCE.fullmatch(name)) and found[1] == str(number)
        }
        if self.is_bound and any(str(typed.get(name) or "").strip() for name in ("source", *SAID)):
            return PremiseSource(refilled(typed), prefix=prefix)
        return PremiseSource(initial=typed, prefix=prefix)

    def _backing(self, number: int, position: int) -> dict[int, Backing]:
        """What the premise in a row rests on, by its position; nothing where that is not clear, which is then said."""
        source = self.sources[number]
        if not source.is_valid():
            self.add_error(f"premise-{number}", "Its source is not clear yet: see below.")
            return {}
        return {position: source.backing}

    def _claims_there(self) -> Mapping[str, Claim]:
        """The claims of the post that the form names by their keys; one query, none where it names none."""
        keys = {str(self.given.get(f"claim-{number}", "") or "").strip()[:64] for number in self.numbers} - {""}
        keys = {key for key in keys if key.isprintable()}
        if not keys:
            return {}
        found = Claim.objects.published().filter(post=self.post, key__in=keys).with_wording()
        return {claim.key: claim for claim in found}


def rearranged(data: Mapping[str, Any], wish: str) -> dict[str, Any]:
    """What was typed, with a premise more or less, or a claim in place of words, as an unbound form takes it.

    The fields of new sources are filled in as `forms.citations.refilled` does.
    """
    typed = {name: data.get(name, "") for name in data}
    rows = [_taken_out(typed, number) for number in range(_rows_in(data))]
    chosen = CITE.fullmatch(wish)
    if wish == "add" and len(rows) < MOST_PREMISES:
        rows.append(("", "", {}))
    elif (found := DROP.fullmatch(wish)) and int(found[1]) < len(rows):
        del rows[int(found[1])]
        rows = rows or [("", "", {})]
    elif (found := USE.fullmatch(wish)) and int(found[1]) < len(rows):
        rows[int(found[1])] = ("", found[2], rows[int(found[1])][2])
    for number, (words, key, source) in enumerate(rows):
        wished = f"use-{chosen[2]}" if chosen and chosen[1] == str(number) else ""
        filled = refilled(source, wished) if source else {}
        typed |= {f"premise-{number}": words, f"claim-{number}": key}
        typed |= {f"source-{number}-{name}": value for name, value in filled.items()}
    return typed


def _taken_out(typed: dict[str, Any], number: int) -> Typed:
    """Take the fields of one row out of what was typed."""
    words, key = typed.pop(f"premise-{number}", ""), typed.pop(f"claim-{number}", "")
    names = {name: found[2] for name in typed if (found := SOURCE.fullmatch(name)) and found[1] == str(number)}
    return words, key, {short: typed.pop(name) for name, short in names.items()}


def _rows_in(data: Mapping[str, Any]) -> int:
    numbers = [int(found[1]) for name in data if (found := NUMBERED.fullmatch(name))]
    return min(max(numbers, default=0) + 1, MOST_PREMISES)
