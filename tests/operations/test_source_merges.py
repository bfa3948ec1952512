"""Merging sources that are one document: the survivor stands for both everywhere, and undoing restores exactly."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Post, Source
from argmap.operations import citations, merges
from argmap.operations.citations import NewSource
from argmap.queries.matching import match, source_cited
from argmap.queries.search.finding import Wanted
from argmap.queries.search.results import search
from tests.builders import claim, make_post
from tests.merging import merge, said, undo
from tests.people import person

pytestmark = pytest.mark.django_db
SOURCES = """\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)

source t
kind: page
title: The opinion in Someone
citation: The opinion in Someone, a copy
address: https://example.org/someone
text: t.txt
extent: whole
"""
CITE = """\
cite a
source: s
quotation: words of the case

cite a
source: t
quotation: words of the case

cite b
source: t
"""


@pytest.fixture
def demo() -> Post:
    return make_post("i: a -> b", extra=CITE, sources=SOURCES, texts={"t.txt": "These are the words of the case.\n"})


def source(key: str) -> Source:
    return Source.objects.get(key=key)


def test_both_cited_by_one_claim_undoing_restores_exactly(demo):
    before = said(demo)
    made = merge(source("t"), source("s"))
    data = said(demo)
    assert {row["source"] for row in data["citations"]} == {source("s").pk}
    assert [row["key"] for row in data["sources"]] == ["s"]
    undo(made)
    assert said(demo) == before


def test_the_texts_of_both_are_looked_through(demo):
    cited = claim("a").citations.get(source=source("s"))
    assert cited.found["verdict"] == "no text on file"
    made = merge(source("t"), source("s"))
    cited.refresh_from_db()
    assert cited.found["verdict"] == "verbatim"
    undo(made)
    cited.refresh_from_db()
    assert cited.found["verdict"] == "no text on file"


def test_whatever_named_the_alias_finds_the_survivor(demo):
    merge(source("t"), source("s"))
    for words in ("The opinion in Someone, a copy", "https://example.org/someone", "t"):
        assert match(words).source == source("s"), words
    assert source_cited("the OPINION in Someone, a copy", "") == source("s")
    found = search(Wanted("The opinion in Someone, a copy"))
    assert source("s") in [getattr(result.thing, "survivor", None) for result in found.results]


def test_who_cites_the_alias_anew_cites_the_survivor(demo):
    merge(source("t"), source("s"))
    new = NewSource("page", "The opinion", "The opinion in Someone, a copy")
    for given in (new, source("t")):
        made = citations.cite(
            claim=claim("b"), source=given, contributor=person(), locator=str(given)[:9], token=uuid4()
        )
        assert made.source == source("s")


def test_posts_that_cite_the_alias_are_of_a_new_version(demo):
    before = Post.objects.get().version
    merge(source("t"), source("s"))
    assert Post.objects.get().version > before


def test_a_claim_s_references_name_the_survivor_once(demo, client):
    merge(source("t"), source("s"))
    rows = client.get(f"/claims/{claim('a').pk}/sources.json").json()
    assert [row["id"] for row in rows] == ["s"]
    assert client.get("/posts/demo/sources/").content.decode().count("Someone v. Someone Else</a>") == 1


def test_a_source_is_not_merged_into_itself_or_into_one_that_was_merged(demo):
    with pytest.raises(merges.NotTheSame):
        merge(source("s"), source("s"))
    merge(source("t"), source("s"))
    with pytest.raises(merges.NotTheSame):
        merge(source("s"), source("t"))
