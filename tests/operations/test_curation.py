"""What moderators decide about a source, and that it leaves a trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from argmap.models import Answer, Decision, DeskItem, Post, Source
from argmap.operations import citations, curation
from argmap.operations.citations import NewSource
from argmap.operations.decisions import AlreadyDecided
from argmap.queries.curation import latest_word
from tests.builders import claim, make_post
from tests.people import person

pytestmark = pytest.mark.django_db
SOURCES = """\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
text: s.txt
extent: whole

source t
kind: page
title: A page
citation: A page
"""
CITE = "cite a\nsource: s\nlocator: at 1\nquotation: words of the case\n"


@pytest.fixture
def demo() -> Post:
    return make_post("i: a -> b", extra=CITE, sources=SOURCES, texts={"s.txt": "These are the words of the case.\n"})


@pytest.fixture
def moderator():
    return person("moderator", role="moderator")


def source(key: str = "s") -> Source:
    return Source.objects.get(key=key)


def version() -> int:
    return Post.objects.get().version


def added_by(somebody) -> Source:
    new = NewSource("page", "Their page", "Their page")
    citations.cite(claim=claim("b"), source=new, contributor=somebody, token=uuid4())
    return Source.objects.get(title="Their page")


def test_a_corrected_citation_is_read_anew_and_leaves_the_desk_when_it_is_understood(demo, moderator):
    values = {"citation": "Someone and Someone Else"}
    curation.correct_source(source=source(), by=moderator, reason="A slip.", values=values)
    assert DeskItem.objects.open().filter(kind="unparsed").get().source == source()
    values = {"citation": "Someone v. Someone Else, 1 U.S. 1 (1800)"}
    curation.correct_source(source=source(), by=moderator, reason="It was right.", values=values)
    assert not DeskItem.objects.open().filter(kind="unparsed").exists()


@pytest.mark.parametrize(
    ("decide", "becomes"),
    [(curation.confirm, "confirmed"), (curation.dispute, "disputed"), (curation.reject, "rejected")],
)
def test_the_latest_decision_says_who_and_why(demo, moderator, decide, becomes):
    before = version()
    made = decide(source=source(), by=moderator, reason="I read it.")
    assert source().curation == becomes
    assert latest_word([source().pk])[source().pk] == made
    assert (made.moderator, made.reason, made.source) == (moderator, "I read it.", source())
    assert made.details["was"] == "unreviewed"
    assert version() == before + 1


def test_a_decision_closes_its_item_and_the_second_one_is_told_of_the_first(demo, moderator):
    item = DeskItem.objects.create(kind="source", source=source())
    first = curation.confirm(source=source(), by=moderator, reason="Read.", item=item)
    with pytest.raises(AlreadyDecided) as refused:
        curation.reject(source=source(), by=person("other", role="moderator"), reason="No.", item=item)
    assert refused.value.decision == first
    assert source().curation == "confirmed"


def test_what_somebody_adds_bears_their_name_and_they_are_told_what_is_decided(demo, moderator):
    ada = person("ada")
    theirs = added_by(ada)
    assert theirs.contributor == ada
    made = curation.dispute(source=theirs, by=moderator, reason="Is it real?")
    assert Answer.objects.get(recipient=ada, kind="decision").decision == made


def test_a_moderator_does_not_confirm_what_they_alone_brought_in(demo, moderator):
    theirs = added_by(moderator)
    person("other", role="administrator")
    with pytest.raises(curation.OwnSource):
        curation.confirm(source=theirs, by=moderator, reason="Mine.")
    assert not Decision.objects.exists()


def test_unless_somebody_else_cites_it_too(demo, moderator):
    theirs = added_by(moderator)
    person("other", role="moderator")
    citations.cite(claim=claim("a"), source=theirs, contributor=person("ada"), token=uuid4())
    assert "alone" not in curation.confirm(source=theirs, by=moderator, reason="Read.").details


@pytest.mark.parametrize("away", [{"is_active": False}, {"suspended_until": timezone.now() + timedelta(days=1)}])
def test_or_no_other_moderator_is_active_and_then_it_is_marked(demo, moderator, away):
    theirs = added_by(moderator)
    person("other", role="moderator", **away)
    assert curation.confirm(source=theirs, by=moderator, reason="Read.").details["alone"] is True


def test_a_correction_keeps_what_was_and_what_became(demo, moderator):
    values = {"title": "Someone v. Nobody", "date": "1800"}
    made = curation.correct_source(source=source(), by=moderator, reason="Misspelled.", values=values)
    assert (source().title, source().date) == ("Someone v. Nobody", "1800")
    assert made.details == {"was": {"title": "Someone v. Someone Else", "date": ""}, "became": values}


def test_a_correction_does_not_make_two_sources_of_one_citation(demo, moderator):
    with pytest.raises(curation.CitedAlready) as refused:
        curation.correct_source(source=source(), by=moderator, reason="So.", values={"citation": "A PAGE"})
    assert refused.value.thing == source("t")
    assert source().citation.startswith("Someone")


def test_a_correction_that_changes_nothing_is_none(demo, moderator):
    with pytest.raises(curation.NothingChanged):
        curation.correct_source(source=source(), by=moderator, reason="So.", values={"title": source().title})
