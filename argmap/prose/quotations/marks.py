"""A quotation as what a text must hold in its place: words, omissions and alterations, as lawyers mark them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from argmap.prose.quotations.words import MARKS, fold

#: What is said about a quotation behind it: (emphasis added), (citations omitted), (cleaned up) …
REMARK = re.compile(
    r"\s*[(\[](?P<what>emphas[ie]s (?:added|omitted|in original)|citations? omitted|internal (?:quotation marks?"
    r"|quotations?|citations?)(?: and citations?)? omitted|quotation marks? omitted|footnotes? omitted"
    r"|alterations? in original|brackets? omitted|cleaned up)[)\]]\s*[.”\"]?\s*$",
    re.IGNORECASE,
)
OUTER = re.compile(r"^\s*[“\"„«‘'](?P<inside>.*)[”\"“»’']\s*[.,;]?\s*$", re.DOTALL)
PIECES = re.compile(
    r"(?P<sic>\[\s*sic\.?\s*\])"
    r"|(?P<gap>\[\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*\]|…\s*\.?|\.\s?\.\s?\.(?:\s?\.)?|\*\s?\*\s?\*(?:\s?\*)*)"
    r"|(?P<altered>[^\W_]*(?:\[[^\W\d_]{0,12}\][^\W_]*)+)"
    r"|(?P<bracket>\[[^\[\]]{0,300}\])"
    r"|(?P<word>[^\W_]+(?:['’‘\u02bc\u00ad\u2010\u2011-][^\W_]+)*)"
)


class ItemKind(StrEnum):
    """What an item asks of the text."""

    WORD = "word"
    GAP = "gap"
    ALTERED = "altered"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a quotation: a word, an omission, a word altered in brackets, or words put in brackets.

    `folded` is a word as compared; of an altered word `parts` are what stands outside its brackets; `inside` are the
    words in brackets.
    """

    kind: ItemKind
    raw: str
    start: int
    folded: str = ""
    parts: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation that was read: its items in order, and what is said of it behind it, in lower case."""

    text: str
    items: Sequence[Item]
    remarks: Sequence[str]

    @property
    def is_cleaned_up(self) -> bool:
        """Whether brackets, dots and inner quotation marks may have been dropped without a mark."""
        return "cleaned up" in self.remarks


@lru_cache(maxsize=64)
def read_marks(quotation: str) -> Marked:
    """Read a quotation with its marks; one that holds no word has no items."""
    text, remarks = quotation.strip(), []
    while remark := REMARK.search(text):
        remarks.append(remark["what"].lower())
        text = text[: remark.start()]
    if outer := OUTER.match(text):
        text = outer["inside"]
    bare = MARKS.sub(lambda mark: " " * len(mark[0]), text)
    items = [item for match in PIECES.finditer(bare) for item in _item(match)]
    has_words = any(item.kind is ItemKind.WORD for item in items)
    return Marked(text, items if has_words else [], remarks)


def is_same_quotation(one: str, other: str) -> bool:
    """Whether two quotations have the same words and the same omissions in order, however they are set in print."""
    if not one.strip() or not other.strip():
        return one.strip() == other.strip()
    first, second = (
        [(item.kind, item.folded, item.parts, item.inside) for item in read_marks(text).items] for text in (one, other)
    )
    return first == second if first else one.split() == other.split()


def _item(match: re.Match[str]) -> list[Item]:
    raw, start = match[0], match.start()
    if match["sic"]:
        return []
    if match["gap"]:
        return [Item(ItemKind.GAP, raw.strip(), start)]
    if match["altered"] and not (raw.startswith("[") and raw.endswith("]") and raw.count("[") == 1):
        outside = tuple(fold(part) for part in re.split(r"\[[^\]]*\]", raw))
        return [Item(ItemKind.ALTERED, raw, start, fold(re.sub(r"[\[\]]", "", raw)), outside)]
    if match["word"]:
        return [Item(ItemKind.WORD, raw, start, fold(raw))] if fold(raw) else []
    inside = tuple(fold(word) for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", raw))
    return [Item(ItemKind.BRACKET, raw, start, inside=inside)]
