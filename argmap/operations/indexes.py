"""The words of texts on file, kept in memory as long as there is room: a text never changes, so its hash finds them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock

from argmap.models import SourceText
from argmap.prose.quotations import Index

#: So many characters of texts are kept in each process; their words take about fifty times that in octets.
ROOM = 4_000_000
_kept: OrderedDict[str, Index] = OrderedDict()
_lock = Lock()


def index_of(sha256: str) -> Index:
    """The words of one text on file; one query, and none while they are kept."""
    return indexes_of([sha256])[sha256]


def indexes_of(hashes: Collection[str]) -> Mapping[str, Index]:
    """The words of texts on file by their hashes; one query, and none while all of them are kept."""
    with _lock:
        found = {sha256: _kept[sha256] for sha256 in hashes if sha256 in _kept}
    if missing := set(hashes) - set(found):
        texts = SourceText.objects.filter(sha256__in=missing).order_by("sha256").distinct("sha256")
        found |= {sha256: Index(text) for sha256, text in texts.values_list("sha256", "text")}
    with _lock:
        for sha256, index in found.items():
            _kept[sha256] = index
            _kept.move_to_end(sha256)
        held = sum(len(index.text) for index in _kept.values())
        while held > ROOM and len(_kept) > 1:
            held -= len(_kept.popitem(last=False)[1].text)
    return found
