"""What a brief of a claim lays out, in which order, and where it stops."""

from __future__ import annotations

import pytest
from hypothesis import given

from argmap.graph import briefing
from argmap.graph.briefing import brief
from argmap.graph.labelling import label
from tests.graph.builders import claim_ids, graph, inference_ids
from tests.graph.graphs import graphs


def laid_out(text, key="c", wanted=()):
    """Number and key of every point, as one text."""
    drawn = graph(text)
    steps = {inference_ids(drawn)[key] for key in wanted}
    found = brief(drawn, label(drawn), claim_ids(drawn)[key], wanted=steps)
    return " ".join(f"{point.number}={point.step.key}" for point in found.points())


def test_reasons_come_in_section_two_with_the_reasons_for_their_premises_inside():
    assert laid_out("i: a + b -> c; j: d -> a; k: e -> b") == "II.1=i II.1.1=j II.1.2=k"


def test_reasons_that_apply_come_first_and_those_that_fail_last():
    shown = laid_out("i: a -> c; u: x -x i; j: b -> c; r: y -x b; t: b -x y; k: d -> c")
    assert shown.startswith("II.1=k II.2=j II.3=i III.1=u")


def test_objections_are_whatever_is_said_against_the_claim_or_anything_laid_out_for_it():
    assert (
        laid_out("i: a -> c; j: b -> a; r: d -x c; u: e -x j; s: f -x b") == "II.1=i II.1.1=j III.1=r III.2=u III.3=s"
    )


def test_objections_that_nobody_answered_come_before_those_that_are_answered():
    assert laid_out("r: a -x c; v: d -x r; s: b -x c; t: e -x c; w: f -x t; x: g -x w") == (
        "III.1=s III.2=t III.2.1=w III.2.1.1=x III.3=r III.3.1=v"
    )


def test_an_objection_has_the_reasons_for_its_premises_and_then_the_answers_inside():
    assert laid_out("r: a -x c; u: b -x r; i: d -> a; s: e -x a") == "III.1=r III.1.1=i III.1.2=u III.1.3=s"


def test_every_step_is_laid_out_once_even_in_a_circle():
    assert laid_out("i: a -> c; j: c -> a; k: b -> a; l: a -> b") == "II.1=i II.1.1=j II.1.2=k II.1.2.1=l"


def test_a_level_that_has_no_room_is_left_out_whole_and_counted(monkeypatch):
    monkeypatch.setattr(briefing, "MOST_REASONS", 3)
    drawn = graph("i: a + b -> c; j: d -> a; k: e -> b; l: f -> d")
    found = brief(drawn, label(drawn), claim_ids(drawn)["c"])
    assert [point.step.key for point in found.points()] == ["i", "j", "k"]
    assert found.reasons_left_out == 1


def test_weaker_objections_without_room_are_counted(monkeypatch):
    monkeypatch.setattr(briefing, "MOST_OBJECTIONS", 1)
    drawn = graph("r: a -x c; u: d -x r; s: b -x c")
    found = brief(drawn, label(drawn), claim_ids(drawn)["c"])
    assert [point.step.key for point in found.points()] == ["s"]
    assert found.objections_left_out == 1


def test_objections_to_the_claim_itself_have_room_before_those_further_back(monkeypatch):
    monkeypatch.setattr(briefing, "MOST_OBJECTIONS", 1)
    assert laid_out("i: a -> c; u: b -x i; r: d -x c; v: e -x r") == "II.1=i III.1=r III.1.1=v"


@pytest.mark.parametrize("wanted", ["r", "u"])
def test_a_wanted_step_has_room_and_so_has_what_it_answers(monkeypatch, wanted):
    monkeypatch.setattr(briefing, "MOST_OBJECTIONS", 1)
    monkeypatch.setattr(briefing, "MOST_AGAINST", 1)
    shown = laid_out("r: a -x c; u: d -x r; s: b -x c; t: e -x c", wanted=[wanted])
    assert "=r" in shown
    assert ("=u" in shown) is (wanted == "u")


def test_points_of_other_steps_can_be_taken_out_with_what_is_inside_them():
    drawn = graph("i: a -> c; j: d -> a; k: b -> c")
    found = brief(drawn, label(drawn), claim_ids(drawn)["c"]).only({inference_ids(drawn)[key] for key in "jk"})
    assert [point.step.key for point in found.points()] == ["k"]


@given(graphs())
def test_a_brief_of_any_claim_is_within_its_bounds(drawn):
    labelling = label(drawn)
    for claim in drawn.claims:
        found = brief(drawn, labelling, claim)
        steps = [point.step.id for point in found.points()]
        assert len(steps) == len(set(steps)) <= briefing.MOST_REASONS + briefing.MOST_AGAINST
        assert {step.id for step in drawn.bearing_on.get(claim, ())} <= set(steps)
        for point in found.points():
            assert 1 <= point.level <= briefing.DEEPEST
