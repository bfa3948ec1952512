"""Reading the files of a post's folder into records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from argmap.graph.model import Relation, Voice
from argmap.graph.notation.fields import misfits
from argmap.graph.notation.loose_ends import loose_ends
from argmap.graph.notation.records import (
    CitationRecord,
    ClaimRecord,
    Document,
    LaterRecord,
    PassageRecord,
    SourceRecord,
    StepRecord,
)
from argmap.graph.notation.stanzas import Mistake, NotationError, Place, Stanza, read_stanzas
from argmap.graph.treatments import Extent

RELATIONS = {"reason": Relation.SUPPORT, "rebuttal": Relation.REBUTTAL, "undercut": Relation.UNDERCUT}


def parse(files: Mapping[str, str]) -> Document:
    """Read notation files (name → text) into one document; raises NotationError with every mistake found."""
    stanzas: list[tuple[Stanza, str]] = []
    mistakes: list[Mistake] = []
    for name, text in files.items():
        default = Voice.AUTHOR if name.endswith("argument.txt") else Voice.EDITOR
        found, wrong = read_stanzas(name, text)
        mistakes += wrong
        stanzas += [(stanza, default.value) for stanza in found]
    for stanza, _ in stanzas:
        mistakes += misfits(stanza)
    posts = [stanza for stanza, _ in stanzas if stanza.kind == "post"]
    if len(posts) != 1:
        place = posts[1].place if posts else Place(next(iter(files), "argument.txt"), 1)
        mistakes.append(Mistake(place, "a folder holds exactly one “post” stanza"))
    if mistakes:
        raise NotationError(mistakes)
    reader = _Reader(posts[0], [stanza for stanza, _ in stanzas])
    for stanza, voice in stanzas:
        reader.read(stanza, stanza.value("voice") or voice)
    mistakes = reader.mistakes + list(loose_ends(reader.document))
    if mistakes:
        raise NotationError(mistakes)
    return reader.document


class _Reader:
    """Turns stanzas that fit their kind into the records of one document."""

    def __init__(self, post: Stanza, stanzas: Iterable[Stanza]) -> None:
        self.document = Document(post)
        self.mistakes: list[Mistake] = []
        self.reasoned = {(stanza.place.file, stanza.value("for")) for stanza in stanzas if stanza.kind == "reason"}
        self.taken: dict[tuple[str, str], Place] = {}

    def read(self, stanza: Stanza, voice: str) -> None:
        """Add one stanza to the document."""
        if stanza.kind in RELATIONS:
            self._step(stanza, voice)
        elif stanza.kind == "claim":
            self._claim(stanza, voice)
        elif stanza.kind == "passage":
            values = (stanza.value(name) for name in ("words", "role", "claim", "occurrence"))
            self.document.passages.append(PassageRecord(stanza.place, stanza.key, *values))
        elif stanza.kind == "source" and self._is_new("source", stanza):
            values_by_name = {name: entries[0].value for name, entries in stanza.fields.items()}
            self.document.sources[stanza.key] = SourceRecord(stanza.place, stanza.key, values_by_name)
        elif stanza.kind == "cite":
            self._citation(stanza, voice)
        elif stanza.kind == "later":
            values = (stanza.value(name) for name in ("by", "cited", "date", "note"))
            extent = stanza.value("extent") or Extent.WHOLE.value
            record = LaterRecord(stanza.place, stanza.key, stanza.value("treatment"), extent, *values)
            self.document.later.append(record)

    def _is_new(self, namespace: str, stanza: Stanza) -> bool:
        earlier = self.taken.setdefault((namespace, stanza.key), stanza.place)
        if earlier != stanza.place:
            self.mistakes.append(Mistake(stanza.place, f"the key {stanza.key} is taken by {earlier}"))
        return earlier == stanza.place

    def _claim(self, stanza: Stanza, voice: str) -> None:
        if not self._is_new("graph", stanza):
            return
        granted = stanza.value("granted")
        is_granted = granted == "yes" if granted else (stanza.place.file, stanza.key) not in self.reasoned
        self.document.claims[stanza.key] = ClaimRecord(
            stanza.place, stanza.key, stanza.value("text"), voice, is_granted, stanza.value("note")
        )
        for words in stanza.fields.get("words", ()):
            record = PassageRecord(words.place, stanza.key, words.value, claim=stanza.key)
            self.document.passages.append(record)

    def _citation(self, stanza: Stanza, voice: str) -> None:
        source, quoted_in = stanza.value("source"), stanza.value("as-quoted-in")
        locator, quotation, note = (stanza.value(name) for name in ("locator", "quotation", "note"))
        record = CitationRecord(stanza.place, stanza.key, source, locator, quotation, quoted_in, note, voice)
        self.document.citations.append(record)

    def _step(self, stanza: Stanza, voice: str) -> None:
        if not self._is_new("graph", stanza):
            return
        relation = RELATIONS[stanza.kind]
        target = stanza.value("for" if relation is Relation.SUPPORT else "against")
        question, question_of = stanza.value("question"), stanza.value("question-of")
        if question and not question_of and relation is Relation.UNDERCUT:
            question_of = target
        self.document.steps[stanza.key] = StepRecord(
            stanza.place, stanza.key, relation, tuple(stanza.keys("from")), target,
            stanza.value("scheme"), voice, stanza.value("note"), question, question_of,
        )  # fmt: skip
