"""What a brief reads: the rows behind its points, in a fixed number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph import briefing
from argmap.models import Citation, Claim, Inference, User
from argmap.queries.briefs import brief_of
from argmap.queries.labels import Judgement, judge
from argmap.views.getters import claim_or_404
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db
SOURCES = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


def read(key="c", judgement=None, reader=None):
    found = claim_or_404(claim(key).pk)
    return brief_of(found, judgement or Judgement(), reader)


def laid_out(brief):
    return [f"{point.number}={point.step.key}" for point in brief.briefing.points()]


def test_a_brief_has_every_row_that_its_points_speak_of():
    make_post("i: a + b -> c; r: d -x a; u: e -x r", extra="cite a\nsource: s\n", sources=SOURCES)
    brief = read()
    assert laid_out(brief) == ["II.1=i", "III.1=r", "III.1.1=u"]
    assert {row.key for row in brief.claims.values()} == set("abcde")
    assert {row.key for row in brief.steps.values()} == set("iru")
    assert [citation.source.key for citation in brief.citations[claim("a").pk]] == ["s"]


def test_what_is_open_is_told_from_what_is_answered_or_has_a_source():
    make_post("i: a + b -> c; j: f -> b; r: d -x a; u: e -x r", extra="cite a\nsource: s\n", sources=SOURCES)
    brief = read()
    assert [point.step.key for point in brief.unanswered] == ["u"]
    assert [row.key for row in brief.unsourced] == ["f", "d", "e"]


def test_suppositions_decide_the_order():
    post = make_post("i: a -> c; j: b -> c")
    assert laid_out(read()) == ["II.1=i", "II.2=j"]
    supposed = judge(post, {"deny": str(claim("a").pk)})
    assert laid_out(read(judgement=supposed)) == ["II.1=j", "II.2=i"]


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_what_is_not_published_is_not_read(state):
    make_post("i: a -> c; j: b -> c; k: d -> b", extra="cite a\nsource: s\n", sources=SOURCES)
    read()
    Claim.objects.filter(key="b").update(state=state)
    Citation.objects.update(state=state)
    brief = read()
    assert laid_out(brief) == ["II.1=i"]
    assert {row.key for row in brief.claims.values()} == set("ac")
    assert not brief.citations


def test_what_a_person_contributed_is_found(monkeypatch):
    make_post("i: a -> c; r: d -x a; s: e -x c; u: f -x r")
    kim = User.objects.create_user("kim")
    Inference.objects.filter(key="r").update(contributor=kim)
    Claim.objects.filter(key="f").update(contributor=kim)
    found = [(point.step.key, is_theirs) for point, is_theirs in read().contributed_by(kim.pk)]
    assert found == [("r", True), ("u", False)]


def test_the_steps_of_the_reader_have_room(monkeypatch):
    monkeypatch.setattr(briefing, "MOST_OBJECTIONS", 1)
    make_post("r: a -x c; s: b -x c; u: d -x r; t: e -x c")
    kim = User.objects.create_user("kim")
    step_of_kim = step("u")
    Inference.objects.filter(pk=step_of_kim.pk).update(contributor=kim)
    assert laid_out(read()) == ["III.1=s"]
    assert laid_out(read(reader=kim.pk)) == ["III.1=r", "III.1.1=u"]


def test_a_claim_that_does_not_count_has_a_brief_without_points():
    post = make_post("i: a -> c")
    Claim.objects.filter(key="c").update(loaded=None)
    brief = read(judgement=judge(post, {"count": "shipped"}))
    assert laid_out(brief) == []
    assert brief.label_of(brief.claim)[1] is None


def test_a_larger_argument_takes_as_many_queries():
    counts = []
    for size in (1, 5):
        slug = f"size-{size}"
        text = "; ".join(f"i{n}: a{n} -> c; r{n}: b{n} -x a{n}; u{n}: d{n} -x r{n}" for n in range(size))
        make_post(text, main=["c"], slug=slug)
        found = claim_or_404(claim("c", slug).pk)
        with CaptureQueriesContext(connection) as asked:
            brief_of(found, Judgement())
        counts.append(len(asked))
    assert counts == [8, 8]
