"""Any decisions of several people in any order: the desk shows what needs a person, and the log tells how it came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from argmap.graph.model import Stance
from argmap.models import Answer, Citation, Claim, Decision, DeskItem, Inference, LinkCheck, Misreading, Post, Source
from argmap.operations import (
    appeals,
    citations,
    curation,
    desk,
    edits,
    flags,
    hiding,
    links,
    merges,
    moderation,
    moves,
    sanctions,
    texts,
)
from argmap.operations.acts import Given, seen_of
from argmap.operations.deciding import choices_for
from argmap.operations.decisions import AlreadyDecided
from argmap.operations.editions import edition_of
from argmap.operations.submissions import Resent
from tests.builders import make_post
from tests.decisions import WHY, moderator
from tests.desk import causes, on_the_desk, present, put_back, replayed, settled
from tests.people import person

pytestmark = pytest.mark.django_db
REFUSED = (
    AlreadyDecided, Resent, appeals.AppealedAlready, appeals.NotAffected, citations.CitationThere,
    curation.CitedAlready, curation.Merged, curation.NothingChanged, curation.OwnSource, desk.NotDecided,
    desk.OpenAgain, edits.BuiltOn, edits.EditedMeanwhile, edits.NotThere, edits.SaysTheSame, flags.FlaggedAlready,
    hiding.MainClaim, hiding.OwnCause, links.NoSuchLink,
    merges.MergedSince, merges.NotMerged, merges.NotTheSame, moderation.ChangedMeanwhile,
    moves.ClaimThere, moves.NoPremise, moves.StepThere, moves.TargetGone, sanctions.NothingToDo, sanctions.NotYours,
    texts.NothingToDecide, texts.TextThere,
)  # fmt: skip
PEOPLE, MODERATORS = st.sampled_from(["ada", "ben"]), st.sampled_from(["mod", "meg"])
PLACE = st.integers(0, 30)
WORDS = st.sampled_from(["Claim a.", "Numbers are free.", "Numbers are free as air.", "Nobody wrote them."])
QUOTED = st.sampled_from(["", "the weights are free", "the weights are chained", "nobody wrote them at all"])
CITED = st.sampled_from(["Feist, 499 U.S. 340", "A page", "A page of it", "Baker v. Selden, 101 U.S. 99 (1879)"])
PASSAGE = st.sampled_from(["They say: the weights are free.", "Nobody wrote them at all.", "Something else."])
ADDRESS = "https://example.org/s"
SOURCES = f"""\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
address: {ADDRESS}
text: s.txt
extent: whole

