"""Where a post is reviewed first, nothing becomes public without a decision on that very wording."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.graph.model import State
from argmap.models import Answer, Claim, Inference, Source
from argmap.operations import citations, edits, moderation, moves
from argmap.operations.editions import edition_of
from argmap.operations.edits import NotThere
from tests.builders import claim, make_post
from tests.decisions import accept, give_back, hide, refuse, review_first, show
from tests.people import against, person, reword
from tests.views.conftest import SOURCES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def post():
    made = make_post("i: a -> m", main=["m"], sources=SOURCES, texts={"s.txt": "Words.\n"})
    review_first(made)
    return made


def now(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


def states(step: Inference) -> tuple[str, str]:
    return now(step).state, now(step.premises.get().claim).state


def test_a_step_waits_with_its_new_premises_and_does_not_count():
    made = against(claim("m"), "Ada says no.", by=person("ada"))
    assert states(made) == (State.WAITING, State.WAITING)
    assert claim("m").label == "stands"
    assert not Answer.objects.exists()


def test_an_accepted_step_is_public_with_its_premises_and_counts():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    made = accept(mine)
    assert states(mine) == (State.PUBLISHED, State.PUBLISHED)
    assert (claim("m").label, made.details["was"]) == ("contested", "waiting")


def test_a_refused_step_is_gone_and_comes_back_to_wait():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    refuse(mine)
    assert states(mine) == (State.HIDDEN, State.HIDDEN)
    show(mine)
    assert states(mine) == (State.WAITING, State.WAITING)
    with pytest.raises(NotThere):
        show(mine)


def test_what_is_public_is_not_refused():
    with pytest.raises(NotThere):
        refuse(claim("a"))


def test_nobody_builds_on_what_waits():
    waiting = against(claim("m"), "Ada says no.", by=person("ada"))
    with pytest.raises(moves.NoPremise):
        against(claim("a"), waiting.premises.get().claim, by=person("ada"))
    for target in (waiting, waiting.premises.get().claim):
        with pytest.raises(moves.TargetGone):
            against(target, "No.", by=person("ada"))


def test_an_edit_waits_while_the_accepted_wording_stays_public():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    accept(mine)
    premise = mine.premises.get().claim
    reword(now(premise), "Ada says maybe.", by=person("ada"), note="A note.", granted=False)
    assert (now(premise).text, now(premise).note, now(premise).granted) == ("Ada says no.", "", True)
    waiting = premise.wordings.get(state=State.WAITING)
    made = accept(waiting)
    assert (now(premise).text, now(premise).note, now(premise).granted) == ("Ada says maybe.", "A note.", False)
    assert made.wording == now(premise).public_wording == now(premise).accepted_wording == 2


def test_a_later_edit_takes_the_place_of_the_one_that_waits_and_of_no_change_none_is_left():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    accept(mine)
    premise = mine.premises.get().claim
    for text in ("First.", "Second."):
        reword(now(premise), text, by=person("ada"))
    first, second = premise.wordings.filter(number__gt=1).order_by("number")
    assert (first.state, second.state) == (State.WITHDRAWN, State.WAITING)
    with pytest.raises(NotThere):
        accept(first)
    reword(now(premise), "Ada says no.", by=person("ada"))
    assert not premise.wordings.filter(state=State.WAITING).exists()


def test_a_note_alone_waits_too_and_makes_no_other_wording():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    accept(mine)
    premise = mine.premises.get().claim
    reword(now(premise), "Ada says no.", by=person("ada"), note="A note.")
    assert now(premise).note == ""
    accept(premise.wordings.get(state=State.WAITING))
    assert (now(premise).note, now(premise).public_wording) == ("A note.", 1)
    assert not Answer.objects.filter(kind="rewording").exists()


def test_a_refused_edit_leaves_the_claim_as_it_is():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    accept(mine)
    premise = mine.premises.get().claim
    reword(now(premise), "Something rude.", by=person("ada"))
    edit = premise.wordings.get(state=State.WAITING)
    refuse(edit)
    assert (now(premise).text, now(premise).state, now(edit).state) == ("Ada says no.", "published", "hidden")
    reword(now(premise), "Something else.", by=person("ada"))
    with pytest.raises(NotThere):
        show(edit)


def test_a_waiting_claim_is_edited_and_accepted_only_as_it_was_seen():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    premise, seen = mine.premises.get().claim, edition_of(mine)
    reword(now(premise), "Ada says never.", by=person("ada"))
    with pytest.raises(moderation.ChangedMeanwhile):
        accept(mine, seen=seen)
    accept(mine)
    assert now(premise).text == "Ada says never."
    assert list(premise.wordings.order_by("number").values_list("state", flat=True)) == ["withdrawn", "published"]


def test_what_was_accepted_comes_back_at_once_and_what_was_returned_waits():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    accept(mine)
    edits.withdraw(thing=now(mine), by=person("ada"))
    edits.restore(thing=now(mine), by=person("ada"))
    assert states(mine) == (State.PUBLISHED, State.PUBLISHED)
    give_back(mine)
    edits.restore(thing=now(mine), by=person("ada"))
    assert states(mine) == (State.WAITING, State.WAITING)


def test_what_was_public_before_stays_and_waits_when_it_is_taken_back_and_put_back(post):
    review_first(post, False)
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    review_first(now(post))
    assert states(mine) == (State.PUBLISHED, State.PUBLISHED)
    edits.withdraw(thing=now(mine), by=person("ada"))
    edits.restore(thing=now(mine), by=person("ada"))
    assert states(mine) == (State.WAITING, State.WAITING)


def test_what_waits_goes_on_waiting_when_the_post_is_no_longer_reviewed_first(post):
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    review_first(now(post), False)
    assert states(mine) == (State.WAITING, State.WAITING)
    with pytest.raises(NotThere):
        review_first(now(post), False)


def test_a_citation_and_a_misreading_wait(post):
    cited = citations.cite(claim=claim("a"), source=Source.objects.get(), contributor=person("ada"), token=uuid4())
    said = edits.misread(claim=claim("a"), contributor=person("ada"), words="x", reading="y", note="", token=uuid4())
    assert (cited.state, said.state) == (State.WAITING, State.WAITING)
    for thing in (cited, said):
        accept(thing)
        assert now(thing).state == State.PUBLISHED
    citations.withdraw(citation=now(cited), by=person("ada"))
    citations.restore(citation=now(cited), by=person("ada"))
    assert now(cited).state == State.PUBLISHED


def test_what_waited_and_was_hidden_waits_again_when_it_is_shown():
    mine = against(claim("m"), "Ada says no.", by=person("ada"))
    hide(mine)
    show(mine)
    assert states(mine) == (State.WAITING, State.WAITING)
    assert Claim.objects.filter(state=State.WAITING).count() == 1
