"""What waits is decided about by its words: the premises of a step, an edit word by word, what is cited along."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import DeskItem, Source
from argmap.operations.citations import Backing
from tests.builders import claim, make_post
from tests.decisions import accept, refuse, review_first
from tests.people import against, person, reword
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


@pytest.fixture
def mod(client):
    review_first(make_post("i: a -> b; j: b -> c", main=["c"], sources=SOURCES))
    client.force_login(person("mo", role="moderator"))
    return client


def waiting(**about) -> DeskItem:
    return DeskItem.objects.get(kind="waiting", **about)


def words(client, item: DeskItem) -> str:
    return Page(client.get(item.get_absolute_url())).words


def backed(**options):
    """Somebody rebuts a claim with a premise that rests on a source; gives the step and the citation."""
    made = against(claim("a"), "Ada says no.", backing={0: Backing(Source.objects.get(key="s"), **options)})
    return made, made.premises.get().claim.citations.get()


def words_of_desk(client) -> str:
    return Page(client.get("/review/")).words


def test_a_rebuttal_that_waits_shows_its_premises_its_note_and_what_it_concludes(mod):
    made = against(claim("a"), "Ada says no.", claim("b"), note="It is *plain*.")
    said = words(mod, waiting(inference=made))
    assert "Ada says no." in said and "waits too" in said
    assert "Claim b." in said
    assert "It is plain." in said
    assert "So it is not true that: “Claim a.”" in said


def test_a_rebuttal_that_was_declined_still_shows_what_was_declined(mod):
    made = against(claim("a"), "Ada says no.")
    refuse(made)
    said = words(mod, waiting(inference=made))
    assert "Ada says no." in said and "waits too" not in said


def test_what_the_premises_of_a_step_cite_and_the_step_lead_to_each_other(mod):
    made, citation = backed(quotation="the weights are free")
    of_step, of_citation = waiting(inference=made), waiting(citation=citation)
    page = mod.get(of_step.get_absolute_url()).content.decode()
    assert "the weights are free" in page
    assert f'href="{of_citation.get_absolute_url()}"' in page
    assert f'href="{of_step.get_absolute_url()}"' in mod.get(of_citation.get_absolute_url()).content.decode()


def test_a_citation_that_waits_is_called_by_the_key_of_its_claim(mod):
    _, citation = backed()
    premise = citation.claim
    page = Page(mod.get(waiting(citation=citation).get_absolute_url()))
    assert f"source of {premise.key}" in page.words
    assert f"source of {premise.key}" in words_of_desk(mod)


def test_an_edit_that_waits_shows_its_words_and_what_it_changes(mod):
    reword(claim("a"), "Claim a, perhaps.", note="Only now and then.")
    item = waiting(claim=claim("a"))
    page = mod.get(item.get_absolute_url()).content.decode()
    assert '<p class="lead">Claim a, perhaps.</p>' in page
    assert "<ins>" in page
    assert "Only now and then." in page
    assert "Claim a, perhaps." in words_of_desk(mod)


def test_an_edit_that_was_decided_about_does_not_wait_any_more(mod):
    reword(claim("a"), "Claim a, perhaps.")
    reword(claim("b"), "Claim b, perhaps.")
    refuse(claim("a").wordings.get(number=2))
    accept(claim("b").wordings.get(number=2))
    declined, accepted = words(mod, waiting(claim=claim("a"))), words(mod, waiting(claim=claim("b")))
    assert "An edit that is not public" in declined and "Claim a, perhaps." in declined
    assert "edit that is not public" not in accepted
    for said in (declined, accepted):
        assert "waits" not in said.partition("The claim")[2] and "How it is to read" not in said


def test_the_desk_takes_as_many_queries_however_many_edits_wait(mod):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            mod.get("/review/?kind=waiting")
        return len(captured)

    reword(claim("a"), "Claim a, perhaps.")
    few = queries()
    reword(claim("b"), "Claim b, perhaps.")
    reword(claim("c"), "Claim c, perhaps.")
    assert queries() == few