source t
kind: page
title: A page
citation: A page
"""
EXTRA = (
    "cite a\nsource: s\nquotation: the weights are bound\n\ncite b\nsource: t\nquotation: nobody wrote them at all\n"
)


def pick(rows, place: int):
    """One of some rows, whatever the number; None where there are none."""
    found = list(rows)
    return found[place % len(found)] if found else None


def rows(*models):
    """All rows of these, oldest first."""
    return [row for model in models for row in model.objects.order_by("pk")]


def contributions() -> list[Claim | Inference | Citation]:
    """What people have contributed, in whichever state."""
    return [it for it in rows(Claim, Inference, Citation) if it.contributor_id is not None]


def given_with(item: DeskItem, place: int) -> Given:
    """What a moderator says along with a decision on an item, whatever that needs."""
    until = timezone.now() + timedelta(days=1)
    return Given(seen=seen_of(item), source=pick(rows(Source), place), address=f"{ADDRESS}{place % 2}", until=until)


class Decisions(RuleBasedStateMachine):
    """Two people contribute and two moderate. What is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def do(self, act: Callable[[], object]) -> object:
        """Do something, and see that it changed nothing when it was refused."""
        before = self.told()
        try:
            with transaction.atomic():
                return act()
        except REFUSED as refused:
            assert self.told() == before
            return refused

    def told(self) -> tuple[object, ...]:
        """What the desk and the log say, and how often the post has changed."""
        items = DeskItem.objects.order_by("pk").values_list("pk", "closed_at", "is_settled")
        return list(items), list(Decision.objects.order_by("pk").values_list("pk")), Post.objects.get().version

    # -- what people do --

    @rule(who=PEOPLE, at=PLACE, stance=st.sampled_from(Stance), given=st.lists(WORDS | PLACE, min_size=1, max_size=2))
    def answer(self, who, at, stance, given):
        target = pick(rows(Claim, Inference), at)
        premises = [it if isinstance(it, str) else pick(rows(Claim), it).pk for it in given]
        stance = stance if isinstance(target, Claim) else Stance.AGAINST
        step = {"target": target, "stance": stance, "premises": premises, "token": uuid4()}
        self.do(lambda: moves.add_step(contributor=person(who), **step))

    @rule(who=PEOPLE, at=PLACE, source=PLACE | CITED, quotation=QUOTED)
    def cite(self, who, at, source, quotation):
        is_new = isinstance(source, str)
        cited = citations.NewSource("page", source, source) if is_new else pick(rows(Source), source)
        made = {"claim": pick(rows(Claim), at), "source": cited, "quotation": quotation, "token": uuid4()}
        self.do(lambda: citations.cite(contributor=person(who), **made))

    @rule(at=PLACE, text=WORDS)
    def reword(self, at, text):
        if claim := pick(Claim.objects.exclude(contributor=None).with_wording().order_by("pk"), at):
            given = {"text": text, "granted": True, "note": "", "edition": edition_of(claim), "token": uuid4()}
            self.do(lambda: edits.reword(claim=claim, contributor=claim.contributor, **given))

    @rule(at=PLACE, is_put_back=st.booleans())
    def take_back_or_put_back(self, at, is_put_back):
        if thing := pick(contributions(), at):
            room, name = (citations, "citation") if isinstance(thing, Citation) else (edits, "thing")
            move = room.restore if is_put_back else room.withdraw
            self.do(lambda: move(by=thing.contributor, **{name: thing}))

    @rule(who=PEOPLE, at=PLACE)
    def flag(self, who, at):
        if thing := pick(contributions(), at):
            given = {"why": "abuse", "words": "", "token": uuid4()}
            self.do(lambda: flags.flag(thing=thing, contributor=person(who), **given))

    @rule(who=PEOPLE, at=PLACE, is_taken_back=st.booleans())
    def misread(self, who, at, is_taken_back):
        if is_taken_back and (there := pick(rows(Misreading), at)):
            self.do(lambda: edits.settle_misreading(misreading=there, by=there.contributor))
        else:
            said = {"words": "x", "reading": "y", "note": "", "token": uuid4()}
            self.do(lambda: edits.misread(claim=pick(rows(Claim), at), contributor=person(who), **said))

    @rule(who=PEOPLE | MODERATORS, at=PLACE, text=PASSAGE)
    def supply(self, who, at, text):
        by = moderator(who) if who in ("mod", "meg") else person(who)
        self.do(lambda: texts.supply_text(source=pick(rows(Source), at), by=by, text=text, is_whole=True))

    @rule(at=PLACE)
    def appeal(self, at):
        if made := pick(Answer.objects.exclude(decision=None).order_by("pk"), at):
            said = {"decision": made.decision, "words": "No.", "token": uuid4()}
            self.do(lambda: appeals.appeal(contributor=made.recipient, **said))

    @rule(outcome=st.sampled_from(["fine", "changed", "gone", "unreachable"]), failures=st.integers(0, 4))
    def look_at_the_link(self, outcome, failures):
        answered = {"outcome": outcome, "failures": failures, "sha256": "a" * 64, "checked_at": timezone.now()}
        LinkCheck.objects.update_or_create(source=Source.objects.get(key="s"), address=ADDRESS, defaults=answered)
        desk.sync_library()

    # -- what moderators do --

    @rule(who=MODERATORS, at=PLACE, choice=PLACE, is_late=st.booleans())
    def decide(self, who, at, choice, is_late):
        item = pick(DeskItem.objects.open().order_by("pk"), at)
        if item is None or (chosen := pick(choices_for(item, moderator(who)), choice)) is None:
            return
        given = given_with(item, choice)
        made = self.do(lambda: chosen.act(item, moderator(who), WHY, given))
        if is_late and not isinstance(made, Exception):
            said = self.do(lambda: chosen.act(item, moderator("late"), WHY, given))
            assert isinstance(said, Exception)
            assert not isinstance(said, AlreadyDecided) or said.decision == made

    @rule(who=MODERATORS, at=PLACE, action=st.sampled_from(["hide", "show", "return_to_author", "accept"]))
    def decide_where_it_stands(self, who, at, action):
        if thing := pick(contributions(), at):
            seen = {"seen": edition_of(thing)} if action == "accept" else {}
            room = hiding if action in ("hide", "show") else moderation
            self.do(lambda: getattr(room, action)(thing=thing, by=moderator(who), reason=WHY, **seen))

    @rule(who=MODERATORS, at=PLACE, citation=CITED)
    def correct(self, who, at, citation):
        values = {"citation": citation, "kind": "case" if "U.S." in citation else "page"}
        given = {"source": pick(rows(Source), at), "values": values, "reason": WHY}
        self.do(lambda: curation.correct_source(by=moderator(who), **given))

    @rule(who=MODERATORS, at=PLACE, other=PLACE)
    def merge(self, who, at, other):
        claim, into = pick(rows(Claim), at), pick(rows(Claim), other)
        self.do(lambda: merges.merge_claims(claim=claim, into=into, by=moderator(who), reason=WHY))

    @rule(who=MODERATORS, at=PLACE)
    def take_a_merge_back(self, who, at):
        if made := pick(Decision.objects.filter(action="merge").order_by("pk"), at):
            self.do(lambda: merges.undo_merge(merge=made, by=moderator(who), reason=WHY))

    @rule(who=MODERATORS, is_first=st.booleans())
    def let_contributions_wait(self, who, is_first):
        given = {"post": Post.objects.get(), "is_first": is_first, "by": moderator(who), "reason": WHY}
        self.do(lambda: moderation.set_review(**given))

    @rule(who=MODERATORS, at=PLACE)
    def reopen(self, who, at):
        if item := pick(DeskItem.objects.exclude(closed_at=None).order_by("pk"), at):
            self.do(lambda: desk.reopen(item=item, by=moderator(who), reason=WHY))

    @rule(who=MODERATORS, name=PEOPLE, is_lifted=st.booleans())
    def suspend(self, who, name, is_lifted):
        given = {"person": person(name), "by": moderator(who), "reason": WHY}
        until = timezone.now() + timedelta(days=1)
        self.do(lambda: sanctions.lift(**given) if is_lifted else sanctions.suspend(until=until, **given))

    # -- what always holds --

    @invariant()
    def the_desk_shows_what_needs_a_person_and_nobody_has_decided(self):
        shown = on_the_desk()
        assert len(shown) == len(set(shown))
        assert set(shown) == (causes() - settled()) | put_back()

    @invariant()
    def bringing_the_desk_up_to_date_finds_nothing_to_do(self):
        before = self.told()
        desk.sync_all([Post.objects.get().pk])
        assert self.told() == before

    @invariant()
    def nobody_decides_what_is_decided(self):
        reopened = list(Decision.objects.filter(action="reopen").values_list("details__item", flat=True))
        for item in DeskItem.objects.all():
            closings = item.decisions.count() - reopened.count(item.pk)
            assert closings == (0 if item.closed_at is None else 1)

    @invariant()
    def the_log_tells_the_present(self):
        assert replayed() == present()


def test_any_decisions_in_any_order_leave_a_true_desk_and_a_log_that_tells_the_present():
    texts_on_file = {"s.txt": "They say: the weights are free."}
    make_post("i: a + b -> c; r: d -x b", main=["c"], sources=SOURCES, texts=texts_on_file, extra=EXTRA)
    for name in ("ada", "ben"):
        person(name)
    for name in ("mod", "meg", "late"):
        moderator(name)
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    few = settings(
        max_examples=6,
        stateful_step_count=12,
        deadline=None,
        phases=[Phase.generate],  # each step is dear, and shrinking makes hundreds
        suppress_health_check=slow,
    )
    run_state_machine_as_test(Decisions, settings=few)
