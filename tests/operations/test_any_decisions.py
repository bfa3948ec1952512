"""Any moves and decisions in any order: where a post is reviewed first, nothing appears that nobody decided on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from argmap.graph.model import State
from argmap.management.commands.check_labels import check
from argmap.models import Citation, Claim, Decision, Inference, Misreading, Post, Source, SourceText, Wording
from argmap.operations import citations, curation, edits, mending, moderation, texts
from argmap.operations.editions import edition_of
from argmap.queries.graph_data import graph_data
from argmap.queries.labels import Judgement
from argmap.queries.sources import source_list, source_page
from tests.builders import make_post
from tests.decisions import WHY, moderator
from tests.operations.test_any_moves import PLACE, REFUSED, check_history, pick
from tests.people import against, person, reword
from tests.views.conftest import SOURCES

pytestmark = pytest.mark.django_db
NOT_NOW = (
    *REFUSED, moderation.ChangedMeanwhile, mending.CitationEdited, citations.CitationThere, texts.NothingToDecide,
)  # fmt: skip
PEOPLE = st.sampled_from(["ada", "ben"])
WORDS = st.sampled_from(["Numbers are free.", "Numbers are owned.", "Nobody wrote them.", "№ 7?"])
CITED, PARAGRAPHS = st.sampled_from(["A page", "Another page"]), st.sampled_from(["", "Words.", "Other words."])
KINDS = st.sampled_from([Claim, Inference, Citation, Misreading, Wording])
#: What somebody reads of a thing: its kind and id, and all of its words.
Content = tuple[object, ...]
DECISIONS: dict[str, Callable[..., Decision]] = {
    "refuse": moderation.refuse,
    "hide": moderation.hide,
    "return": moderation.return_to_author,
}


def content_of(thing) -> set[Content]:
    """What would be read of a thing if it were public now; of a step with all its premises."""
    if isinstance(thing, Claim):
        return {("claim", thing.pk, thing.text, thing.granted, thing.note)}
    if isinstance(thing, Inference):
        premises = Claim.objects.filter(uses__inference=thing)
        return {("step", thing.pk, thing.scheme, thing.note)}.union(*(content_of(claim) for claim in premises))
    if isinstance(thing, Wording):
        granted = thing.claim.granted if thing.granted is None else thing.granted
        return {("claim", thing.claim_id, thing.text, granted, thing.note or thing.claim.note)}
    if isinstance(thing, Citation):
        own = {("citation", thing.pk, thing.source_id, thing.locator, thing.note)}
        return own.union(sources([thing.source]), pasted(SourceText.objects.filter(waits_for=thing)))
    return {("misreading", thing.pk, thing.reading)}


def sources(rows) -> set[Content]:
    """What would be read of sources."""
    return {("source", it.pk, it.title, it.citation, it.address) for it in rows}


def pasted(rows) -> set[Content]:
    """What would be read of texts on file."""
    return {("text", it.pk, it.sha256) for it in rows}


def library() -> set[Content]:
    """What everybody can read of the sources, listed and each on its page."""
    reader, shown = AnonymousUser(), source_list(AnonymousUser())
    texts = (text for source in shown for text in source_page(source, reader).texts)
    return sources(shown) | pasted(texts)


def public() -> set[Content]:
    """All that everybody can read."""
    rows = (model.objects.filter(state=State.PUBLISHED) for model in (Claim, Citation, Misreading))
    found = library().union(*(content_of(thing) for things in rows for thing in things))
    return found | {("step", it.pk, it.scheme, it.note) for it in Inference.objects.filter(state=State.PUBLISHED)}


def everything() -> list[object]:
    """The state of everything, and the graph as programs see it."""
    things = (model.objects.order_by("pk").values_list("pk", "state") for model in (Claim, Inference, Citation))
    graph = graph_data(Post.objects.get(), lambda kind, pk: f"{kind}/{pk}", Judgement())
    del graph["post"]["version"]
    return [*map(list, things), graph]


class Decisions(RuleBasedStateMachine):
    """Two people, a moderator, and a post that is reviewed first now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        moderation.set_review(post=Post.objects.get(), is_first=True, by=moderator(), reason=WHY)
        self.decided: set[Content] = set()
        self.taken: dict[tuple[type, int], set[Content]] = {}
        self.seen: list[tuple[object, str, set[Content]]] = []

    def teardown(self) -> None:
        try:
            check_history()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def do(self, move: Callable[[], object], decides: set[Content] = frozenset()) -> object:
        """Do something; under review first all that appears by it must have been decided on."""
        before, is_first = public(), Post.objects.get().is_reviewed_first
        done = None
        with suppress(*NOT_NOW), transaction.atomic():
            done = move()
        if done is not None:
            self.decided |= decides
        appeared = public() - before
        assert not is_first or appeared <= self.decided, appeared - self.decided
        return done

    @rule(by=PEOPLE, place=PLACE, words=WORDS)
    def answer(self, by: str, place: int, words: str) -> None:
        target = pick(Claim.objects.published().with_wording().order_by("pk"), place)
        self.do(lambda: against(target, words, by=person(by)))

    @rule(by=PEOPLE, place=PLACE, other=PLACE)
    def use(self, by: str, place: int, other: int) -> None:
        target = pick(Inference.objects.order_by("pk"), place)
        premise = pick(Claim.objects.with_wording().order_by("pk"), other)
        self.do(lambda: against(target, premise, by=person(by)))

    @rule(place=PLACE, words=WORDS, granted=st.booleans(), note=st.sampled_from(["", "A note."]))
    def edit(self, place: int, words: str, granted: bool, note: str) -> None:
        if mine := pick(Claim.objects.with_wording().exclude(contributor=None).order_by("pk"), place):
            self.do(lambda: reword(mine, words, by=mine.contributor, granted=granted, note=note) is not None or True)

    @rule(by=PEOPLE, place=PLACE, note=st.sampled_from(["", "A note."]))
    def cite(self, by: str, place: int, note: str) -> None:
        values = {"source": Source.objects.get(key="s"), "contributor": person(by), "token": uuid4(), "note": note}
        self.do(lambda: citations.cite(claim=pick(Claim.objects.order_by("pk"), place), **values))

    @rule(by=PEOPLE, place=PLACE, cited=CITED, paragraph=PARAGRAPHS)
    def cite_anew(self, by: str, place: int, cited: str, paragraph: str) -> None:
        described = citations.NewSource("page", f"{cited}, as {by} calls it", cited)
        values = {"source": described, "contributor": person(by), "token": uuid4(), "paragraph": paragraph}
        self.do(lambda: citations.cite(claim=pick(Claim.objects.order_by("pk"), place), **values))

    @rule(place=PLACE, cited=CITED, paragraph=PARAGRAPHS)
    def mend(self, place: int, cited: str, paragraph: str) -> None:
        if mine := pick(Citation.objects.exclude(contributor=None).order_by("pk"), place):
            backing = citations.Backing(citations.NewSource("page", f"{cited}, mended", cited), paragraph=paragraph)
            values = {"backing": backing, "seen": edition_of(mine), "token": uuid4()}
            self.do(lambda: mending.mend(citation=mine, by=mine.contributor, **values))

    @rule(place=PLACE)
    def confirm_a_source(self, place: int) -> None:
        source = pick(Source.objects.order_by("pk"), place)
        decided = sources([source]) | pasted(source.texts.filter(waits_for=None))
        self.do(lambda: curation.confirm(source=source, by=moderator(), reason=WHY), decided)

    @rule(place=PLACE)
    def confirm_a_text(self, place: int) -> None:
        text = pick(SourceText.objects.order_by("pk"), place)
        self.do(lambda: texts.confirm_text(text=text, by=moderator(), reason=WHY))
        self.decided |= pasted([text])

    @rule(by=PEOPLE, place=PLACE)
    def misread(self, by: str, place: int) -> None:
        values = {"words": "x", "reading": f"y {place}", "note": "", "contributor": person(by), "token": uuid4()}
        self.do(lambda: edits.misread(claim=pick(Claim.objects.order_by("pk"), place), **values))

    @rule(place=PLACE, kind=st.sampled_from([Claim, Inference, Citation]), back=st.booleans())
    def take_or_put_back(self, place: int, kind: type, back: bool) -> None:
        mine = pick(kind.objects.exclude(contributor=None).order_by("pk"), place)
        if mine is None:
            return
        room, name = (citations, "citation") if kind is Citation else (edits, "thing")
        move = room.restore if back else room.withdraw
        self.do(lambda: move(**{name: mine, "by": mine.contributor}))

    @rule(place=PLACE, kind=KINDS)
    def look(self, place: int, kind: type) -> None:
        """A moderator reads something, and may decide on it only later."""
        if thing := pick(kind._default_manager.order_by("pk"), place):
            self.seen.append((thing, edition_of(thing), content_of(thing)))

    @rule(place=PLACE)
    def accept(self, place: int) -> None:
        if self.seen:
            thing, seen, content = pick(self.seen, place)
            self.do(lambda: moderation.accept(thing=thing, by=moderator(), reason=WHY, seen=seen), content)

    @rule(place=PLACE, kind=KINDS, what=st.sampled_from(sorted(DECISIONS)))
    def take_away(self, place: int, kind: type, what: str) -> None:
        if thing := pick(kind._default_manager.order_by("pk"), place):
            content = content_of(thing)
            if self.do(lambda: DECISIONS[what](thing=thing, by=moderator(), reason=WHY)):
                self.taken[kind, thing.pk] = content

    @rule(place=PLACE)
    def show(self, place: int) -> None:
        """What comes back is what was there when it was hidden, and that is what is decided on."""
        if key := pick(sorted(self.taken, key=str), place):
            thing = key[0]._default_manager.get(pk=key[1])
            self.do(lambda: moderation.show(thing=thing, by=moderator(), reason=WHY), self.taken[key])

    @rule(place=PLACE, kind=st.sampled_from([Claim, Inference, Citation]))
    def hide_and_show(self, place: int, kind: type) -> None:
        thing = pick(kind.objects.exclude(state=State.HIDDEN).order_by("pk"), place)
        if thing is None:
            return
        before, content = everything(), content_of(thing)
        self.do(lambda: moderation.hide(thing=thing, by=moderator(), reason=WHY))
        self.do(lambda: moderation.show(thing=thing, by=moderator(), reason=WHY), content)
        assert everything() == before

    @rule(is_first=st.booleans())
    def toggle(self, is_first: bool) -> None:
        post = Post.objects.get()
        self.do(lambda: moderation.set_review(post=post, is_first=is_first, by=moderator(), reason=WHY))

    @invariant()
    def labels_are_those_of_what_counts(self) -> None:
        assert not check(Post.objects.get())

    @invariant()
    def what_a_claim_says_in_public_was_public(self) -> None:
        for claim in Claim.objects.published().with_wording():
            assert claim.wording.state == State.PUBLISHED


def test_nothing_appears_without_a_decision_on_that_very_wording():
    make_post("i: a + b -> m", main=["m"], sources=SOURCES, texts={"s.txt": "Words.\n"})
    run_state_machine_as_test(
        Decisions,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
