"""Checking quotations against the texts on file, and storing what was found with the citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from argmap.models import Citation, Post, Source, SourceText
from argmap.operations.desk import sync_post
from argmap.operations.indexes import index_of
from argmap.prose.quotations import Check, Index, Verdict, check, nearest

#: From the best that can be said of a quotation to the least.
ORDER = [*Verdict]
OCCURS = (Verdict.VERBATIM, Verdict.MARKED, Verdict.REVIEW)
MISSING = (Verdict.NO_TEXT, Verdict.NOT_FOUND, Verdict.NOT_IN_PART)
#: What is like a quotation elsewhere: from which likeness, of how many words in a row, and how many are named.
LEAST_LIKE, LEAST_RUN, MOST_FINDINGS = 70, 3, 4


class Text(NamedTuple):
    """A text on file, without its words: `date` is when its source was made.

    Before the citation that it `waits_for` is published, it says something of that citation alone.
    """

    pk: int
    source: int
    is_whole: bool
    date: str
    sha256: str
    is_confirmed: bool
    waits_for: int | None
    supplied_by: int | None

    def is_for(self, citation: Citation) -> bool:
        """Whether it is public, or came with this citation."""
        return self.waits_for is None or self.waits_for == citation.pk

    def may_deny(self, citation: Citation) -> bool:
        """Whether it counts that words are not in it: a moderator confirmed it, or who cites supplied it."""
        return self.is_confirmed or (self.supplied_by is not None and self.supplied_by == citation.contributor_id)


Texts = Mapping[int, Sequence[Text]]


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
    """Check again what the texts of a source may settle: what is quoted from it, and all that was found nowhere.

    Gives the citations for which that is news. One post after the other is locked, and those that cite the source, or
    show words of it, get a new version. Call it when the text is stored, and with no post locked.
    """
    sources = list(Source.objects.same_as([source]).values_list("pk", flat=True))
    texts = list(SourceText.objects.filter(source__in=sources).values_list("pk", flat=True))
    posts = Post.objects.order_by("pk").values_list("pk", flat=True)
    return [citation for post in posts for citation in _recheck_post(post, sources, texts)]


def recheck_other_posts(*, post: int) -> None:
    """Check all quotations of the other posts again, since texts came with this one; those with news are new."""
    for other in Post.objects.exclude(pk=post).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            if _lock(other) and (changed := check_post(post=Post(pk=other))):
                _renew(other, changed)


def _lock(post: int) -> bool:
    """Lock a post; False if it is gone."""
    return Post.objects.select_for_update().filter(pk=post).values_list("pk", flat=True).first() is not None


def _renew(post: int, changed: Sequence[Citation]) -> None:
    if changed:
        sync_post(post=post)
    Post.objects.filter(pk=post).update(version=F("version") + 1)


@transaction.atomic
def _recheck_post(post: int, sources: Sequence[int], texts: Sequence[int]) -> list[Citation]:
    if not _lock(post):
        return []
    ours, told = Q(source__in=sources) | Q(quoted_in__in=sources), Q(pk=None)
    for text in texts:
        told |= Q(found__contains={"text": text}) | Q(found__contains={"elsewhere": [{"text": text}]})
    cited = Citation.objects.filter(claim__post=post)
    showing = list(cited.filter(ours | told))
    missing = cited.filter(found__verdict__in=MISSING).exclude(pk__in=[citation.pk for citation in showing])
    rows = [row for row in _rows() if row.source in sources]
    hits = [it for it in missing if _occurring(it, _for(it, rows)) or _alike(it, _for(it, rows))] if rows else []
    changed = check_quotations(citations=[*showing, *hits])
    if showing or changed:
        _renew(post, changed)
    return changed


def look_up(citation: Citation, texts: Texts) -> dict[str, Any] | None:
    """Say what is known of a quotation: from its own source's texts, else the one it was read in, else elsewhere.

    What nobody has confirmed never settles what a confirmed text does: its words are a finding beside a whole one, and
    are told as unconfirmed (`is_confirmed`) where no other has them. That words are not in it says nothing of what
    somebody else cites.
    """
    if not citation.quotation:
        return None
    own = _for(citation, texts.get(citation.source_id, ()))
    if any(text.is_whole and text.is_confirmed for text in own):
        own = [text for text in own if text.is_confirmed]
    else:
        own += _for(citation, texts.get(citation.quoted_in_id or 0, ()))
    others = dict.fromkeys(it for rows in texts.values() for it in _for(citation, rows) if it not in own)
    checked = [(text, check(citation.quotation, index_of(text.sha256), is_whole=text.is_whole)) for text in own]
    checked = [(text, it) for text, it in checked if it.verdict in OCCURS or text.may_deny(citation)]
    if not checked:
        return _as_json(None, check(citation.quotation, None)) | {"elsewhere": _elsewhere(citation, others)}
    text, best = min(checked, key=_weight)
    elsewhere = [] if best.verdict in OCCURS else _elsewhere(citation, others)
    return _as_json(text.pk, best, is_confirmed=text.is_confirmed) | {"elsewhere": elsewhere}


def _weight(checked: tuple[Text, Check]) -> tuple[bool, bool, int, int]:
    """What says most of a quotation, least first: that it occurs, in a confirmed text, how well, and in a new one."""
    text, found = checked
    return found.verdict not in OCCURS, not text.is_confirmed, ORDER.index(found.verdict), -text.pk


def _for(citation: Citation, texts: Iterable[Text]) -> list[Text]:
    """Those of these texts that say something of a citation."""
    return [text for text in texts if text.is_for(citation)]


def look_in(text: SourceText, citations: Iterable[Citation]) -> dict[int, dict[str, Any]]:
    """Say what one text alone says of these quotations, by citation; one query, none while the text is in memory."""
    index = index_of(text.sha256)
    checked = {it.pk: check(it.quotation, index, is_whole=text.is_whole) for it in citations}
    is_confirmed = text.curation == "confirmed"
    return {pk: _as_json(text.pk, it, is_confirmed=is_confirmed) | {"elsewhere": []} for pk, it in checked.items()}


def _texts_on_file() -> Texts:
    """The texts on file of each source, newest first, those of a survivor for its aliases, too; two queries."""
    found: dict[int, list[Text]] = {}
    for text in _rows():
        found.setdefault(text.source, []).append(text)
    merged = Source.objects.filter(merged_into__in=list(found)).values_list("pk", "merged_into")
    return found | {alias: found[survivor] for alias, survivor in merged if survivor is not None}


def _rows() -> list[Text]:
    """All texts that were not rejected, newest first; those of a merged source are its survivor's."""
    rows = SourceText.objects.usable().order_by("-pk")
    survivor, waits = Coalesce("source__merged_into", "source"), Coalesce("waits_for", "source__waits_for")
    columns = ("pk", survivor, "is_whole", "source__date", "sha256", "curation", waits, "supplied_by")
    return [
        Text(pk, source, is_whole, date, sha256, curation == "confirmed", waits_for, supplied_by)
        for pk, source, is_whole, date, sha256, curation, waits_for, supplied_by in rows.values_list(*columns)
    ]


