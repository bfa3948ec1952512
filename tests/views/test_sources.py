"""The library and a source's page."""

from __future__ import annotations

import pytest

from argmap.models import Source
from tests.builders import claim, make_post
from tests.views.pages import Page

STANZA = "source {0}\nkind: {1}\ntitle: {2}\ncitation: {2}, cited\n\n"
LIBRARY = STANZA.format("s", "case", "A case on numbers") + STANZA.format("t", "page", "A page on numbers")


@pytest.fixture
def library(db):
    stored = STANZA.format("u", "licence", "A licence").strip() + "\ntext: u.txt\nextent: excerpt\n"
    extra = "cite a\nsource: u\nquotation: you may … it\n\ncite a\nsource: s\nquotation: read in u\nas-quoted-in: u\n"
    return make_post("a", sources=LIBRARY + stored, extra=extra, texts={"u.txt": "Here you may use it. See read in u."})


def listed(client, query=""):
    words = Page(client.get(f"/sources/{query}")).words
    return {key for key, title in (("s", "A case on"), ("t", "A page on"), ("u", "A licence")) if f"{title}" in words}


FILTERS = [
    ("", "stu"),
    ("?kind=case", "s"),
    ("?kind=rumour", "stu"),
    ("?q=numbers", "st"),
    ("?q=NUMBERS+page", "t"),
    ("?q=page+numbers+cited", "t"),
    ("?q=nothing+of+the+kind", ""),
    ("?text=yes", "u"),
    ("?kind=case&text=yes", ""),
    ("?q=%25", ""),
    ("?page=99", "stu"),
]


def test_the_library_can_be_filtered_by_kind_words_and_text(client, library):
    assert {query: "".join(sorted(listed(client, query))) for query, _ in FILTERS} == dict(FILTERS)


def test_htmx_is_given_the_results_alone(client, library):
    response = client.get("/sources/?q=page", headers={"HX-Request": "true", "HX-Target": "results"})
    assert b"<html" not in response.content
    assert b"A page on numbers" in response.content


def test_a_source_shows_where_it_is_cited_and_its_text_with_what_is_quoted_marked(client, library):
    response = client.get(Source.objects.get(key="u").get_absolute_url())
    page, markup = Page(response), response.content.decode()
    assert any(link.startswith(claim("a").get_absolute_url()) for link in page.links)
    assert "Here you may use it. See read in u." in page.words
    assert markup.count("<mark") == 3
    assert "excerpt" in page.words.lower()


def test_a_source_without_citations_or_text_says_so(client, library):
    assert client.get(Source.objects.get(key="t").get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_a_source_without_an_address_can_be_read_where_its_citation_leads(client):
    make_post("a", sources="source s\nkind: statute\ntitle: Subject matter\ncitation: 17 U.S.C. § 102\n")
    page = client.get(Source.objects.get().get_absolute_url())
    assert "https://www.law.cornell.edu/uscode/text/17/102" in Page(page).links
    assert "where its citation leads" in Page(page).words


def test_a_merged_source_leads_to_its_survivor(client, library):
    survivor = Source.objects.get(key="s")
    Source.objects.filter(key="t").update(merged_into=survivor)
    response = client.get(Source.objects.get(key="t").get_absolute_url())
    assert (response.status_code, response.headers["Location"]) == (302, survivor.get_absolute_url())
    assert "A page on numbers" in Page(client.get(survivor.get_absolute_url())).words
    assert listed(client) == {"s", "u"}


@pytest.mark.django_db
def test_a_long_library_is_cut_into_pages(client):
    make_post("a", sources="".join(STANZA.format(f"s{n:03}", "page", f"Page {n:03}") for n in range(120)))
    seen = [Page(client.get(f"/sources/?page={number}")).words for number in (1, 2, 3)]
    for n in range(120):
        assert [f"Page {n:03}" in words for words in seen].count(True) == 1


@pytest.mark.django_db
def test_an_empty_library_says_why_it_is_empty(client):
    assert client.get("/sources/").status_code == 200
