"""The page of results, its filters, and the short list while somebody types."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from argmap.models import Claim, Passage, Post
from argmap.operations import edits
from tests.builders import claim, make_post
from tests.people import against, person, remark, reword
from tests.views.pages import Page

SOURCE = """\
source feist
kind: case
title: Feist Publications v. Rural Telephone
citation: Feist Publications v. Rural Telephone, 499 U.S. 340 (1991)
text: feist.txt
extent: whole
"""
QUICK = {"HX-Request": "true", "HX-Target": "quick"}
RESULTS = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture(scope="module")
def shared_post(shared_db):
    """A post whose first claim, an answer to it and a source all speak of telephones."""
    made = make_post(
        "i: a -> b", sources=SOURCE, extra="cite a\nsource: feist\n", texts={"feist.txt": "A telephone book."}
    )
    reword(claim("a"), "A telephone is <b>no</b> book.")
    against(claim("a"), "Some telephones are books.", by=person("grace"))
    connection.check_constraints()
    return made.pk


@pytest.fixture
def post(db, shared_post):
    return Post.objects.get(pk=shared_post)


def shown(client, query):
    """The words of the page that answers a query."""
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return Page(response).words


def results(client, query):
    """The titles of what is found, one to a line as the page has them."""
    return client.get(f"/search/?{query}").content.decode().partition('<ol class="results"')[2].partition("</ol>")[0]


def test_what_is_found_is_shown_with_its_words_marked_and_escaped(client, post):
    markup = results(client, "q=telephone")
    assert "A <mark>telephone</mark> is &lt;b&gt;no&lt;/b&gt; book." in markup
    assert "Some <mark>telephones</mark> are books." in markup
    assert "Feist Publications v. Rural <mark>Telephone</mark>" in markup
    assert "A <mark>telephone</mark> book." in markup
    assert f'href="{claim("a").get_absolute_url()}"' in markup


def test_kinds_are_counted_and_each_can_be_shown_alone(client, post):
    assert "All 4 Claims 2 Sources 1 Texts on file 1" in shown(client, "q=telephone")
    alone = results(client, "q=telephone&kind=source")
    assert alone.count("<li>") == 1
    assert "499 U.S. 340" in alone
    assert "There are no notes of claims and steps among the results" in shown(client, "q=telephone&kind=note")


FILTERS = [
    ("", "reader shipped source text"),
    ("&voice=reader", "reader"),
    ("&voice=author", "shipped"),
    ("&sourced=yes", "shipped"),
    ("&sourced=no", "reader"),
    ("&by=GRACE", "reader"),
    ("&by=nobody", ""),
    ("&label=stands", "reader"),
    ("&label=falls", "shipped"),
    ("&post=demo", "reader shipped source text"),
    ("&post=other", ""),
    ("&kind=text&post=demo", "text"),
    ("&kind=rumour&post=none&label=maybe&voice=choir&sourced=perhaps", "reader shipped source text"),
]
SIGNS = {
    "reader": "Some <mark>telephones</mark>",
    "shipped": "A <mark>telephone</mark> is",
    "source": "Rural <mark>",
    "text": "Text on file",
}


def test_filters_narrow_down_and_those_without_sense_are_left_out(client, post):
    make_post("a", slug="other")
    found = {}
    for query, _ in FILTERS:
        markup = results(client, f"q=telephone{query}")
        found[query] = " ".join(name for name, sign in SIGNS.items() if sign in markup)
    assert found == dict(FILTERS)


def test_filters_are_kept_in_the_form_and_in_every_link(client, post):
    markup = client.get("/search/?q=telephone&voice=reader&by=grace&page=1").content.decode()
    assert '<option value="reader" selected>' in markup
    assert 'name="by" value="grace"' in markup
    assert "?q=telephone&amp;voice=reader&amp;by=grace&amp;kind=claim" in markup


@pytest.mark.parametrize("query", ["page=2", "page=1000", "page=99999999999999999999", "page=-1", "page=x", "page="])
def test_a_page_that_is_not_there_is_one_that_is(client, post, query):
    assert "A telephone is" in shown(client, f"q=telephone&{query}")


def test_many_results_are_cut_into_pages(client, db):
    make_post("; ".join(f"i{number}: n{number} -> top" for number in range(30)))
    first = client.get("/search/?q=claim&kind=claim")
    assert "Page 1 of 2" in Page(first).words
    assert "?q=claim&kind=claim&page=2" in Page(first).links
    assert 'start="21"' in client.get("/search/?q=claim&kind=claim&page=2").content.decode()


def test_what_is_withdrawn_hidden_or_waits_is_shown_to_nobody(client, post):
    theirs = Claim.objects.get(contributor__username="grace")
    client.force_login(person("grace"))
    for state in ("withdrawn", "hidden", "waiting"):
        Claim.objects.filter(pk=theirs.pk).update(state=state)
        assert "Some" not in results(client, "q=telephone"), state
        assert b"Some" not in client.get("/search/?q=telephone", headers=QUICK).content, state


def test_what_is_told_to_moderators_is_not_looked_through(client, post):
    edits.misread(claim=claim("a"), contributor=person(), words="x", reading="secretive", note="", token=uuid4())
    assert "Nothing published has" in shown(client, "q=secretive")


# -- where nothing is found --


def test_without_words_the_page_says_what_can_be_found_and_how(client, db):
    assert "are looked through" in shown(client, "")
    assert "are looked through" in shown(client, "q=+&voice=&kind=rumour")


def test_filters_without_words_list_what_fits_the_newest_first(client, post):
    response = client.get("/search/?q=+&voice=reader")
    page = Page(response)
    assert "All 2 Claims 1 Steps 1" in page.words
    assert "All that fits the filters, the newest first." in page.words
    assert "Some telephones are books." in results(client, "voice=reader")
    assert results(client, "kind=source").count("<li>") == 1
    assert '<option value="source" selected>sources</option>' in client.get("/search/?kind=source").content.decode()


def test_where_nothing_fits_the_filters_there_is_a_next_move(client, post):
    page = Page(client.get("/search/?by=nobody"))
    assert "Nothing published fits these filters." in page.words
    assert "/search/" in page.links


def test_what_is_everywhere_is_no_question(client, post):
    assert "There is nothing to look for in “the of”" in shown(client, "q=the+of")


def test_where_nothing_is_found_there_is_a_next_move(client, post):
    response = client.get("/search/?q=telephone+zebra&voice=reader")
    page = Page(response)
    assert "Nothing published has all these words and fits the filters" in page.words
    assert "?q=telephone%20zebra" in " ".join(page.links)
    assert "?q=telephone+or+zebra&voice=reader" in page.links
    assert "Some telephones" in shown(client, "q=telephone+or+zebra&voice=reader")


def test_a_name_that_is_spelled_wrong_is_found_and_said_to_be(client, post):
    assert "Nothing has “Fiest” as it is spelled. These are results for “feist”." in shown(client, "q=Fiest")


@pytest.mark.parametrize(
    "words", ["%00", "%ff", "%3Cscript%3Ealert(1)%3C/script%3E", "%22%22%22", "x" * 5000, "a:*|!(%26"]
)
def test_whatever_is_typed_is_answered_and_inert(client, post, words):
    response = client.get(f"/search/?q={words}")
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


# -- each kind --


def test_notes_of_claims_and_on_words_are_told_apart(client, post):
    Claim.objects.filter(key="b").update(note="A Sumerian note.")
    remark("The weights are free.", "A Sumerian note, too.")
    assert "All 2 Notes of claims and steps 1 Notes on words 1" in shown(client, "q=sumerian")
    assert "Note of a claim ·" in results(client, "q=sumerian")
    listed = client.get("/search/?q=sumerian", headers=QUICK).content.decode()
    assert "note of a claim</span>" in listed
    assert "note on words</span>" in listed


ROLES = {
    "quotation": "a quotation",
    "citation": "a reference",
    "concession": "a concession",
    "advice": "advice",
    "provenance": "where the post comes from",
    "furniture": "",
    "connective": "",
}


@pytest.mark.parametrize(("role", "words"), ROLES.items())
def test_it_is_said_in_plain_words_what_words_do_in_their_post(client, post, role, words):
    anchored = {"exact": "The weights are free.", "start": post.text.index("The weights are free.")}
    Passage.objects.create(post=post, role=role, end=anchored["start"] + len(anchored["exact"]), **anchored)
    shown_there = results(client, "q=weights+are+free")
    assert f"A demonstration</a>{' · ' if words else ''}{words}</p>" in shown_there


# -- posts and people --


def test_a_post_is_shown_with_its_author_and_leads_to_what_they_claim(client, post):
    Post.objects.update(author="Harmil", also_known_as="Tyler_Zoro")
    first = results(client, "q=harmil").partition("</li>")[0]
    assert '<a href="/posts/demo/">A demonstration</a>' in first
    assert "By <mark>Harmil</mark>, also known as Tyler_Zoro. A post for tests." in first
    assert 'href="/search/?kind=claim&amp;post=demo&amp;voice=author"' in first
    assert results(client, "kind=claim&post=demo&voice=author").count("<li>") == 2
    assert "post by Harmil</span>" in client.get("/search/?q=harmil", headers=QUICK).content.decode()


@pytest.mark.parametrize("headers", [{}, QUICK], ids=["page", "list"])
def test_the_name_of_an_account_leads_to_what_that_person_contributed(client, post, headers):
    markup = client.get("/search/?q=grace", headers=headers).content.decode()
    assert 'href="/people/grace/"' in markup
    assert "grace: their contributions" in markup
    assert "Nothing found" not in markup
    assert "Nothing published" not in markup
    person("lovelace")
    assert "/people/" not in client.get("/search/?q=lovelace", headers=headers).content.decode()


# -- while somebody types --


def test_the_first_results_are_given_alone_each_in_a_line(client, post):
    response = client.get("/search/?q=telep", headers=QUICK)
    markup = response.content.decode()
    assert "<html" not in markup
    assert 'id="quick"' in markup
    assert markup.count('role="option"') == 5
    assert 'role="listbox"' in markup
    assert "All 4 results" in markup
    assert "text on file: Feist Publications v. Rural Telephone</span>" in markup
    assert "<mark>telephone</mark>" in markup


def test_the_list_is_hidden_where_nothing_is_typed_and_says_where_nothing_is_found(client, post):
    assert " hidden>" in client.get("/search/?q=+", headers=QUICK).content.decode()
    assert "Nothing found." in client.get("/search/?q=zebra", headers=QUICK).content.decode()


def test_htmx_is_given_the_results_alone_and_others_the_page(client, post):
    assert b"<html" not in client.get("/search/?q=telephone", headers=RESULTS).content
    assert b"<html" in client.get("/search/?q=telephone").content


def test_every_other_page_has_the_form_which_works_without_script(client, post):
    markup = client.get("/").content.decode()
    assert '<form class="finder" method="get" action="/search/" role="search"' in markup
    assert 'href="/search/"' in markup


def test_results_are_not_for_crawlers(client, post):
    for headers in ({}, QUICK):
        response = client.get("/search/?q=telephone", headers=headers)
        assert response.headers["X-Robots-Tag"] == "noindex"


# -- what it costs --


@pytest.mark.parametrize("headers", [{}, QUICK], ids=["page", "list"])
def test_a_larger_argument_takes_as_many_queries(client, post, headers, django_assert_max_num_queries):
    counts = []
    for size in (7, 40):
        make_post("; ".join(f"i{number}: n{number} -> top" for number in range(size)), slug=f"size-{size}")
        with django_assert_max_num_queries(20) as asked:
            client.get("/search/?q=claim", headers=headers)
        counts.append(len(asked))
    assert counts[0] == counts[1]
