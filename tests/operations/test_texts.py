"""Putting texts on file, and what moderators say of them."""

from __future__ import annotations

import pytest

from argmap.models import Answer, Citation, Decision, DeskItem, Post, Source, SourceText
from argmap.operations.accounts import delete_account
from argmap.operations.decisions import AlreadyDecided
from argmap.operations.texts import NothingToDecide, TextThere, confirm_text, reject_text, supply_text
from argmap.prose.extraction import Unreadable
from tests.builders import load, make_post
from tests.people import person

pytestmark = pytest.mark.django_db
SOURCES = """\
source s
kind: page
title: A page
citation: A page

source t
kind: page
title: Another page
citation: Another page
"""
CITED = "cite a\nsource: s\nquotation: the weights are free\n"
WORDS = "They say: the weights are free."


@pytest.fixture
def post() -> Post:
    return make_post("a", sources=SOURCES, extra=CITED)


@pytest.fixture
def source(post) -> Source:
    return Source.objects.get(key="s")


def supply(source: Source, text: str = WORDS, *, by: str = "ada", **columns) -> SourceText:
    role = "moderator" if by == "mo" else "member"
    return supply_text(source=source, by=person(by, role=role), text=text, **{"is_whole": True} | columns)


def found() -> dict:
    return Citation.objects.get().found


def test_a_text_is_stored_as_it_will_stay_with_who_supplied_it(source):
    made = supply(source, "\r\nOne.\r\nCafe\u0301.\x00\n\n", rights="public domain", is_for_checking=True)
    stored = SourceText.objects.get()
    assert (stored.text, stored.curation, stored.contributor.username) == ("One.\nCafé.", "unreviewed", "ada")
    assert (stored.rights, stored.is_for_checking, stored.is_whole, made) == ("public domain", True, True, stored)


def test_what_a_moderator_supplies_is_confirmed(source):
    assert supply(source, by="mo").curation == "confirmed"


def test_quotations_are_checked_again_and_posts_that_cite_the_source_are_new(post, source):
    text = supply(source)
    assert (found()["verdict"], found()["text"]) == ("verbatim", text.pk)
    assert Post.objects.get().version == post.version + 1


def test_words_that_were_found_nowhere_are_found_in_the_text_of_another_source(post, source):
    text = supply(Source.objects.get(key="t"))
    assert found()["verdict"] == "no text on file"
    assert [(it["text"], it["exact"]) for it in found()["elsewhere"]] == [(text.pk, True)]
    assert Post.objects.get().version == post.version + 1


def test_words_that_turn_up_elsewhere_come_to_the_desk_and_leave_it_when_their_own_text_has_them(post, source):
    supply(Source.objects.get(key="t"))
    assert DeskItem.objects.open().get(kind="quotation").citation == Citation.objects.get()
    supply(source)
    assert not DeskItem.objects.open().filter(kind="quotation").exists()


def test_a_text_that_settles_nothing_leaves_other_posts_as_they_are(post, source):
    supply(Source.objects.get(key="t"), "Of something else.")
    assert Post.objects.get().version == post.version


def test_the_same_text_is_put_on_file_once(source):
    first = supply(source)
    with pytest.raises(TextThere) as there:
        supply(source, f"{WORDS}\r\n", by="eve")
    assert (there.value.text, SourceText.objects.count()) == (first, 1)


def test_one_text_may_be_that_of_two_sources(source):
    supply(source)
    supply(Source.objects.get(key="t"))
    assert SourceText.objects.count() == 2


@pytest.mark.parametrize("text", ["", " \n", "…!", "a" * 400_001], ids=["nothing", "space", "no words", "too long"])
def test_what_has_no_words_or_too_many_is_refused(source, text):
    with pytest.raises(Unreadable):
        supply(source, text)
    assert not SourceText.objects.exists()


def test_a_text_of_a_merged_source_is_its_survivors(source):
    merged = Source.objects.create(key="old", kind="page", title="A page", citation="a page", merged_into=source)
    assert supply(merged).source == source


