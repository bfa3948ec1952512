"""The open points of a post: which there are of each kind, in what order, and in how many queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.openings import OpenPointKind
from argmap.models import Claim, Inference, Wording
from argmap.queries import openings
from argmap.queries.labels import Judgement, judge
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


def groups(post, **parameters):
    judgement = judge(post, parameters) if parameters else Judgement()
    return {group.kind: group for group in openings.open_groups(post, judgement)}


def keys(post, kind, **parameters):
    return [view.thing.key for view in groups(post, **parameters)[kind].points]


def test_every_kind_has_its_group_though_it_may_be_empty():
    found = groups(make_post("a"))
    assert list(found) == list(OpenPointKind)
    assert (found[OpenPointKind.UNANSWERED].points, found[OpenPointKind.UNANSWERED].total) == ([], 0)


def test_attacks_that_nobody_answered_come_with_the_words_of_their_first_premise():
    post = make_post("i: a -> c; r: d -x c; u: e -x i; v: f -x u", main=["c"])
    points = groups(post)[OpenPointKind.UNANSWERED].points
    assert {(view.thing.key, view.words) for view in points} == {("r", "Claim d."), ("v", "Claim f.")}


def test_claims_without_a_source_are_those_granted_without_a_reason_or_a_citation():
    post = make_post("i: a + b -> c", main=["c"], sources=SOURCE, extra="cite a\nsource: s\n")
    assert keys(post, OpenPointKind.UNSOURCED) == ["b"]


def test_what_the_authors_own_steps_need_and_the_post_does_not_say_is_left_unsaid():
    extra = "passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n"
    post = make_post("i: a + b -> c; r: d -x c", main=["c"], extra=extra)
    Inference.objects.filter(key="r").update(voice="editor")
    post.version += 1  # as every operation does that changes a graph
    assert set(keys(post, OpenPointKind.UNSTATED)) == {"b", "c"}


def test_a_claim_is_reworded_where_what_bears_on_it_is_older_than_its_words():
    post = make_post("i: a -> c; r: d -x c", main=["c"])
    for key in "ac":
        Wording.objects.create(claim=claim(key), number=2, text="In better words.")
        Claim.objects.filter(key=key).update(public_wording=2)
    (point,) = groups(post)[OpenPointKind.REWORDED].points
    assert (point.thing, point.words) == (claim("c"), "In better words.")


def test_a_circle_of_reasons_is_one_open_point():
    post = make_post("i: a -> b; j: b -> a", main=["a"])
    assert groups(post)[OpenPointKind.CIRCLE].total == 1


def test_a_step_without_a_kind_of_reasoning_is_open():
    post = make_post("i: a -> c; j: b -> c", main=["c"])
    Inference.objects.filter(key="j").update(scheme="analogy")
    post.version += 1
    assert keys(post, OpenPointKind.UNNAMED) == ["i"]


def test_first_comes_what_would_change_most_and_then_what_reaches_farthest():
    post = make_post("i: a -> b; j: b -> c; k: e -> f; l: f -> c; r: d -x a; s: g -x h", main=["c", "h"])
    points = groups(post)[OpenPointKind.UNSOURCED].points
    flips = {view.thing.key: view.flips for view in points}
    assert [view.flips for view in points] == sorted(flips.values(), reverse=True)
    assert flips["d"] == 2  # without d its rebuttal fails, and a and b stand


def test_what_would_change_is_asked_under_the_readers_suppositions():
    post = make_post("r: d -x c; u: e -x r", main=["c"])
    assert keys(post, OpenPointKind.UNANSWERED) == ["u"]
    assert groups(post)[OpenPointKind.UNANSWERED].points[0].flips == 1
    (point,) = groups(post, grant=str(claim("c").pk))[OpenPointKind.UNANSWERED].points
    assert (point.thing, point.flips) == (step("u"), 0)


def test_no_more_than_fifty_of_a_kind_are_shown_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(openings, "MOST_SHOWN", 3)
    group = groups(make_post("; ".join(f"r{n}: d{n} -x c" for n in range(5)), main=["c"]))[OpenPointKind.UNANSWERED]
    assert (len(group.points), group.total) == (3, 5)


def test_what_is_not_published_is_not_shown():
    post = make_post("r: d -x c; s: e -x c", main=["c"])
    Claim.objects.filter(key="d").update(state="hidden")
    assert keys(post, OpenPointKind.UNANSWERED) == ["s"]


def test_the_queries_are_as_many_in_a_larger_argument():
    counts = []
    for size in (2, 9):
        slug = f"size-{size}"
        post = make_post("; ".join(f"r{n}: d{n} -x c; i{n}: e{n} -> c" for n in range(size)), main=["c"], slug=slug)
        with CaptureQueriesContext(connection) as asked:
            openings.open_groups(post, Judgement())
        counts.append(len(asked))
    assert counts == [11, 11]
