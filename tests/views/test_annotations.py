"""What is marked in a post as W3C Web Annotations, held against what the recommendation of 2017-02-23 demands.

The numbers are those of its sections: https://www.w3.org/TR/2017/REC-annotation-model-20170223/
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest

from argmap.models import Claim
from tests.builders import claim, load, make_post
from tests.people import person, remark
from tests.views.pages import Page

ADDRESS = "/posts/demo/annotations.json"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
BODY = "Numbers are 👩‍⚖️ numbers. שלום, said cafe\u0301.\n\nSo be it.\n"
EXTRA = """\
passage p
words: numbers.
role: claim
claim: a

passage q
words: שלום, said café.
role: quotation
"""
MOTIVATIONS = {  # 3.3.5, those of the vocabulary
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip


@pytest.fixture
def post(db):
    found = make_post("a; b", body=BODY, extra=EXTRA)
    remark("So be it.", "Is *that* so?", by=person("ada"))
    return found


def read(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.content)


def is_address(value):
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def many(value):
    return value if isinstance(value, list) else [value]


def mistakes_of_a_collection(found):
    """5.1"""
    yield from ["no context"] * (CONTEXT not in many(found.get("@context")))
    yield from ["no identity"] * (not is_address(found.get("id")))
    yield from ["no collection"] * ("AnnotationCollection" not in many(found.get("type")))
    yield from ["label is no string"] * (not all(isinstance(it, str) for it in many(found.get("label", ""))))
    yield from ["no total"] * (not is_count(found.get("total")))
    if found["total"]:
        yield from mistakes_of_a_page(found["first"], found)
        yield from ["the last page has no address"] * (not is_address(found.get("last")))
        yield from ["some are missing"] * (len(found["first"]["items"]) != found["total"])
    else:
        yield from ["an empty collection has pages"] * ("first" in found)


def mistakes_of_a_page(page, collection):
    """5.2"""
    yield from ["a page in a collection has a context"] * ("@context" in page)
    yield from ["a page without identity"] * (not is_address(page.get("id")))
    yield from ["no page"] * ("AnnotationPage" not in many(page.get("type")))
    yield from ["part of nothing"] * (page.get("partOf") != collection["id"])
    yield from ["begins nowhere"] * (not is_count(page.get("startIndex")))
    yield from ["no items"] * (not isinstance(page.get("items"), list) or not page["items"])
    ids = [item["id"] for item in page["items"]]
    yield from ["two of one identity"] * (len(ids) != len(set(ids)))
    for item in page["items"]:
        yield from (f"{item['id']}: {mistake}" for mistake in mistakes_of_an_annotation(item))


def mistakes_of_an_annotation(item):
    """3.1, 3.3.1, 3.3.2, 3.3.5"""
    yield from ["no identity"] * (not is_address(item.get("id")))
    yield from ["no annotation"] * ("Annotation" not in many(item.get("type")))
    yield from ["no such motivation"] * (not MOTIVATIONS.issuperset(many(item["motivation"])))
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
    yield from ["no moment in UTC"] * (not re.fullmatch(moment, item["created"]))
    for agent in many(item["creator"]):
        yield from ["an agent without a name"] * (not isinstance(agent.get("name"), str))
        yield from ["an agent of no kind"] * (agent.get("type") not in ("Person", "Organization", "Software"))
        yield from ["an agent without an address"] * ("id" in agent and not is_address(agent["id"]))
    for body in many(item["body"]):
        yield from mistakes_of_a_body(body)
    yield from ["no target"] * (not many(item.get("target", [])))
    for target in many(item["target"]):
        yield from mistakes_of_a_target(target)


def mistakes_of_a_body(body):
    """3.2.4, 3.3.5, 4"""
    yield from ["no such purpose"] * (not MOTIVATIONS.issuperset(many(body.get("purpose", "describing"))))
    if body.get("type") == "TextualBody":
        yield from ["no text"] * (not isinstance(body.get("value"), str))
    else:
        yield from ["no source"] * (body.get("type") != "SpecificResource" or not is_address(body.get("source")))


def mistakes_of_a_target(target):
    """4, 4.2.4, 4.2.5, 4.6"""
    yield from ["no source"] * (not is_address(target.get("source")))
    yield from ["no scope"] * (not is_address(target.get("scope")))
    kinds = [selector["type"] for selector in target["selector"]]
    yield from ["not these selectors"] * (kinds != ["TextQuoteSelector", "TextPositionSelector"])
    quote, position = target["selector"]
    texts = (quote.get(name) for name in ("exact", "prefix", "suffix"))
    yield from ["no quotation"] * (not all(isinstance(text, str) for text in texts))
    yield from ["no position"] * (not is_count(position.get("start")) or not is_count(position.get("end")))


def test_the_annotations_are_what_the_model_demands(client, post):
    assert list(mistakes_of_a_collection(read(client))) == []
    assert read(client)["total"] == 3


def test_a_collection_of_nothing_is_too(client, db):
    make_post("a")
    assert list(mistakes_of_a_collection(found := read(client))) == []
    assert found["total"] == 0


def test_the_shipped_post_is_too(client, db):
    from argmap.library import shipped_folders
    from argmap.operations.loading import load_post

    for folder in shipped_folders():
        slug = load_post(folder=folder).post.slug
        assert list(mistakes_of_a_collection(read(client, f"/posts/{slug}/annotations.json"))) == []


def test_they_are_sent_as_what_they_are(client, post):
    response = client.get(ADDRESS)
    assert response.headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert (
        b"type='application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"'"
        in client.get("/posts/demo/").content
    )
    assert client.head(ADDRESS).headers["ETag"] == response.headers["ETag"]


def test_both_selectors_of_each_lead_to_the_same_words_of_the_text(client, post):
    for item in read(client)["first"]["items"]:
        quote, position = item["target"]["selector"]
        text = client.get(urlsplit(item["target"]["source"]).path).content.decode()
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]  # Python counts code points, as the model demands (4.2.4)
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])


def test_each_identity_leads_to_where_the_words_are_shown(client, post):
    for item in read(client)["first"]["items"]:
        address = urlsplit(item["id"])
        page = Page(client.get(address.path))
        assert not address.fragment or address.fragment in page.ids


def test_a_passage_says_its_role_and_its_claim_and_a_remark_what_was_noted(client, post):
    first, second, third = read(client)["first"]["items"]
    url = f"http://testserver{claim('a').get_absolute_url()}"
    assert (first["motivation"], second["motivation"], third["motivation"]) == (
        "describing",
        "classifying",
        "commenting",
    )
    assert [body.get("value", body.get("source")) for body in first["body"]] == ["claim", "Claim a.", url]
    assert first["creator"] == {"type": "Organization", "name": "argmap’s analysis"}
    assert [body["value"] for body in second["body"]] == ["quotation"]
    assert third["body"] == {"type": "TextualBody", "value": "Is *that* so?", "format": "text/markdown"}
    assert third["creator"]["id"] == "http://testserver/people/ada/"


def test_identities_stay_when_the_post_is_loaded_again(client, post):
    before = [item["id"] for item in read(client)["first"]["items"]]
    load("a; b; c", body=BODY, extra=EXTRA)
    assert [item["id"] for item in read(client)["first"]["items"]] == before


def test_what_is_not_published_is_not_in_it(client, post):
    Claim.objects.filter(key="a").update(state="hidden")
    remark("So be it.", "Hidden.", state="hidden")
    assert read(client)["total"] == 2
    assert "Hidden." not in client.get(ADDRESS).content.decode()