def test_the_texts_of_a_merged_source_are_looked_up_for_its_survivor(source):
    other = Source.objects.get(key="t")
    supply(other)
    Source.objects.filter(pk=other.pk).update(merged_into=source)
    supply(source, "Of something else.", is_whole=False)
    assert found()["verdict"] == "verbatim"


def test_an_excerpt_that_somebody_supplied_adds_to_what_is_confirmed(source):
    supply(source, "The beginning.", by="mo", is_whole=False)
    text = supply(source, is_whole=False)
    assert (found()["verdict"], found()["text"]) == ("verbatim", text.pk)


def test_nobody_outweighs_a_confirmed_whole_text_with_words_of_their_own(source):
    confirmed = supply(source, "Of something else.", by="mo")
    text = supply(source)
    assert (found()["verdict"], found()["text"]) == ("not found", confirmed.pk)
    assert [(it["text"], it["exact"]) for it in found()["elsewhere"]] == [(text.pk, True)]


def test_a_text_that_a_moderator_confirms_settles_quotations_as_any_other(source):
    supply(source, "Of something else.", by="mo")
    text = supply(source)
    confirm_text(text=text, by=person("mo"), reason="Compared.")
    text.refresh_from_db()
    assert text.curation == "confirmed"
    assert (found()["verdict"], found()["text"]) == ("verbatim", text.pk)


def test_a_rejected_text_is_not_used(post, source):
    text = supply(source)
    reject_text(text=text, by=person("mo", role="moderator"), reason="Not its words.")
    assert found()["verdict"] == "no text on file"
    assert list(SourceText.objects.usable()) == []
    assert Post.objects.get().version == post.version + 2


def test_a_decision_says_who_why_and_what_was_and_the_supplier_is_told(source):
    text = supply(source)
    confirm_text(text=text, by=person("mo", role="moderator"), reason="Compared.")
    made = Decision.objects.get()
    assert (made.moderator.username, made.action, made.reason, made.subject) == ("mo", "confirm", "Compared.", text)
    assert made.details == {"was": "unreviewed"}
    assert [(it.recipient.username, it.decision) for it in Answer.objects.all()] == [("ada", made)]


def test_a_decision_settles_what_lies_on_the_desk(source):
    text = supply(source)
    item = DeskItem.objects.create(kind="text", text=text)
    confirm_text(text=text, by=person("mo", role="moderator"), reason="Compared.")
    assert not DeskItem.objects.open().filter(kind="text").exists()
    with pytest.raises(AlreadyDecided):
        reject_text(text=text, by=person("may", role="moderator"), reason="No.", item=item)
    assert SourceText.objects.get().curation == "confirmed"


def test_what_is_confirmed_is_not_confirmed_again_but_may_be_rejected_and_used_again(source):
    text, mo = supply(source), person("mo", role="moderator")
    confirm_text(text=text, by=mo, reason="Compared.")
    with pytest.raises(NothingToDecide):
        confirm_text(text=text, by=mo, reason="Again.")
    reject_text(text=text, by=mo, reason="An older edition.")
    confirm_text(text=text, by=mo, reason="It was the right one.")
    assert SourceText.objects.get().curation == "confirmed"
    assert found()["verdict"] == "verbatim"


def test_a_citation_of_a_merged_source_is_looked_up_in_the_texts_of_its_survivor(source):
    Source.objects.filter(pk=source.pk).update(merged_into=Source.objects.get(key="t"))
    supply(Source.objects.get(key="t"))
    assert found()["verdict"] == "verbatim"


def test_a_text_that_comes_with_one_post_settles_the_quotations_of_another(post, source):
    stanza = SOURCES.split("\n\n")[0] + "\ntext: s.txt\nextent: whole\n"
    load("b", slug="other", sources=stanza, texts={"s.txt": WORDS})
    assert found()["verdict"] == "verbatim"
    assert Post.objects.get(pk=post.pk).version > post.version


def test_posts_are_new_when_the_account_of_who_supplied_a_text_is_gone(post, source):
    supply(source)
    version = Post.objects.get().version
    delete_account(person=person("ada"))
    assert Post.objects.get().version == version + 1
    assert SourceText.objects.get().contributor is None
