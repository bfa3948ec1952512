"""The form with which a source is attached to a claim."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from argmap.forms.decisions import Reason
from argmap.forms.fields import Note, Token, most, one_line
from argmap.forms.lines import Address, Line, Place, SourceDate, Words
from argmap.graph.notation import SOURCE_KINDS
from argmap.models import Citation, Source, SourceText
from argmap.models.source import CALLED
from argmap.operations.citations import Backing, NewSource
from argmap.prose import citations
from argmap.prose.extraction import Unreadable, as_stored
from argmap.queries.checks import CheckView
from argmap.queries.matching import Match, match

KINDS = [("", "Choose"), *((kind, CALLED.get(kind, kind)) for kind in SOURCE_KINDS)]
DESCRIBED = ("kind", "title", "citation", "edition", "date", "address", "archived_address")
#: What of a citation somebody types by hand.
SAID = ("cited", "locator", "quotation", "paragraph", "found_at")
USE = re.compile(r"use-(\d{0,18})")
#: A page or so: what stands around a quotation, and not a whole text in pieces.
LONGEST_PARAGRAPH = 8_000


class CitationFields(forms.Form):
    """A source, where in it, and its words; `cleaned_data["cited_source"]` is a Source or a NewSource.

    `cited` is what its author typed, `source` the id of a source they chose, and `filled` the citation that the fields
    of a new source were last filled in for: before they are taken, their author has seen them. `tried` is what a view
    knows of the words before they are published, `before` what its claim cites of the source already, and `read_in` the
    id of the source that the words were read in. A citation that is mended (`mended`) may keep a source
    that waits, which is found by nobody. `shown` is the finding about the words that their author was asked about:
    what the check doubts is not published before.
    """

    #: What the author is told who is asked first.
    not_yet = "Not attached yet."
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    source = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    filled = forms.CharField(required=False, max_length=citations.LONGEST, widget=forms.HiddenInput)
    cited = Line(
        Source,
        "citation",
        label="Citation or address",
        help_text="Such as 17 U.S.C. § 102(b), 499 U.S. 340, 345 or arXiv:1502.01852. Type it or paste it.",
    )
    kind = forms.ChoiceField(required=False, choices=KINDS, label="Kind")
    title = Line(Source, "title", label="Title")
    citation = Line(Source, "citation", label="Citation, without the page or section relied on")
    edition = Line(Source, "edition", label="Edition or version, if there are several")
    date = SourceDate(Source, "date", label="Date, as exact as is known", help_text="1991, 1991-03 or 1991-03-27")
    address = Address(Source, "address", label="Address")
    archived_address = Address(Source, "archived_address", label="Archived at")
    locator = Line(Citation, "locator", label="Where in it", help_text="Such as § 102(b), at 345 or art. 7(1)")
    quotation = Words(max_length=most(Citation, "quotation"), label="Its exact words", rows=3)
    paragraph = Words(max_length=LONGEST_PARAGRAPH, label="The paragraph around it, as it stands in the source", rows=6)
    found_at = Place(label="Where is it? Page, section or address")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
        mended: Citation | None = None,
    ) -> None:
        self.at = f"{prefix}-" if prefix else ""
        named = {f"{self.at}{name}": value for name, value in data.items()} if data is not None else None
        super().__init__(named, initial=dict(initial or {}), prefix=prefix)
        self.given = data if data is not None else (initial or {})
        self.mended = mended
        self.chosen = _chosen(self.given, mended.rests_on if mended else None)
        self.match = Match() if self.chosen else match(self._typed("cited"))
        self.there_already: Citation | None = None
        self.tried: CheckView | None = None
        self.before: Sequence[Citation] = ()
        self.read_in: int | None = None
        self.is_asked = self.has_focus = False

    @property
    def backing(self) -> Backing:
        """What a claim is to rest on; of a form that is valid."""
        names = ("locator", "quotation", "note", "paragraph", "found_at")
        return Backing(self.cleaned_data["cited_source"], **{it: self.cleaned_data.get(it, "") for it in names})

    @property
    def choosing(self) -> str:
        """What a button that chooses a source sends, before the id of the source."""
        return "use-"

    @property
    def is_focused(self) -> bool:
        """Whether the field of the citation has the focus when the form opens."""
        return "cited" in self.errors or not (self.errors or self.is_asked)

    @property
    def is_used(self) -> bool:
        """Whether anything of a source was said."""
        return self.chosen is not None or any(map(self._typed, SAID))

    @property
    def words(self) -> str:
        """The quotation as it is typed so far, unchecked."""
        return self._typed("quotation")[: most(Citation, "quotation") + 1]

    @property
    def around(self) -> str:
        """The pasted paragraph as it is so far; nothing where the text of the source settles what is in it."""
        return "" if self.has_text else self._typed("paragraph")[:LONGEST_PARAGRAPH]

    @property
    def finding(self) -> str:
        """What is doubtful about the words, as one hash with what it is about; empty where nothing is, or is new."""
        if self.tried is None or not self.tried.is_doubtful or self._is_as_it_was:
            return ""
        about = [self.meant.pk if self.meant else 0, self.words, self.around, self.tried.verdict]
        return sha256(json.dumps([" ".join(str(it).split()) for it in about]).encode()).hexdigest()

    @property
    def is_doubted(self) -> bool:
        """Whether the form says what is doubtful, and is sent all the same when it is sent again."""
        return bool(self.finding) and (self.is_asked or self._typed("shown") == self.finding)

    @property
    def _is_as_it_was(self) -> bool:
        """Whether a citation that is mended keeps its source and its words."""
        was = self.mended
        return was is not None and (self.meant, self.words) == (was.rests_on, was.quotation) and not self.around

    @cached_property
    def has_text(self) -> bool:
        """Whether the whole text of the source that is meant is on file, confirmed; one query."""
        return self.meant is not None and SourceText.objects.settling(self.meant.pk).exists()

    @property
    def meant(self) -> Source | None:
        """The source that was chosen, or else the one that the citation means."""
        return self.chosen or self.match.source

    @property
    def is_describing(self) -> bool:
        """Whether the fields of a new source are shown."""
        return self.meant is None and bool(self._typed("filled"))

    @property
    def described(self) -> Citation:
        """A citation that says what was typed so far, unchecked and not stored; its source may be new."""
        given = {name: self._typed(name)[: most(Citation, name)] for name in ("quotation", "note")}
        locator = one_line(self._typed("locator") or self.place)[: most(Citation, "locator")]
        source = self.meant or Source(citation=one_line(self._typed("citation") or self._typed("cited")))
        return Citation(source=source, locator=locator, **given)

    @property
    def place(self) -> str:
        """Where in the source the citation itself says."""
        return self.match.cited.locator if self.match.cited else ""

    def clean_paragraph(self) -> str:
        """The paragraph as it would be put on file."""
        pasted: str = self.cleaned_data["paragraph"]
        try:
            return as_stored(pasted) if pasted.strip() else ""
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from unreadable

    def clean(self) -> dict[str, Any]:
        """Bring together the source, or what a new one is."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["locator"] = cleaned.get("locator") or self.place
        if cleaned.get("found_at") and not self._typed("paragraph") and not self.has_text:
            self.add_error("paragraph", "Paste what stands there, or leave out where it is.")
        cleaned["paragraph"] = "" if self.has_text else cleaned.get("paragraph", "")
        if self.meant is not None:
            return cleaned | {"cited_source": self.meant}
        if not cleaned.get("cited"):
            if "cited" not in self.errors:
                self.add_error("cited", "Say which source: type its citation or its address.")
        elif self.given.get("was") != cleaned["cited"]:
            self.add_error("cited", "This source is not here yet. Choose one below, or say what it is and publish.")
        else:
            self._require(cleaned)
            cleaned["cited_source"] = NewSource(**{name: cleaned.get(name, "") for name in DESCRIBED})
        return cleaned

    def _require(self, cleaned: Mapping[str, Any]) -> None:
        missing = {"kind": "Choose a kind.", "title": "A source has a title.", "citation": "Say how it is cited."}
        for name, reason in missing.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, reason)

    def _typed(self, name: str) -> str:
        return str(self.given.get(name) or "").strip()


