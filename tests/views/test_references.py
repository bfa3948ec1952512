"""Sources as files: of one source, of a claim, of a post."""

from __future__ import annotations

import json

import pytest
import rispy

from argmap.models import Citation, Source
from tests.builders import claim, make_post

pytestmark = pytest.mark.django_db
STANZA = "source {0}\nkind: case\ntitle: Case {0}\ncitation: Case {0}, {0} U.S. 1 (1800)\n\n"
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}


@pytest.fixture
def post():
    sources = "".join(STANZA.format(number) for number in (1, 2, 3))
    return make_post("i: a -> c", main=["c"], sources=sources, extra="cite a\nsource: 1\n\ncite c\nsource: 2\n")


def keys(response):
    return {item["id"] for item in json.loads(response.content)}


def test_a_source_a_claim_and_a_post_have_their_sources_as_files(client, post):
    source = Source.objects.get(key="1")
    assert keys(client.get(f"/sources/{source.pk}/reference.json")) == {"1"}
    assert keys(client.get(f"/claims/{claim('a').pk}/sources.json")) == {"1"}
    assert keys(client.get("/posts/demo/sources.json")) == {"1", "2"}


@pytest.mark.parametrize(("form", "content_type"), TYPES.items())
def test_each_format_is_sent_as_what_it_is_with_a_name(client, post, form, content_type):
    response = client.get(f"/posts/demo/sources.{form}")
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="demo.{form}"'
    assert b"1 U.S. 1 (1800)" in response.content


@pytest.mark.parametrize("form", ["", "xml", "bib2", "BIB", "bib.ris", "%00"])
def test_another_format_is_not_there(client, post, form):
    for address in (
        "/posts/demo/sources.",
        f"/claims/{claim('a').pk}/sources.",
        f"/sources/{Source.objects.first().pk}/reference.",
    ):
        assert client.get(address + form).status_code == 404, address


def test_what_is_not_published_is_in_no_file(client, post):
    Citation.objects.filter(claim=claim("a")).update(state="withdrawn")
    assert keys(client.get(f"/claims/{claim('a').pk}/sources.json")) == set()
    assert keys(client.get("/posts/demo/sources.json")) == {"2"}


def test_a_merged_source_leads_to_its_survivor(client, post):
    first, second = Source.objects.get(key="1"), Source.objects.get(key="2")
    Source.objects.filter(pk=first.pk).update(merged_into=second)
    response = client.get(f"/sources/{first.pk}/reference.ris", follow=True)
    assert rispy.loads(response.content.decode())[0]["id"] == "2"


def test_the_page_of_a_source_can_be_read_by_programs(client, post):
    source = Source.objects.get(key="1")
    page = client.get(source.get_absolute_url()).content.decode()
    assert '<meta name="citation_title" content="Case 1">' in page
    assert '<meta name="citation_volume" content="1">' in page
    for form in ("bib", "ris"):
        assert f'href="/sources/{source.pk}/reference.{form}"' in page
