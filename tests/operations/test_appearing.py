"""Where a post is reviewed first, sources and texts that come with a citation wait with it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from argmap.models import Citation, Source, SourceText
from argmap.operations import citations, curation, merges, moderation, texts
from argmap.operations.citations import NewSource
from argmap.operations.editions import edition_of
from argmap.queries.sources import source_list, source_page, sources_for, texts_for
from tests.builders import claim, make_post
from tests.decisions import WHY, accept, hide, moderator, refuse, review_first, show
from tests.people import person
from tests.views.conftest import SOURCES

pytestmark = pytest.mark.django_db
BARE = "source t\nkind: page\ntitle: A page without a text\ncitation: A page without a text\n"
NEW = NewSource("page", "What Ada calls it", "A page of somebody")
PASTED = "Somebody says that the weights are free as air."


@pytest.fixture(autouse=True)
def post():
    made = make_post("i: a -> m", main=["m"], sources=f"{SOURCES}\n{BARE}", texts={"s.txt": "Words.\n"})
    make_post("x", slug="other")
    review_first(made)
    return made


def cite(source=NEW, *, by: str = "ada", key: str = "a", slug: str = "demo", **options) -> Citation:
    given = {"quotation": "the weights are free", "paragraph": PASTED, "token": uuid4()} | options
    return citations.cite(claim=claim(key, slug=slug), source=source, contributor=person(by), **given)


def seen_by(reader) -> set[str]:
    """The titles that somebody sees in the library, and the texts on the pages of those sources."""
    listed = source_list(reader)
    return {it.title for it in listed} | {text.text for it in listed for text in source_page(it, reader).texts}


SHIPPED = {"Someone v. Someone Else", "Words.\n", "A page without a text"}


def test_they_are_seen_by_who_brought_them_and_moderators_alone():
    cite()
    for reader in (person("ada"), moderator()):
        assert seen_by(reader) == {*SHIPPED, "What Ada calls it", PASTED}
    for reader in (AnonymousUser(), person("ben")):
        assert seen_by(reader) == SHIPPED


def test_they_appear_when_the_citation_is_accepted():
    accept(cite())
    assert seen_by(AnonymousUser()) == {*SHIPPED, "What Ada calls it", PASTED}


def test_they_stay_hidden_when_it_is_refused_or_hidden():
    refuse(cite())
    made = cite(NewSource("page", "Another", "Another page"), paragraph="Other words.")
    hide(made)
    show(made)
    assert seen_by(AnonymousUser()) == SHIPPED


def test_a_moderator_lets_a_source_appear_by_confirming_it_and_a_text_likewise():
    made = cite()
    curation.confirm(source=made.source, by=moderator(), reason=WHY)
    assert seen_by(AnonymousUser()) == {*SHIPPED, "What Ada calls it"}
    texts.confirm_text(text=made.source.texts.get(), by=moderator(), reason=WHY)
    assert seen_by(AnonymousUser()) == {*SHIPPED, "What Ada calls it", PASTED}


def test_what_is_accepted_is_what_was_seen_of_the_source():
    made = cite()
    seen = edition_of(made)
    values = {"title": "What Mo calls it"}
    curation.correct_source(source=made.source, by=moderator(), reason=WHY, values=values)
    with pytest.raises(moderation.ChangedMeanwhile):
        accept(made, seen=seen)


def test_a_text_pasted_for_a_source_that_is_there_waits_and_settles_nothing_elsewhere(post):
    review_first(post, False)
    there = cite(Source.objects.get(key="t"), by="ben", paragraph="")
    review_first(post)
    waiting = cite(Source.objects.get(key="t"), locator="at 2")
    there.refresh_from_db()
    assert (there.found["verdict"], there.found["elsewhere"]) == ("no text on file", [])
    assert waiting.found["verdict"] == "verbatim"
    assert seen_by(AnonymousUser()) == SHIPPED
    accept(waiting)
    there.refresh_from_db()
    assert there.found["verdict"] == "verbatim"
    assert SourceText.objects.public().count() == 2


def test_once_they_appear_what_they_settle_elsewhere_is_checked(post):
    review_first(post, False)
    there = cite(NewSource("page", "Ben’s", "A page of Ben"), by="ben", paragraph="")
    review_first(post)
    waiting = cite()
    there.refresh_from_db()
    assert there.found["elsewhere"] == []
    accept(waiting)
    there.refresh_from_db()
    assert [it["source"] for it in there.found["elsewhere"]] == [waiting.source_id]


def test_who_publishes_the_same_source_elsewhere_says_themselves_what_it_is():
    cite()
    cite(NewSource("page", "What Ben calls it", NEW.citation), by="ben", key="x", slug="other", paragraph="")
    assert seen_by(AnonymousUser()) == {*SHIPPED, "What Ben calls it"}
    assert Source.objects.get(citation=NEW.citation).contributor == person("ben")


def test_who_brings_the_same_source_to_wait_too_does_not_let_it_appear():
    first, second = cite(), cite(by="ben", key="m", paragraph="")
    assert first.source == second.source
    assert seen_by(AnonymousUser()) == SHIPPED
    accept(second)
    assert seen_by(AnonymousUser()) == {*SHIPPED, NEW.title}


def test_the_very_text_put_on_file_for_all_to_read_waits_no_longer():
    cite(Source.objects.get(key="t"))
    texts.supply_text(source=Source.objects.get(key="t"), by=person("ben"), text=PASTED, is_whole=False)
    assert seen_by(AnonymousUser()) == {*SHIPPED, PASTED}


def test_nothing_public_is_merged_into_what_waits():
    made = cite()
    with pytest.raises(merges.NotTheSame):
        merges.merge_sources(source=Source.objects.get(key="s"), into=made.source, by=moderator(), reason=WHY)
    merges.merge_sources(source=made.source, into=Source.objects.get(key="s"), by=moderator(), reason=WHY)
    page = source_page(Source.objects.get(key="s"), AnonymousUser())
    assert ([it.text for it in page.texts], page.aliases) == (["Words.\n"], [])


def test_who_sees_what_waits_is_asked_of_the_database():
    made = cite()
    for reader, sees in ((AnonymousUser(), False), (person("ben"), False), (person("ada"), True), (moderator(), True)):
        assert sources_for(reader).filter(pk=made.source_id).exists() is sees
        assert texts_for(reader).filter(source=made.source_id).exists() is sees