class CitationForm(CitationFields):
    """What a claim rests on, with a note."""

    token = Token()
    note = Note(label="Note, in Markdown")


class MendingForm(CitationForm):
    """A citation that is there, to be mended; by somebody who did not make it with a reason."""

    not_yet = "Not saved yet."
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)  # the citation as it was, see operations.editions
    reason = Reason(label="Why do you change it? Everybody can read this")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any], is_own: bool, mended: Citation
    ) -> None:
        super().__init__(data, initial=initial, mended=mended)
        if is_own:
            del self.fields["reason"]


def refilled(data: Mapping[str, Any], wish: str = "") -> dict[str, Any]:
    """What was typed, with the source wished for, and the fields of a new one filled in from the citation.

    What its author wrote into those fields stays; what was filled in from another citation makes room. `was` is the
    citation they were filled in for when the form was sent.
    """
    typed = {name: data.get(name, "") for name in data}
    if found := USE.fullmatch(wish):
        typed["source"] = found[1]
    cited, filled = (" ".join(str(typed.get(name, "")).split()) for name in ("cited", "filled"))
    now, before = _proposals(cited), _proposals(filled)
    for name in DESCRIBED:
        if str(typed.get(name, "")) in ("", before.get(name, "")):
            typed[name] = now.get(name, "")
    return typed | {"filled": cited, "was": filled}


def _proposals(text: str) -> dict[str, str]:
    cited = citations.parse(text)
    if cited is not None:
        return citations.proposed(cited)
    return {"citation": text}


def _chosen(given: Mapping[str, Any], kept: Source | None) -> Source | None:
    number = str(given.get("source") or "")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    if kept is not None and kept.pk == int(number):
        return kept
    found = Source.objects.public().select_related("merged_into").filter(pk=int(number)).first()
    return (found.merged_into or found) if found else None
