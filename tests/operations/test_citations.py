"""Attaching a source to a claim."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from argmap.models import Citation, Claim, Post, Source
from argmap.operations import citations
from argmap.operations.citations import CitationThere, NewSource
from argmap.operations.edits import NotThere
from argmap.operations.submissions import Resent
from tests.builders import claim, make_post
from tests.people import person

pytestmark = pytest.mark.django_db
FEIST = """\
source feist
kind: case
title: Feist
citation: Feist v. Rural, 499 U.S. 340 (1991)
text: f.txt
extent: whole
"""
NEW = NewSource(
    kind="article", title="The Right to Privacy", citation="The Right to Privacy, 4 Harv. L. Rev. 193 (1890)"
)


@pytest.fixture
def post() -> Post:
    return make_post("i: a -> c", main=["c"], sources=FEIST, texts={"f.txt": "Originality is the sine qua non.\n"})


@pytest.fixture
def feist(post) -> Source:
    return Source.objects.get(key="feist")


def cite(source, *, key="a", by=None, **options) -> Citation:
    values = {"claim": claim(key), "source": source, "contributor": by or person(), "token": uuid4()}
    return citations.cite(**values | options)


def test_a_citation_is_published_under_the_name_of_who_made_it(feist):
    made = cite(feist, locator="at 345", quotation="the sine qua non", note="See *there*.")
    assert list(Citation.objects.published()) == [made]
    assert (made.voice, made.contributor.username, made.is_shipped) == ("reader", "ada", False)
    assert (made.source, made.locator, made.quotation, made.note) == (
        feist,
        "at 345",
        "the sine qua non",
        "See *there*.",
    )


def test_its_words_are_looked_for_in_the_text_on_file(feist):
    assert cite(feist, quotation="the sine qua non").found["verdict"] == "verbatim"
    assert cite(feist, quotation="the sine non qua").found["verdict"] == "not found"


def test_the_post_has_a_new_version(post, feist):
    cite(feist)
    assert Post.objects.get().version == post.version + 1


def test_a_source_that_is_not_there_is_added(post):
    source = cite(NEW).source
    assert source.key == "the-right-to-privacy-4-harv-l-rev-193-18"
    assert (source.curation, source.is_shipped) == ("unreviewed", False)
    assert (source.kind, source.title, source.citation) == (NEW.kind, NEW.title, NEW.citation)


def test_a_source_that_is_there_by_its_citation_is_taken(feist):
    same = NewSource(kind="page", title="Something else", citation="FEIST v. Rural,  499 U. S. 340 (1991).")
    assert cite(same).source == feist
    assert Source.objects.count() == 1


def test_another_edition_is_another_source_with_a_key_of_its_own(post):
    first, second = (cite(NewSource("licence", "A licence", "A licence", edition=number)).source for number in "12")
    assert (first.key, second.key) == ("a-licence", "a-licence-2")


@pytest.mark.parametrize("citation", ["判例", "§", "..."])
def test_a_citation_without_latin_letters_gets_a_key_too(post, citation):
    assert cite(NewSource("case", "A case", citation)).source.key == "source"


def test_the_same_citation_twice_is_refused_and_leaves_nothing(feist, everything):
    made = cite(feist, locator="at 345")
    before = everything()
    with pytest.raises(CitationThere) as refused:
        cite(feist, locator="at 345", note="Again.", by=made.contributor)
    assert refused.value.citation == made
    assert everything() == before


def test_another_place_or_other_words_are_another_citation(feist):
    assert len({cite(feist), cite(feist, locator="at 2"), cite(feist, quotation="qua non"), cite(feist, key="c")}) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"locator": "at 345"}, {"locator": "p. 345"}),
        ({"locator": "§ 102(b)"}, {"locator": "Section 102 (b)"}),
        ({"quotation": "the sine qua non"}, {"quotation": "“The  sine qua non.”"}),
    ],
)
def test_the_same_place_and_words_spelled_otherwise_are_the_same_citation(feist, first, second):
    made = cite(feist, **first)
    with pytest.raises(CitationThere) as refused:
        cite(feist, by=person("bob"), **second)
    assert refused.value.citation == made


def test_a_source_that_was_merged_is_not_cited_a_second_time_under_its_other_name(feist):
    made = cite(NEW, locator="at 2")
    Source.objects.filter(pk=made.source_id).update(merged_into=feist)
    with pytest.raises(CitationThere):
        cite(feist, locator="2")


def test_what_somebody_else_waits_with_is_not_given_away(feist):
    Citation.objects.filter(pk=cite(feist, locator="at 345").pk).update(state="waiting")
    assert cite(feist, locator="p. 345", by=person("bob")).state == "published"
    with pytest.raises(CitationThere):
        cite(feist, locator="345", by=person("ada"))


def test_what_somebody_took_back_is_published_anew_by_who_cites_it_now(feist):
    made = cite(feist)
    citations.withdraw(citation=made, by=made.contributor)
    again = cite(feist, by=person("bob"), note="Mine.")
    assert again == made
    assert (again.state, again.contributor.username, again.note) == ("published", "bob", "Mine.")


def test_what_a_moderator_has_hidden_stays_hidden(feist):
    made = cite(feist)
    Citation.objects.update(state="hidden")
    with pytest.raises(CitationThere):
        cite(feist)
    assert Citation.objects.get() == made


def test_the_same_form_twice_makes_one_citation(feist):
    token = uuid4()
    made = cite(feist, token=token)
    with pytest.raises(Resent) as sent:
        cite(feist, token=token, locator="at 2")
    assert sent.value.address == made.get_absolute_url()
    assert Citation.objects.count() == 1


@pytest.mark.parametrize("state", ["withdrawn", "hidden", "waiting"])
def test_a_claim_that_is_gone_is_not_cited_for(feist, everything, state):
    person()
    Claim.objects.filter(key="a").update(state=state)
    before = everything()
    with pytest.raises(NotThere):
        cite(NEW)
    assert everything() == before


def test_a_citation_is_taken_back_and_put_back(feist):
    made = cite(feist)
    citations.withdraw(citation=made, by=made.contributor)
    assert not Citation.objects.published()
    with pytest.raises(NotThere):
        citations.withdraw(citation=made, by=made.contributor)
    citations.restore(citation=made, by=made.contributor)
    assert list(Citation.objects.published()) == [made]
    with pytest.raises(NotThere):
        citations.restore(citation=made, by=made.contributor)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_source_at_once_share_it():
    for slug in ("one", "two"):
        make_post("a", slug=slug)
    people, start = [person("ada"), person("bob")], Barrier(2)

    def attach(number: int) -> None:
        try:
            mine = claim("a", ("one", "two")[number])
            start.wait(timeout=10)
            citations.cite(claim=mine, source=NEW, contributor=people[number], token=uuid4())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(attach, range(2)))
    assert Source.objects.count() == 1
    assert Citation.objects.published().count() == 2
