"""Merging claims and steps that make the same point: answers are about both, and undoing restores exactly."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from argmap.graph.model import Stance
from argmap.management.commands.check_labels import check
from argmap.models import Answer, Claim, Decision, Inference, Post
from argmap.operations import edits, merges, moves
from argmap.operations.moves import StepThere
from tests.builders import claim, make_post, step
from tests.merging import merge, said, undo
from tests.people import against, person, reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> Post:
    return make_post("i: a -> c; r: d -x c", main=["c"])


def label(thing):
    return type(thing).objects.get(pk=thing.pk).label


@pytest.mark.parametrize("is_answered_one_kept", [True, False])
def test_merging_two_copies_of_an_answered_undercut_makes_the_label_go_back(demo, is_answered_one_kept):
    assert label(step("i")) == "applies"
    first = against(step("i"), "Weights are not written.", by=person("ada"))
    against(claim(first.premises.get().claim.key), "They are, by training.", by=person("ben"))
    assert label(step("i")) == "applies"
    second = against(step("i"), "Nobody writes weights.", by=person("cleo"))
    assert label(step("i")) == "fails"
    merge(second, first) if is_answered_one_kept else merge(first, second)
    assert label(step("i")) == "applies"
    assert check(demo) == []


def test_what_answers_a_merged_claim_answers_its_survivor(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    against(copy, "That is not so.", by=person("ben"))
    assert label(claim("a")) == "stands"
    made = merge(copy, claim("a"))
    assert label(claim("a")) == "falls"
    assert label(copy) is None
    assert (made.details["into"], made.claim) == (claim("a").pk, copy)


def test_undoing_restores_exactly_what_was(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    against(copy, "That is not so.", by=person("ben"))
    before = said(demo)
    made = merge(copy, claim("a"))
    assert said(demo) != before
    undone = undo(made)
    assert said(demo) == before
    assert undone.undoes == made


def test_a_merge_is_undone_once(demo):
    made = merge(against(claim("a"), "No.").premises.get().claim, claim("d"))
    undo(made)
    with pytest.raises(merges.NotMerged):
        undo(made)


def test_chains_are_one_link_long_and_undone_from_their_end(demo):
    one, two = (against(claim("a"), words).premises.get().claim for words in ("No.", "Not so."))
    before = said(demo)
    first, second = merge(one, two), merge(two, claim("d"))
    assert set(Claim.objects.filter(merged_into=claim("d"))) == {one, two}
    with pytest.raises(merges.MergedSince):
        undo(first)
    undo(second)
    assert Claim.objects.get(pk=one.pk).merged_into == two
    undo(first)
    assert said(demo) == before


def test_a_premise_that_comes_twice_counts_once(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    both = reason(claim("c"), claim("a"), copy)
    merge(copy, claim("a"))
    row = next(row for row in said(demo)["inferences"] if row["id"] == both.pk)
    assert row["premises"] == [claim("a").pk]
    assert check(demo) == []


def test_what_is_merged_is_named_with_its_survivor(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    merge(copy, claim("a"))
    rows = {row["id"]: row for row in said(demo)["claims"]}
    assert copy.pk not in rows
    assert rows[claim("a").pk]["merged"] == [copy.pk]


def test_who_says_the_merged_words_again_is_shown_the_survivor(demo):
    copy = against(claim("a"), "That is not so.").premises.get().claim
    merge(copy, claim("d"))
    with pytest.raises(moves.ClaimThere) as there:
        against(claim("c"), "That is not so.", by=person("ben"))
    assert there.value.claim == claim("d")


def test_a_move_at_what_was_merged_meanwhile_is_made_at_its_survivor(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    merge(copy, claim("a"))
    assert against(copy, "Not at all.").conclusion == claim("a")


def test_a_second_move_that_is_the_same_after_a_merge_is_refused(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    against(copy, claim("d"))
    merge(copy, claim("a"))
    with pytest.raises(StepThere):
        against(claim("a"), claim("d"), by=person("ben"))


def test_the_authors_of_both_are_told_of_a_reply(demo):
    ada, cleo = person("ada"), person("cleo")
    one = against(claim("a"), "Not so.", by=ada).premises.get().claim
    other = against(claim("a"), "It is not.", by=cleo).premises.get().claim
    merge(one, other)
    reply = against(other, "It is.", by=person("ben"))
    told = Answer.objects.filter(kind="reply", inference=reply).values_list("recipient__username", flat=True)
    assert set(told) == {"ada", "cleo"}


@pytest.mark.parametrize(
    ("one", "into", "why"),
    [
        ("c", "d", "post itself"),
        ("a", "c", "reason for or against"),
        ("a", "a", "one already"),
    ],
)
def test_claims_that_cannot_be_one_are_refused_with_why(demo, one, into, why):
    with pytest.raises(merges.NotTheSame, match=why):
        merge(claim(one), claim(into))
    assert not Decision.objects.exists()


def test_claims_of_two_posts_are_not_one(demo):
    make_post("a", slug="other")
    with pytest.raises(merges.NotTheSame, match="different posts"):
        merge(claim("a"), claim("a", "other"))


def test_steps_are_one_only_at_the_same_target(demo):
    one, other = against(claim("a"), "No."), against(claim("d"), "Nor that.")
    with pytest.raises(merges.NotTheSame, match="different things"):
        merge(one, other)
    with pytest.raises(merges.NotTheSame, match="for and one against"):
        merge(step("r"), step("i"))


def test_steps_may_be_merged_once_their_targets_are_one(demo):
    copy = reason(claim("c"), "Claim a, in other words.").premises.get().claim
    one, other = against(claim("a"), "No."), against(copy, "Not so.", by=person("ben"))
    merge(copy, claim("a"))
    before = said(demo)
    made = merge(other, one)
    assert check(demo) == []
    undo(made)
    assert said(demo) == before


def test_what_others_say_too_is_not_taken_back(demo):
    one, other = against(claim("a"), "No.", by=person("ada")), against(claim("a"), "Not so.", by=person("ben"))
    merge(other, one)
    with pytest.raises(edits.BuiltOn):
        edits.withdraw(thing=one, by=person("ada"))
    with pytest.raises(edits.BuiltOn):
        edits.withdraw(thing=one.premises.get().claim, by=person("ada"))


def test_an_undercut_of_a_merged_undercut_is_shown_and_counts_at_its_survivor(demo, client):
    one, other = against(step("i"), "No."), against(step("i"), "Not so.", by=person("ben"))
    answer = against(other, "Even so.", by=person("cleo"))
    merge(other, one)
    assert label(step("i")) == "applies"
    page = client.get(f"/inferences/{one.pk}/").content.decode()
    assert f"/inferences/{answer.pk}/" in page
    assert "also made by" in page
    response = client.get(f"/inferences/{other.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/inferences/{one.pk}/")


def test_the_page_of_a_merged_claim_leads_to_its_survivor(demo, client):
    copy = reason(claim("c"), "Claim a, in other words.", by=person("ada")).premises.get().claim
    against(copy, "That is not so.", by=person("ben"))
    merge(copy, claim("a"))
    response = client.get(f"/claims/{copy.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/claims/{claim('a').pk}/")
    page = client.get(f"/claims/{claim('a').pk}/").content.decode()
    assert "also made by" in page and "That is not so." in page
    for address in ("", "map/?all=1", "outline/", "open/", "sources/", "history/"):
        assert client.get(f"/posts/demo/{address}").status_code == 200
    assert "Claim a, in other words." not in client.get("/posts/demo/outline/").content.decode()


class Merges(RuleBasedStateMachine):
    """People argue while moderators merge and undo: labels are always what follows, and undoing all restores all."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.merges: list[tuple[Decision, dict]] = []

    def teardown(self) -> None:
        try:
            while self.merges:
                self.undo()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @rule(at=st.integers(0, 30), number=st.integers(0, 8), premise=st.integers(0, 30))
    def answer(self, at, number, premise):
        things = [*Claim.objects.order_by("pk"), *Inference.objects.order_by("pk")]
        claims = list(Claim.objects.order_by("pk"))
        words = f"Words {number}." if number % 2 else claims[premise % len(claims)].pk
        values = {"stance": Stance.AGAINST, "contributor": person(f"p{number % 3}"), "token": uuid4()}
        try:
            with transaction.atomic():
                moves.add_step(target=things[at % len(things)], premises=[words], **values)
        except (moves.TargetGone, moves.StepThere, moves.ClaimThere, moves.NoPremise):
            return
        self.merges = []  # what came since is to stay where it was put

    @rule(is_step=st.booleans(), one=st.integers(0, 30), other=st.integers(0, 30))
    def merge(self, is_step, one, other):
        things = list((Inference if is_step else Claim).objects.order_by("pk"))
        before = said(Post.objects.get())
        try:
            with transaction.atomic():
                made = merge(things[one % len(things)], things[other % len(things)])
        except merges.NotTheSame:
            assert said(Post.objects.get()) == before
        else:
            self.merges.append((made, before))

    @rule()
    def undo(self):
        if self.merges:
            made, before = self.merges.pop()
            undo(made)
            assert said(Post.objects.get()) == before

    @invariant()
    def labels_are_what_follows_and_chains_are_short(self):
        assert check(Post.objects.get()) == []
        for model in (Claim, Inference):
            assert not model.objects.filter(merged_into__merged_into__isnull=False).exists()

    @invariant()
    def every_id_leads_somewhere(self):
        data = said(Post.objects.get())
        claims, steps = ({row["id"] for row in data[kind]} for kind in ("claims", "inferences"))
        for row in data["inferences"]:
            assert set(row["premises"]) <= claims
            assert row["conclusion"] in claims | {None} and row["undercuts"] in steps | {None}


def test_any_merges_undo_exactly_and_leave_right_labels():
    make_post("i: a + b -> c; j: d -> a; r: d -x b; u: e -x i; v: f -x i; k: g -> c", main=["c"])
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Merges, settings=settings(max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=slow)
    )