def _elsewhere(citation: Citation, others: Iterable[Text]) -> list[dict[str, Any]]:
    """Where else the words occur, or the nearest to them do: findings, never a confirmation."""
    others = list(others)
    found = _occurring(citation, others) or _alike(citation, others)
    return found[:MOST_FINDINGS]


def _occurring(citation: Citation, texts: Iterable[Text]) -> list[dict[str, Any]]:
    seen = [(text, check(citation.quotation, index_of(text.sha256), propose=False)) for text in texts]
    seen.sort(key=lambda found: (not found[0].is_confirmed, found[0].date or "9999", found[0].pk))
    return [
        {"source": text.source, "text": text.pk, "start": it.start, "end": it.end, "exact": True}
        for text, it in seen
        if it.verdict in OCCURS
    ]


def _alike(citation: Citation, texts: Iterable[Text]) -> list[dict[str, Any]]:
    like = [(text, nearest(citation.quotation, index_of(text.sha256), least=LEAST_LIKE)) for text in texts]
    near = [(text, it) for text, it in like if it is not None and it.run >= LEAST_RUN]
    near.sort(key=lambda found: (-found[1].run, -found[1].likeness, found[0].date or "9999", found[0].pk))
    return [
        {"source": text.source, "text": text.pk, "start": it.start, "end": it.end, "exact": False} for text, it in near
    ]


def _as_json(text: int | None, found: Check, *, is_confirmed: bool = True) -> dict[str, Any]:
    return {
        "is_confirmed": is_confirmed,
        "verdict": found.verdict.value,
        "text": text,
        "start": found.start,
        "end": found.end,
        "pieces": [list(piece) for piece in found.pieces],
        "departures": [asdict(departure) for departure in found.departures],
        "reasons": list(found.reasons),
        "nearest": asdict(found.nearest) if found.nearest else None,
    }


@dataclass(frozen=True, slots=True)
class Tried:
    """What a quotation would be found to be: `found` as a citation stores it, and `pasted` in a pasted paragraph."""

    found: Mapping[str, Any]
    pasted: Check | None = None

    @property
    def is_in_paragraph(self) -> bool:
        """Whether the paragraph says more than the texts on file do."""
        if self.pasted is None or self.found["verdict"] in OCCURS:
            return False
        return self.pasted.verdict in OCCURS or self.found["verdict"] == Verdict.NO_TEXT


def try_quotation(
    *,
    source: int | None,
    quotation: str,
    paragraph: str = "",
    quoted_in: int | None = None,
    citation: int | None = None,
    by: int | None = None,
) -> Tried | None:
    """Check a quotation that is still being typed, against the texts of its source and a paragraph that was pasted.

    Writes nothing; None where there are no words. Without a source it is looked for in every text. `quoted_in` is the
    source that the words were read in, `citation` the one that is mended, `by` who cites. One query, and one for each
    text that is not in memory.
    """
    tried = Citation(pk=citation, source_id=source or 0, quoted_in_id=quoted_in, quotation=quotation, contributor_id=by)
    found = look_up(tried, _texts_on_file())
    if found is None:
        return None
    return Tried(found, check(quotation, Index(paragraph), is_whole=False) if paragraph else None)


def check_post(*, post: Post) -> list[Citation]:
    """Check every quotation of a post."""
    return check_quotations(citations=Citation.objects.filter(claim__post=post).exclude(quotation=""))
