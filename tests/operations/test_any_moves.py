"""Any moves of several people in any order: the graph stays sound, labels and answers right, the history whole."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from argmap.graph.model import Stance, State
from argmap.management.commands.check_labels import check
from argmap.models import Answer, Appreciation, Claim, Inference, Misreading, Post, Premise, Submission, User, Wording
from argmap.operations import appreciations, edits, moves
from argmap.operations.answers import read_answers
from argmap.operations.submissions import Resent
from tests.builders import make_post
from tests.people import person

pytestmark = pytest.mark.django_db
NOUNS = ["Claim", "Wording", "Inference", "Premise", "Citation", "Misreading", "Passage"]
REFUSED = (
    Resent, moves.TargetGone, moves.StepThere, moves.ClaimThere, moves.NoPremise,
    edits.EditedMeanwhile, edits.SaysTheSame, edits.BuiltOn, edits.NotThere,
)  # fmt: skip
PEOPLE = st.sampled_from(["ada", "ben", "cleo"])
PLACE = st.integers(0, 30)
#: Few, so that people say the same now and then; one of them is there from the start.
WORDS = st.sampled_from(
    ["Claim d.", "Numbers are free.", "Numbers are owned.", "Nobody wrote them.", "ليس صحيحا.", "№ 7?"]
)
Labels = dict[tuple[str, int], tuple[int | None, str | None]]


def pick(rows, place: int):
    """One of some rows, whatever the number; None where there are none."""
    found = list(rows)
    return found[place % len(found)] if found else None


def labels() -> Labels:
    """The owner and the label of every claim and step."""
    return {
        (kind, pk): (owner, label)
        for kind, model in (("claim", Claim), ("inference", Inference))
        for pk, owner, label in model.objects.values_list("pk", "contributor", "label")
    }


def replayed(noun: str) -> dict[int, dict[str, object]]:
    """The rows of a noun as its history tells them."""
    event = apps.get_model("argmap", f"{noun}Event")
    names = [field.attname for field in event._meta.concrete_fields if not field.name.startswith("pgh_")]
    rows: dict[int, dict[str, object]] = {}
    for what, *values in event.objects.order_by("pgh_id").values_list("pgh_label", *names):
        row = dict(zip(names, values, strict=True))
        if what == "delete":
            del rows[row["id"]]
        else:
            rows[row["id"]] = row
    return rows


def check_history() -> None:
    """The history of every noun, told from its beginning, ends in what there is."""
    for noun in NOUNS:
        rows = replayed(noun)
        names = list(next(iter(rows.values()), {"id": 0}))
        present = {row["id"]: row for row in apps.get_model("argmap", noun).objects.values(*names)}
        assert rows == present, noun


class Moves(RuleBasedStateMachine):
    """Three people and one argument. What is refused must change nothing; what is accepted moves the version once."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.sent: list[dict[str, object]] = []
        self.open: list[tuple[Claim, str]] = []

    def teardown(self) -> None:
        try:
            check_history()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def do(self, move: Callable[[], object], by: User) -> object:
        """Make a move, and see that it told the right people or, when refused, changed nothing."""
        before, version, told = labels(), Post.objects.get().version, self.unread()
        try:
            with transaction.atomic():
                made = move()
        except REFUSED as refused:
            assert (labels(), Post.objects.get().version, self.unread()) == (before, version, told)
            return refused
        assert Post.objects.get().version == version + 1
        self.check_outcomes(before, told, by)
        return made

    def unread(self) -> dict[tuple[str, int], tuple[int, str, str]]:
        """The unread outcomes: by claim or step, who is told, and between which labels."""
        rows = Answer.objects.unread().filter(kind="outcome")
        return {
            ("claim", it.claim_id) if it.claim_id else ("inference", it.inference_id): (
                it.recipient_id,
                it.was,
                it.became,
            )
            for it in rows
        }

    def check_outcomes(self, before: Labels, told: dict, by: User) -> None:
        """Who owns what got another label knows of it, unless they did it or it is as they know it already."""
        now = self.unread()
        for thing, (owner, label) in labels().items():
            _, was = before.get(thing, (owner, None))
            if owner is None or None in (was, label) or was == label or (owner == by.pk and thing not in told):
                assert now.get(thing) == told.get(thing)
                continue
            started = told[thing][1] if thing in told else was
            assert now.get(thing) == ((owner, started, label) if started != label else None)

    # -- moves --

    @rule(who=PEOPLE, at=PLACE, stance=st.sampled_from(Stance), given=st.lists(WORDS | PLACE, min_size=1, max_size=3))
    def add(self, who, at, stance, given):
        claims = list(Claim.objects.order_by("pk"))
        target = pick([*claims, *Inference.objects.order_by("pk")], at)
        premises = [it if isinstance(it, str) else pick(claims, it).pk for it in given]
        self.publish(person(who), target, stance if isinstance(target, Claim) else Stance.AGAINST, premises)

    def publish(self, by, target, stance, premises):
        token = uuid4()
        kept = {"target": target, "stance": stance, "contributor": by, "premises": premises, "token": token}
        expected = self.answered_by(target) - {by.pk}
        made = self.do(lambda: moves.add_step(**kept), by)
        if isinstance(made, moves.Made):
            self.sent.append(kept)
            replies = Answer.objects.filter(kind="reply", inference=made.step)
            assert set(replies.values_list("recipient", flat=True)) == expected
            assert len(replies) == len(expected)

    def answered_by(self, target) -> set[int]:
        """Those whom a step at this target answers."""
        people = {target.contributor_id}
        if isinstance(target, Claim):
            uses = Premise.objects.filter(claim=target, inference__state=State.PUBLISHED)
            people |= {use.inference.contributor_id for use in uses.select_related("inference")}
        return people - {None}

    @rule(at=PLACE)
    def send_again(self, at):
        if kept := pick(self.sent, at):
            assert isinstance(self.do(lambda: moves.add_step(**kept), kept["contributor"]), Resent)

    @rule(at=PLACE)
    def open_a_form(self, at):
        claim = pick(Claim.objects.with_wording().order_by("pk"), at)
        self.open.append((claim, edits.edition_of(claim)))

    @rule(who=PEOPLE, at=PLACE, text=WORDS, granted=st.booleans())
    def reword(self, who, at, text, granted):
        if (form := pick(self.open, at)) is None:
            return
        (claim, edition), by = form, person(who)
        steps = Inference.objects.published()
        bearing = steps.filter(conclusion=claim) | steps.filter(pk__in=claim.uses.values("inference"))
        expected = {it.contributor_id for it in bearing} - {None, by.pk}
        values = {"text": text, "granted": granted, "note": "", "edition": edition, "token": uuid4()}
        now = Claim.objects.with_wording().get(pk=claim.pk)
        done = self.do(lambda: edits.reword(claim=claim, contributor=by, **values), by)
        if now.state == State.PUBLISHED and edits.edition_of(now) != edition:
            assert isinstance(done, edits.EditedMeanwhile)
        elif not isinstance(done, REFUSED) and text != now.text:
            told = Answer.objects.unread().filter(kind="rewording", claim=claim, became=now.wordings.count())
            assert set(told.values_list("recipient", flat=True)) == expected

    @rule(at=PLACE, is_step=st.booleans())
    def withdraw(self, at, is_step):
        thing = pick((Inference if is_step else Claim).objects.exclude(contributor=None).order_by("pk"), at)
        if thing is not None:
            self.do(lambda: edits.withdraw(thing=thing, by=thing.contributor), thing.contributor)

    @rule(at=PLACE)
    def restore(self, at):
        gone = [*Claim.objects.filter(state="withdrawn"), *Inference.objects.filter(state="withdrawn")]
        if (thing := pick(gone, at)) is not None:
            done = self.do(lambda: edits.restore(thing=thing, by=thing.contributor), thing.contributor)
            assert not isinstance(done, REFUSED)

    @rule(who=PEOPLE, at=PLACE, words=WORDS)
    def misread(self, who, at, words):
        claim, by = pick(Claim.objects.order_by("pk"), at), person(who)
        values = {"words": words, "reading": words, "note": "", "token": uuid4()}
        self.do(lambda: edits.misread(claim=claim, contributor=by, **values), by)

    @rule(at=PLACE)
    def take_a_misreading_back(self, at):
        if (found := pick(Misreading.objects.order_by("pk"), at)) is not None:
            self.do(lambda: edits.settle_misreading(misreading=found, by=found.contributor), found.contributor)

    @rule(who=PEOPLE, is_undone=st.booleans())
    def appreciate(self, who, is_undone):
        post, by = Post.objects.get(), person(who)
        (appreciations.take_back if is_undone else appreciations.appreciate)(post=post, person=by)
        assert Appreciation.objects.filter(post=post, contributor=by).count() == (0 if is_undone else 1)

    @rule(who=PEOPLE)
    def read(self, who):
        read_answers(reader=person(who))
        assert not Answer.objects.unread().filter(recipient=person(who)).exists()

    # -- what always holds --

    @invariant()
    def what_is_stored_is_what_follows(self):
        assert check(Post.objects.get()) == []

    @invariant()
    def the_graph_is_sound(self):
        connection.check_constraints()
        premises: dict[int, list[Claim]] = {}
        for premise in Premise.objects.select_related("claim").order_by("position"):
            premises.setdefault(premise.inference_id, []).append(premise.claim)
        post = Post.objects.get()
        for step in Inference.objects.select_related("conclusion", "undercuts"):
            used = premises[step.pk]
            assert (step.conclusion is None) != (step.undercuts is None)
            assert step.undercuts is None or (step.stance == Stance.AGAINST and step.undercuts != step)
            assert len(set(used)) == len(used) and step.conclusion not in used
            assert {it.post_id for it in (step, step.conclusion or step.undercuts, *used)} == {post.pk}

    @invariant()
    def every_claim_has_its_wordings_from_the_first_on(self):
        numbers: dict[int, list[int]] = {}
        for claim, number in Wording.objects.order_by("number").values_list("claim", "number"):
            numbers.setdefault(claim, []).append(number)
        for pk, public in Claim.objects.values_list("pk", "public_wording"):
            assert numbers[pk] == list(range(1, len(numbers[pk]) + 1)) and public in numbers[pk]

    @invariant()
    def no_form_was_accepted_twice_and_none_lost(self):
        accepted = {kept["token"] for kept in self.sent}
        assert accepted <= set(Submission.objects.values_list("token", flat=True))
        assert Inference.objects.exclude(contributor=None).count() == len(accepted)


def test_any_moves_in_any_order_leave_a_sound_argument_right_labels_and_a_whole_history():
    make_post("i: a + b -> c; j: d -> a; r: d -x b; u: e -x i; k: c -> d", main=["c"])
    for name in ("ada", "ben", "cleo"):
        person(name)
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Moves, settings=settings(max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=slow)
    )
