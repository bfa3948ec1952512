"""The notation: reads the files of a post's folder (docs/notation.md) into records, and checks that they fit together.

Records keep keys, not ids, and the place each was read from. Nothing here knows the database or the post's words: that
passages occur in the post is checked where the post is at hand (operations.loading).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from argmap.graph.model import Relation, Voice
from argmap.graph.schemes import SCHEMES
from argmap.graph.stanzas import Mistake, NotationError, Place, Stanza, read_stanzas
from argmap.graph.treatments import Extent, Treatment

SOURCE_KINDS = (
    "case", "statute", "regulation", "fed-reg", "compendium", "letter", "report", "licence", "article", "page", "file",
)  # fmt: skip
ROLES = ("claim", "quotation", "citation", "connective", "concession", "advice", "provenance", "furniture")
RELATIONS = {"reason": Relation.SUPPORT, "rebuttal": Relation.REBUTTAL, "undercut": Relation.UNDERCUT}

STEP_FIELDS = {"from": True, "scheme": False, "note": False, "voice": False}
QUESTIONED = {"question": False, "question-of": False}
#: kind → field → must it be there
FIELDS: dict[str, dict[str, bool]] = {
    "post": {
        "title": True, "author": True, "also-known-as": False, "origin": False, "provenance": False,
        "published": False, "rights": False, "summary": True, "main": True,
    },
    "claim": {"text": True, "words": False, "voice": False, "granted": False, "note": False},
    "passage": {"words": True, "role": True, "claim": False, "occurrence": False},
    "reason": STEP_FIELDS | {"for": True},
    "rebuttal": STEP_FIELDS | QUESTIONED | {"against": True},
    "undercut": STEP_FIELDS | QUESTIONED | {"against": True},
    "source": {
        "kind": True, "title": True, "citation": True, "edition": False, "date": False, "address": False,
        "archived": False, "rights": False, "note": False, "text": False, "extent": False, "retrieved": False,
        "law-as-of": False, "found-at": False,
    },
    "later": {"treatment": True, "extent": False, "by": False, "cited": False, "date": False, "note": False},
    "cite": {"source": True, "locator": False, "quotation": False, "as-quoted-in": False, "note": False},
}  # fmt: skip
ADDRESS = re.compile(r"https?://[^\s/]\S*")
REPEATED = {("claim", "words")}
VOICES = (Voice.AUTHOR.value, Voice.REPORTED.value, Voice.EDITOR.value)


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """Words of the post: which occurrence, their role, and the claim they belong to."""

    place: Place
    key: str
    words: str
    role: str = "claim"
    claim: str = ""
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    place: Place
    key: str
    text: str
    voice: str
    granted: bool
    note: str


@dataclass(frozen=True, slots=True)
class StepRecord:
    """An inference; `target` is the key of a claim, or of a step for an undercut.

    `question` is the key of the question it raises, `question_of` that of the step whose kind of reasoning asks it.
    """

    place: Place
    key: str
    relation: Relation
    premises: tuple[str, ...]
    target: str
    scheme: str
    voice: str
    note: str
    question: str = ""
    question_of: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source; `values` holds its fields by their names in the notation."""

    place: Place
    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CitationRecord:
    place: Place
    claim: str
    source: str
    locator: str
    quotation: str
    quoted_in: str
    note: str
    voice: str


@dataclass(frozen=True, slots=True)
class LaterRecord:
    """What later happened to a source: by the source of a key, or by what is cited in words."""

    place: Place
    source: str
    treatment: str
    extent: str
    by: str
    cited: str
    date: str
    note: str


@dataclass(slots=True)
class Document:
    """Everything the files of one folder say, in the order they say it."""

    post: Stanza
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    steps: dict[str, StepRecord] = field(default_factory=dict)
    passages: list[PassageRecord] = field(default_factory=list)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    citations: list[CitationRecord] = field(default_factory=list)
    later: list[LaterRecord] = field(default_factory=list)


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
        mistakes += _misfits(stanza)
    posts = [stanza for stanza, _ in stanzas if stanza.kind == "post"]
    if len(posts) != 1:
        place = posts[1].place if posts else Place(next(iter(files), "argument.txt"), 1)
        mistakes.append(Mistake(place, "a folder holds exactly one “post” stanza"))
    if mistakes:
        raise NotationError(mistakes)
    reader = _Reader(posts[0], [stanza for stanza, _ in stanzas])
    for stanza, voice in stanzas:
        reader.read(stanza, stanza.value("voice") or voice)
    mistakes = reader.mistakes + list(_loose_ends(reader.document))
    if mistakes:
        raise NotationError(mistakes)
    return reader.document


