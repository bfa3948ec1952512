"""Which fields each kind of stanza has, and what they may say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from argmap.graph.model import Voice
from argmap.graph.notation.stanzas import Mistake, Stanza
from argmap.graph.treatments import Extent, Treatment

SOURCE_KINDS = (
    "case", "statute", "regulation", "fed-reg", "compendium", "letter", "report", "licence", "article", "page", "file",
)  # fmt: skip
ROLES = ("claim", "quotation", "citation", "connective", "concession", "advice", "provenance", "furniture")

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


def misfits(stanza: Stanza) -> Iterable[Mistake]:
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
