"""Items come to the desk where a cause is, and leave it by a decision or when the cause is gone."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction

from argmap.models import Citation, Decision, DeskItem, Post, Source
from argmap.operations import appeals, citations, curation, desk
from argmap.operations.acts import Given
from argmap.operations.deciding import choices_for
from argmap.operations.decisions import AlreadyDecided, decide
from argmap.operations.editions import edition_of
from argmap.operations.mending import mend
from argmap.queries.graphs import load_structure
from tests.builders import claim, make_post
from tests.decisions import WHY, accept, hide, moderator, show
from tests.people import against, person, reword

pytestmark = pytest.mark.django_db
SOURCES = """\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
text: s.txt
extent: whole
"""
CITE = "cite a\nsource: s\nquotation: words that nobody wrote\n"


@pytest.fixture
def post() -> Post:
    make_post("i: a -> m", main=["m"], sources=SOURCES, texts={"s.txt": "The words of the case."}, extra=CITE)
    return Post.objects.get()


def item(kind: str) -> DeskItem:
    """The open item of a kind."""
    return DeskItem.objects.open().get(kind=kind)


def is_open(kind: str) -> bool:
    return DeskItem.objects.open().filter(kind=kind).exists()


def decide_on(item: DeskItem, action: str = "accept as paraphrase", by: str = "mod") -> Decision:
    with transaction.atomic():
        return decide(by=moderator(by), action=action, reason=WHY, subject=item.subject, item=item)


def quote(words: str) -> None:
    """The citation quotes other words from now on, as a moderator set right."""
    now = Citation.objects.get()
    given = {"by": moderator(), "reason": WHY, "seen": edition_of(now), "token": uuid4()}
    mend(citation=now, backing=citations.Backing(source=now.source, quotation=words), **given)


def test_a_quotation_that_is_not_in_its_source_is_on_the_desk_until_it_is(post):
    assert item("quotation").citation == Citation.objects.get()
    quote("The words of the case")
    assert not is_open("quotation")
    gone = Decision.objects.get(action="cause gone")
    assert (gone.moderator, gone.reason, gone.subject) == (None, "", Citation.objects.get())


def test_what_was_decided_does_not_come_back_on_the_same_words_and_does_on_others(post):
    decided = item("quotation")
    decide_on(decided)
    desk.sync_all([post.pk])
    assert not is_open("quotation")
    quote("other words that nobody wrote")
    assert item("quotation") != decided
    quote("words that nobody wrote")
    assert not is_open("quotation")


def test_a_claim_is_on_the_desk_at_each_wording_that_nobody_has_accepted(post):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    premise = step.premises.get().claim
    accept(step)
    assert not is_open("contribution")
    reword(premise, "Ada says no, loudly.", by=person("ada"))
    assert (item("contribution").claim, item("contribution").basis) == (premise, "2")
    accept(premise)
    assert not is_open("contribution")


def test_a_premise_that_came_with_a_step_is_judged_with_it(post):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    assert item("contribution").inference == step


def test_the_second_moderator_is_told_of_the_first_ones_decision(post):
    waiting = item("quotation")
    first = decide_on(waiting)
    with pytest.raises(AlreadyDecided) as refused:
        decide_on(waiting, "hide", by="meg")
    assert refused.value.decision == first
    assert Decision.objects.count() == 1


def test_what_is_decided_where_it_stands_closes_its_item_too(post):
    curation.confirm(source=Source.objects.get(), by=moderator(), reason=WHY)
    assert not is_open("source")
    assert DeskItem.objects.get(kind="source").decisions.get().action == "confirm"


def test_what_is_put_back_on_the_desk_waits_for_another_decision_whatever_has_become_of_its_cause(post):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    waiting = item("contribution")
    accept(step, item=waiting)
    made = desk.reopen(item=waiting, by=moderator("meg"), reason="Look again.")
    assert (made.action, made.moderator.username, made.subject) == ("reopen", "meg", step)
    reword(step.premises.get().claim, "Something else changed.", by=person("ada"))
    waiting.refresh_from_db()
    assert (waiting.closed_at, waiting.is_reopened) == (None, True)
    hide(step, item=waiting)
    waiting.refresh_from_db()
    assert (waiting.closed_at is not None, waiting.is_reopened) == (True, False)


@pytest.mark.parametrize(("action", "state"), [("dismiss", "hidden"), ("show again", "published")])
def test_what_was_hidden_can_be_shown_again_or_left_hidden_once_it_is_put_back_on_the_desk(post, action, state):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    waiting, mod = item("contribution"), moderator()
    hide(step, item=waiting)
    desk.reopen(item=waiting, by=mod, reason=WHY)
    waiting.refresh_from_db()
    offered = {choice.action: choice for choice in choices_for(waiting, mod)}
    made = offered[action].act(waiting, mod, WHY, Given())
    step.refresh_from_db()
    waiting.refresh_from_db()
    assert (step.state, waiting.closed_at is None, waiting.decisions.latest("pk")) == (state, False, made)


def test_what_is_shown_again_is_decided_on_anew(post):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    hide(step)
    assert not is_open("contribution")
    show(step)
    assert item("contribution").inference == step


def test_only_what_a_moderator_decided_is_put_back_and_only_once(post):
    waiting = item("quotation")
    with pytest.raises(desk.OpenAgain):
        desk.reopen(item=waiting, by=moderator(), reason=WHY)
    quote("The words of the case")
    with pytest.raises(desk.NotDecided):
        desk.reopen(item=waiting, by=moderator(), reason=WHY)


def test_two_sources_of_one_address_and_two_that_say_nearly_the_same_are_suspected(post):
    for citation, title in (("The words of a page, 2020", "One"), ("The words of a page, 2021", "Another")):
        new = citations.NewSource("page", title, citation)
        citations.cite(claim=claim("a"), source=new, contributor=person("ada"), token=uuid4())
    suspected = item("duplicate")
    assert (suspected.source.title, suspected.other_source.title) == ("Another", "One")


def test_a_source_is_compared_with_the_others_again_when_it_changes(post):
    for citation in ("The words of a page, 2020", "Something else entirely"):
        citations.cite(
            claim=claim("a"),
            source=citations.NewSource("page", citation, citation),
            contributor=person("ada"),
            token=uuid4(),
        )
    changed, other = Source.objects.get(title="The words of a page, 2020"), Source.objects.latest("pk")
    assert not is_open("duplicate")
    values = {"citation": "Something else entirely, too"}
    curation.correct_source(source=changed, by=moderator(), reason=WHY, values=values)
    assert (item("duplicate").source, item("duplicate").other_source) == (other, changed)
    values = {"citation": "The words of a page, 2020"}
    curation.correct_source(source=changed, by=moderator(), reason=WHY, values=values)
    assert not is_open("duplicate")


def test_an_answer_to_a_decision_needs_nobody_once_that_is_taken_back(post):
    step = against(claim("m"), "Ada says no.", by=person("ada"))
    hidden = hide(step)
    appeals.appeal(decision=hidden, contributor=person("ada"), words="It is true.", token=uuid4())
    assert item("appeal").inference == step
    show(step)
    assert not is_open("appeal")
    assert Decision.objects.filter(action="cause gone", details__kind="appeal").exists()


@pytest.mark.parametrize("size", [1, 12])
def test_bringing_a_post_up_to_date_takes_as_many_queries_at_any_length_of_the_queue(
    post, django_assert_num_queries, size
):
    for number in range(size):
        against(claim("a"), f"Reason number {number} of Ada.", by=person("ada"))
    assert DeskItem.objects.open().filter(kind="contribution").count() == size
    DeskItem.objects.update(weight=1)
    graph = load_structure(post)
    with django_assert_num_queries(4):
        desk.sync_post(post=post.pk, graph=graph)
    with django_assert_num_queries(2):
        desk.sync_library()