def _misfits(stanza: Stanza) -> Iterable[Mistake]:
    """Unknown kinds and fields, missing and repeated fields, and values that are not on their list."""
    fields = FIELDS.get(stanza.kind)
    if fields is None:
        yield Mistake(stanza.place, f"there is no kind “{stanza.kind}”; there are {', '.join(FIELDS)}")
        return
    for name, entries in stanza.fields.items():
        if name not in fields:
            yield Mistake(entries[0].place, f"a {stanza.kind} has no field “{name}”; it has {', '.join(fields)}")
        elif len(entries) > 1 and (stanza.kind, name) not in REPEATED:
            yield Mistake(entries[1].place, f"“{name}” stands twice in this {stanza.kind}")
        for entry in entries:
            if not entry.value.strip():
                yield Mistake(entry.place, f"“{name}” of {stanza.kind} {stanza.key} says nothing")
    for name, needed in fields.items():
        if needed and name not in stanza.fields:
            yield Mistake(stanza.place, f"{stanza.kind} {stanza.key} has no “{name}”")
    if stanza.kind == "post" and "." in stanza.key:
        yield Mistake(stanza.place, f"the key of a post is a part of its address: {stanza.key} may not hold a “.”")
    yield from _unlisted(stanza)


def _unlisted(stanza: Stanza) -> Iterable[Mistake]:
    listed: dict[str, tuple[str, ...]] = {"voice": VOICES, "granted": ("yes", "no"), "extent": ("whole", "excerpt")}
    if stanza.kind == "source":
        listed["kind"] = SOURCE_KINDS
    if stanza.kind == "passage":
        listed["role"] = ROLES
    if stanza.kind == "later":
        listed |= {"treatment": tuple(map(str, Treatment)), "extent": tuple(map(str, Extent))}
    for name, values in listed.items():
        if stanza.value(name) and stanza.value(name) not in values:
            yield Mistake(stanza.at(name), f"“{name}” is one of {', '.join(values)}, not “{stanza.value(name)[:40]}”")
    for name in ("origin", "address", "archived"):
        if stanza.value(name) and not ADDRESS.fullmatch(stanza.value(name)):
            yield Mistake(stanza.at(name), f"“{name}” is an address that begins with https:// or http://")
    if stanza.value("text") and stanza.kind == "source" and not stanza.value("extent"):
        yield Mistake(stanza.at("text"), "say in “extent” whether this text is the whole source or an excerpt")


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


def _loose_ends(document: Document) -> Iterator[Mistake]:
    """References to what is not there, and steps that the graph does not allow."""
    claims, steps, sources = document.claims, document.steps, document.sources
    for key in document.post.keys("main"):
        if key not in claims:
            yield Mistake(document.post.at("main"), f"the main claim {key} is not a claim of this post")
    for step in steps.values():
        yield from _loose_step(step, claims, steps)
    for passage in document.passages:
        if passage.claim and passage.claim not in claims:
            yield Mistake(passage.place, f"passage {passage.key} belongs to {passage.claim}, which is not a claim here")
        if passage.occurrence and passage.occurrence != "last" and not passage.occurrence.isdecimal():
            yield Mistake(passage.place, f"“occurrence” is a number or “last”, not “{passage.occurrence[:20]}”")
    for citation in document.citations:
        if citation.claim not in claims:
            yield Mistake(citation.place, f"{citation.claim} is not a claim of this post")
        for source in filter(None, (citation.source, citation.quoted_in)):
            if source not in sources:
                yield Mistake(citation.place, f"there is no source {source}")
    for later in document.later:
        for source in filter(None, (later.source, later.by)):
            if source not in sources:
                yield Mistake(later.place, f"there is no source {source}")
        if bool(later.by) == bool(later.cited) or later.by == later.source:
            reason = f"say by what {later.source} was {later.treatment}: “by” names another source, or “cited” says it"
            yield Mistake(later.place, reason)


def _loose_step(
    step: StepRecord, claims: Mapping[str, ClaimRecord], steps: Mapping[str, StepRecord]
) -> Iterator[Mistake]:
    for premise in step.premises:
        if premise not in claims:
            yield Mistake(step.place, f"{step.key} starts from {premise}, which is not a claim of this post")
    if not step.premises:
        yield Mistake(step.place, f"{step.key} has no premise")
    if len(set(step.premises)) < len(step.premises):
        yield Mistake(step.place, f"{step.key} uses a premise twice")
    if step.target in step.premises:
        yield Mistake(step.place, f"{step.key} uses its own conclusion {step.target} as a premise")
    if step.relation is Relation.UNDERCUT:
        if step.target == step.key:
            yield Mistake(step.place, f"{step.key} undercuts itself")
        elif step.target not in steps:
            yield Mistake(step.place, f"{step.key} undercuts {step.target}, which is not a step of this post")
    elif step.target not in claims:
        yield Mistake(step.place, f"{step.key} bears on {step.target}, which is not a claim of this post")
    yield from _loose_question(step, steps)


def _loose_question(step: StepRecord, steps: Mapping[str, StepRecord]) -> Iterator[Mistake]:
    if bool(step.question) != bool(step.question_of):
        yield Mistake(step.place, f"{step.key}: “question” and “question-of” go together")
    elif step.question:
        asked = steps.get(step.question_of)
        scheme = SCHEMES.get(asked.scheme) if asked else None
        if asked is None:
            yield Mistake(step.place, f"{step.key} questions {step.question_of}, which is not a step of this post")
        elif scheme is None or step.question not in {question.key for question in scheme.questions}:
            yield Mistake(step.place, f"the kind of reasoning of {asked.key} has no question “{step.question[:60]}”")
