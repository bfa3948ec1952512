"""Checking quotations against the texts on file, and storing what was found with the citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.db.models import Q

from argmap.models import Citation, Post, SourceText
from argmap.prose.quotations import Check, Index, Verdict, check, nearest

#: From the best that can be said of a quotation to the least.
ORDER = [*Verdict]
OCCURS = (Verdict.VERBATIM, Verdict.MARKED, Verdict.REVIEW)
#: What is like a quotation elsewhere: from which likeness, of how many words in a row, and how many are named.
LEAST_LIKE, LEAST_RUN, MOST_FINDINGS = 70, 3, 4
#: A text on file: its id, its source, whether it is whole, when the source was made, and its hash.
Text = tuple[int, int, bool, str, str]


def check_quotations(*, citations: Iterable[Citation]) -> list[Citation]:
    """Check the quotations of these citations and store what was found; gives those for which that is news.

    Two queries, one for each text that is not in memory, and one to store.
    """
    quoting = list(citations)
    texts = _texts_on_file()
    changed = []
    for citation in quoting:
        found = look_up(citation, texts)
        if found != citation.found:
            citation.found = found
            changed.append(citation)
    Citation.objects.bulk_update(changed, ["found"])
    return changed


def recheck_source(*, source: int) -> list[Citation]:
    """Check again what a new text of a source may settle: what is quoted from it, and all that was not found."""
    missing = Q(found__verdict__in=[Verdict.NO_TEXT, Verdict.NOT_FOUND, Verdict.NOT_IN_PART])
    return check_quotations(citations=Citation.objects.filter(Q(source=source) | Q(quoted_in=source) | missing))


def look_up(citation: Citation, texts: Mapping[int, Sequence[Text]]) -> dict[str, Any] | None:
    """Say what is known of a quotation: from its own source's texts, else the one it was read in, else elsewhere."""
    if not citation.quotation:
        return None
    own = texts.get(citation.source_id) or texts.get(citation.quoted_in_id or 0) or ()
    checked = [(text, check(citation.quotation, index_of(text[4]), is_whole=text[2])) for text in own]
    if not checked:
        return _as_json(None, check(citation.quotation, None)) | {"elsewhere": _elsewhere(citation, texts)}
    text, best = min(checked, key=lambda it: (ORDER.index(it[1].verdict), -it[0][0]))
    elsewhere = [] if best.verdict in OCCURS else _elsewhere(citation, texts)
    return _as_json(text[0], best) | {"elsewhere": elsewhere}


@lru_cache(maxsize=128)
def index_of(sha256: str) -> Index:
    """The words of a text on file, found by its hash since it never changes."""
    return Index(SourceText.objects.filter(sha256=sha256)[0].text)


def _texts_on_file() -> Mapping[int, Sequence[Text]]:
    """The texts on file of each source, newest first: text, source, and whether it is whole; one query."""
    found: dict[int, list[Text]] = {}
    for text in SourceText.objects.order_by("-pk").values_list("pk", "source_id", "is_whole", "source__date", "sha256"):
        found.setdefault(text[1], []).append(text)
    return found


def _elsewhere(citation: Citation, texts: Mapping[int, Sequence[Text]]) -> list[dict[str, Any]]:
    """Where else the words occur, or the nearest to them do: findings, never a confirmation."""
    others = [text for source, rows in texts.items() if source != citation.source_id for text in rows]
    seen = [(text, check(citation.quotation, index_of(text[4]), propose=False)) for text in others]
    occurring = [
        {"source": text[1], "text": text[0], "start": it.start, "end": it.end, "exact": True}
        for text, it in seen
        if it.verdict in OCCURS
    ]
    if occurring:
        return occurring[:MOST_FINDINGS]
    like = [(text, nearest(citation.quotation, index_of(text[4]), least=LEAST_LIKE)) for text in others]
    near = [(text, it) for text, it in like if it is not None and it.run >= LEAST_RUN]
    near.sort(key=lambda found: (-found[1].run, -found[1].likeness, found[0][3] or "9999", found[0]))
    return [
        {"source": text[1], "text": text[0], "start": it.start, "end": it.end, "exact": False}
        for text, it in near[:MOST_FINDINGS]
    ]


def _as_json(text: int | None, found: Check) -> dict[str, Any]:
    return {
        "verdict": found.verdict.value,
        "text": text,
        "start": found.start,
        "end": found.end,
        "pieces": [list(piece) for piece in found.pieces],
        "departures": [asdict(departure) for departure in found.departures],
        "reasons": list(found.reasons),
        "nearest": asdict(found.nearest) if found.nearest else None,
    }


def check_post(*, post: Post) -> list[Citation]:
    """Check every quotation of a post."""
    return check_quotations(citations=Citation.objects.filter(claim__post=post).exclude(quotation=""))
