"""What was found as pages show it: the rows, with the words that were looked for marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from argmap.models import Claim, Inference, Passage, Post, Premise, Remark, Source, SourceText, User
from argmap.prose import citations, markup
from argmap.prose.canonical import canonical_text
from argmap.prose.excerpts import Piece, Span, excerpt
from argmap.queries.matching import Match, match, sources_of_section
from argmap.queries.naming import words_of
from argmap.queries.people import contributor_called
from argmap.queries.search import asking
from argmap.queries.search.asking import Asked, read_words
from argmap.queries.search.finding import find
from argmap.queries.search.fitting import Found, Hit
from argmap.queries.search.listing import list_what_fits
from argmap.queries.search.wanted import Kind, Wanted

PAGE_SIZE = 20
#: An excerpt is about so long.
EXCERPT = 260
OF = ("post", "claim", "step", "source", "text", "passage", "remark")
#: What is looked for where no word is: what is called so may be there, such as the claim A.
NO_WORDS = Asked("", "", "")
START, STOP = "\x02", "\x03"
MARKED = """
    SELECT ts_headline('argmap_stems', argmap_blanked(text), %(seen)s::tsquery, %(how)s),
           ts_headline('argmap_words', argmap_blanked(text), %(seen)s::tsquery, %(how)s)
    FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Result:
    """Something that was found, and its words, or those of it that matter, with what was looked for marked.

    `thing` is the row that has the words; for a note it is the claim or step. `more` is the citation of a source, and
    of a post who wrote it and what it is about.
    """

    kind: Kind
    thing: Any
    words: Sequence[Piece]
    more: Sequence[Piece] = ()

    @property
    def is_of_a_step(self) -> bool:
        """Whether it is the note of a step."""
        return isinstance(self.thing, Inference)

    @property
    def noun(self) -> str:
        """What it is called."""
        if self.kind is Kind.NOTE:
            return "note of a step" if self.is_of_a_step else "note of a claim"
        return self.kind.noun

    @property
    def first_words(self) -> str:
        """A few of the words from the first mark on, by which a browser can find them in a page."""
        marked = next((number for number, piece in enumerate(self.words) if piece.is_marked), 0)
        return few_words("".join(piece.text for piece in self.words[marked:]).rstrip("…"))


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results, how many there are of each kind, and what to try where there are none.

    `person` is who has exactly the name that was looked for, if they contributed anything. `asked` is False where there
    was nothing to look for. `respelled` are the words that were looked for instead.
    """

    results: Sequence[Result] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    person: User | None = None
    asked: bool = True
    respelled: str = ""
    any_of: str = ""

    @property
    def total(self) -> int:
        """How many results there are of all kinds."""
        return sum(self.counts.values())


def few_words(text: str) -> str:
    """The first words of a text, enough of them to find it in a page."""
    return " ".join(text.split()[:5])


def search(wanted: Wanted, *, page: int = 1, size: int = PAGE_SIZE, room: int = EXCERPT) -> Results:
    """Find posts and published claims, notes, sources, texts, passages and remarks by their words, whatever is typed.

    Claims and steps are found by their keys, too, sources by their citation or its section. Where there are no words,
    all that fits the filters is given, the newest first. Excerpts have about `room` code points. At most twenty
    queries, and twenty-four where nothing is found as it is spelled; their number does not go by how much there is.
    """
    if wanted.is_empty:
        return Results(asked=False)
    if not wanted.words.strip():
        found = list_what_fits(wanted, page=page, size=size)
        return Results(_results(found.hits, NO_WORDS, room), found.counts)
    matched = match(asking.capitalised(wanted.words))
    cited = citations.printed(matched.cited) if matched.cited else ""
    asked = read_words(wanted.words, cited) or NO_WORDS
    meant = [matched.source.pk] if matched.source else sources_of_section(wanted.words)
    found, spelled = find(asked, wanted, page=page, size=size, meant=meant), ""
    person = contributor_called(wanted.words) if page == 1 else None
    if asked is NO_WORDS and not found.counts:
        return Results(person=person, asked=False)
    if not found.counts and not person:
        found, asked, spelled = _second_try(asked, wanted, matched, page, size)
    return Results(
        results=_results(found.hits, asked, room),
        counts=found.counts,
        person=person,
        respelled=spelled if found.counts else "",
        any_of="" if found.counts else asking.any_of(spelled or wanted.words),
    )


def _second_try(asked: Asked, wanted: Wanted, matched: Match, page: int, size: int) -> tuple[Found, Asked, str]:
    """Look for the words as they may have been meant, and for sources that are cited something like it."""
    spelled = asking.respelled(wanted.words)
    asked = (spelled and read_words(spelled)) or asked
    alike = [source.pk for source in matched.similar]
    found = find(asked, wanted, page=page, size=size, alike=alike) if spelled or alike else Found()
    return found, asked, spelled


def _results(hits: Sequence[Hit], asked: Asked, room: int) -> list[Result]:
    """The rows of these hits with their words marked; thirteen queries at most."""
    things = _things(hits)
    there = [(hit, things[hit.of][hit.pk]) for hit in hits if hit.pk in things[hit.of]]
    texts = [_words(hit, thing) for hit, thing in there]
    others = [_other_words(hit, thing) for hit, thing in there]
    marked = [excerpt(text, spans, most=room) for text, spans in _marked([*texts, *others], asked)]
    rows = zip(there, marked, marked[len(there) :], strict=False)
    return [Result(hit.kind, thing, words, more) for (hit, thing), words, more in rows]


def _things(hits: Iterable[Hit]) -> Mapping[str, Mapping[int, Any]]:
    """The rows that were found, by model and id."""
    hits = list(hits)
    ids = {of: [hit.pk for hit in hits if hit.of == of] for of in OF}
    post = Prefetch("post", Post.objects.defer("body", "text"))
    claims = Claim.objects.with_wording().select_related("contributor").prefetch_related(post)
    premises = Prefetch("premises", Premise.objects.select_related("claim__wording"))
    steps = Inference.objects.with_target().select_related("contributor").prefetch_related(post, premises)
    passages = Passage.objects.select_related("claim__wording").prefetch_related(post)
    remarks = Remark.objects.select_related("contributor").prefetch_related(post)
    return {
        "post": Post.objects.defer("body", "text").in_bulk(ids["post"]),
        "claim": claims.in_bulk(ids["claim"]),
        "step": steps.in_bulk(ids["step"]),
        "source": Source.objects.in_bulk(ids["source"]),
        "text": SourceText.objects.select_related("source__merged_into").defer("text").in_bulk(ids["text"]),
        "passage": passages.in_bulk(ids["passage"]),
        "remark": remarks.in_bulk(ids["remark"]),
    }


def _words(hit: Hit, thing: Any) -> str:
    """The words that a result shows; those of a note as its page has them."""
    if hit.kind is Kind.STEP:
        text = words_of(thing)
    elif hit.kind in (Kind.NOTE, Kind.REMARK):
        note = thing.body if hit.kind is Kind.REMARK else thing.note
        text = canonical_text(markup.render(note, ugc=True))
    else:
        text = {Kind.CLAIM: "text", Kind.POST: "title", Kind.SOURCE: "title", Kind.PASSAGE: "exact"}.get(hit.kind, "")
        text = getattr(thing, text) if text else hit.stretch or ""
    return " ".join(text.translate({ord(START): " ", ord(STOP): " "}).split())


def _other_words(hit: Hit, thing: Any) -> str:
    """What else was looked through and is shown."""
    if hit.kind is Kind.POST:
        also = f", also known as {thing.also_known_as}" if thing.also_known_as else ""
        return f"By {thing.author}{also}. {thing.summary}"
    return thing.citation if hit.kind is Kind.SOURCE else ""


def _marked(texts: Sequence[str], asked: Asked) -> list[tuple[str, list[Span]]]:
    """These texts, each with the places of the words that were looked for; one query at most."""
    if not texts or not asked.seen:
        return [(text, []) for text in texts]
    how = f'HighlightAll=true, StartSel="{START}", StopSel="{STOP}"'
    with connection.cursor() as cursor:
        cursor.execute(MARKED, {"texts": list(texts), "seen": asked.seen, "how": how})
        shown = cursor.fetchall()
    return [
        (text, sorted({*_spans(text, by_stem), *_spans(text, by_word)}))
        for text, (by_stem, by_word) in zip(texts, shown, strict=True)
    ]


def _spans(text: str, headline: str) -> list[Span]:
    """The places of the marks; they are counted in a text where signs are blanks, which is as long as the text."""
    spans: list[Span] = []
    place = start = 0
    for character in headline:
        if character == START:
            start = place
        elif character == STOP:
            spans.append((start, place))
        else:
            place += 1
    return spans if place == len(text) else []
