"""What filters alone list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from argmap.models import Citation, Claim, Inference, Source
from argmap.queries.search import Kind, Wanted, search
from tests.builders import claim, make_post
from tests.people import against, person
from tests.queries.search.searching import found, put_on_file, remark

EVERYTHING = {
    **{Kind.POST: 1, Kind.CLAIM: 5, Kind.STEP: 3, Kind.NOTE: 2, Kind.SOURCE: 6},
    **{Kind.TEXT: 1, Kind.PASSAGE: 2},
}


def counts(**wanted):
    return search(Wanted(**wanted)).counts


def test_nothing_at_all_is_no_question(post):
    assert not search(Wanted()).asked
    assert not search(Wanted(words=" ")).asked


def test_a_kind_alone_lists_all_of_it(post):
    assert counts(kind=Kind.STEP) == EVERYTHING
    assert sorted(found("", kind=Kind.STEP)) == ["i", "r", "u"]
    assert sorted(found("", kind=Kind.NOTE)) == ["d", "r"]
    assert found("", kind=Kind.TEXT) == ["text"]
    assert found("", kind=Kind.REMARK) == []


def test_what_one_person_contributed_is_listed_the_newest_first(post):
    grace = person("Grace")
    theirs = against(claim("c"), "Not so.", by=grace, note="Never.")
    note = remark("Why?", contributor=grace)
    put_on_file("theatre", "A text.", supplied_by=grace)
    Source.objects.filter(key="theatre").update(contributor=grace)
    type(note).objects.filter(pk=note.pk).update(created_at=now() + timedelta(hours=1))
    result = search(Wanted(by="grace"))
    assert result.counts == {
        **{Kind.CLAIM: 1, Kind.STEP: 1, Kind.NOTE: 1, Kind.SOURCE: 1, Kind.TEXT: 1, Kind.REMARK: 1},
    }
    assert result.results[0].kind is Kind.REMARK
    assert [it.thing for it in result.results if it.kind is Kind.STEP] == [theirs]
    assert search(Wanted(by="nobody of that name")).total == 0


def test_notes_and_words_follow_what_they_belong_to(post):
    Inference.objects.filter(key="i").update(note="A note, too.")
    listed = [(it.kind, it.thing) for it in search(Wanted(post=post.pk)).results]
    for note in [(kind, thing) for kind, thing in listed if kind is Kind.NOTE]:
        assert listed[listed.index(note) - 1][1] == note[1]
    words = next(place for place, (kind, thing) in enumerate(listed) if kind is Kind.PASSAGE and thing.claim)
    assert listed[words - 1] == (Kind.CLAIM, listed[words][1].claim)


def test_each_filter_lists_what_fits_it(post):
    assert found("", has_source=True) == ["a", "passage"]
    assert sorted(found("", has_source=False)) == ["b", "c", "d", "d", "e"]
    labels = [set(found("", label=label, kind=Kind.CLAIM)) for label in ("stands", "contested", "falls")]
    assert set.union(*labels) == {"a", "b", "c", "d", "e"}
    assert sum(map(len, labels)) == 5
    other = make_post("x: y -> z", slug="other")
    assert counts(post=other.pk) == {Kind.POST: 1, Kind.CLAIM: 2, Kind.STEP: 1}
    assert counts(post=post.pk) == EVERYTHING | {Kind.SOURCE: 1}
    assert counts(voice="reader") == {}
    against(claim("c"), "Not so.")
    assert counts(voice="reader") == {Kind.CLAIM: 1, Kind.STEP: 1}


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_what_is_not_published_is_not_listed(post, state):
    put_on_file("theatre", "A text.", curation="rejected")
    remark("Why?", state=state)
    Citation.objects.update(state=state)
    Claim.objects.filter(key="e").update(state=state)
    listed = counts(kind=Kind.CLAIM)
    assert listed == EVERYTHING | {Kind.CLAIM: 4, Kind.STEP: 2}  # the step from it goes with it
    assert counts(has_source=True) == {}


def test_what_was_merged_is_listed_as_what_stands_for_it(post):
    Source.objects.filter(key="feist").update(merged_into=Source.objects.get(key="theatre"))
    Claim.objects.filter(key="b").update(merged_into=claim("a"))
    Inference.objects.filter(key="u").update(merged_into=Inference.objects.get(key="r"))
    assert "feist" not in found("", kind=Kind.SOURCE)
    assert found("", post=post.pk, kind=Kind.SOURCE) == ["theatre"]
    assert "b" not in found("", kind=Kind.CLAIM)
    assert "u" not in found("", kind=Kind.STEP)


def test_pages_follow_each_other_and_none_is_beyond_the_last(post):
    long = make_post("; ".join(f"i{number}: n{number} -> top" for number in range(45)), slug="long")
    wanted = Wanted(kind=Kind.CLAIM, post=long.pk)
    pages = [[it.thing.pk for it in search(wanted, page=number).results] for number in (1, 2, 3, 1000)]
    assert [len(page) for page in pages] == [20, 20, 6, 6]
    assert len(set().union(*pages)) == 46


def test_a_longer_list_takes_as_many_queries(post):
    asked = []
    for size in (2, 12):
        made = make_post("; ".join(f"i{number}: n{number} -> top" for number in range(size)), slug=f"size-{size}")
        with CaptureQueriesContext(connection) as queries:
            search(Wanted(post=made.pk, kind=Kind.CLAIM))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10
