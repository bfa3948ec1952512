"""A post's folder, read from disk and made ready to load: its document, its canonical text and its passages' places."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from argmap.graph.notation import Document, Mistake, NotationError, PassageRecord, Place, parse
from argmap.operations.lengths import too_long
from argmap.prose import markup, passages
from argmap.prose.canonical import canonical_text

NOTATION_FILES = ("argument.txt", "counterpoints.txt", "sources.txt")
NEEDED_FILES = ("post.md", "argument.txt")


@dataclass(frozen=True, slots=True)
class Folder:
    """One post as its files say it; `anchors` stand in the order of `document.passages`, `texts` are by file name."""

    document: Document
    body: str
    text: str
    anchors: list[passages.Anchor]
    texts: dict[str, str]


def read_folder(path: Path) -> Folder:
    """Read and check a post's folder; raises NotationError with every mistake, and reads nothing outside the folder."""
    missing = [Mistake(Place(name, 1), "this file is missing") for name in NEEDED_FILES if not (path / name).is_file()]
    if missing:
        raise NotationError(missing)
    files = {name: _read(path, name) for name in NOTATION_FILES if (path / name).is_file()}
    body = _read(path, "post.md")
    document = parse(files)
    text = canonical_text(markup.render(body))
    mistakes = list(too_long(document))
    anchors = [_anchor(text, record, mistakes) for record in document.passages]
    texts = _texts(path, document, mistakes)
    if mistakes:
        raise NotationError(mistakes)
    return Folder(document, body, text, [anchor for anchor in anchors if anchor], texts)


def _read(path: Path, name: str) -> str:
    octets = (path / name).read_bytes()
    if b"\0" in octets:
        line = octets[: octets.index(b"\0")].count(b"\n") + 1
        raise NotationError([Mistake(Place(name, line), "a character here is no text (NUL)")])
    try:
        return octets.decode()
    except UnicodeDecodeError as error:
        line = octets[: error.start].count(b"\n") + 1
        raise NotationError([Mistake(Place(name, line), "this is not UTF-8 text")]) from error


def _anchor(text: str, record: PassageRecord, mistakes: list[Mistake]) -> passages.Anchor | None:
    occurrence: int | Literal["last"] | None = None
    if record.occurrence:
        occurrence = "last" if record.occurrence == "last" else int(record.occurrence)
    try:
        return passages.find(text, record.words, occurrence)
    except passages.NotInText as error:
        hint = f"; the nearest is “{error.nearest.exact}”" if error.nearest else ""
        reason = f"the post does not say “{record.words[:80]}”{hint}"
        if error.found:
            reason = f"“{record.words[:80]}” occurs {error.found} times in the post, not {occurrence}"
        mistakes.append(Mistake(record.place, reason))
    except passages.Ambiguous:
        reason = f"“{record.words[:80]}” occurs more than once in the post: write a passage with “occurrence”"
        mistakes.append(Mistake(record.place, reason))
    return None


def _texts(path: Path, document: Document, mistakes: list[Mistake]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in document.sources.values():
        name = source.values.get("text", "")
        if not name:
            continue
        if Path(name).name != name or not (path / "texts" / name).is_file():
            mistakes.append(Mistake(source.place, f"there is no file {name} in texts/"))
        else:
            found[name] = _read(path, f"texts/{name}")
    return found
