"""What holds of every address: how it answers, what it sends along, what it asks the database."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap import urls
from argmap.models import Citation, Claim, Inference
from tests.builders import claim, step


def names(patterns):
    """The names of a table of addresses, those of the tables it includes among them."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        else:
            yield pattern.name


PAGES = list(names(urls.urlpatterns))
NOT_HTML = {
    "map-svg",
    "graph-json",
    "annotations-json",
    "post-text",
    "claim-brief-markdown",
    "claim-brief-word",
    "post-feed",
    "claim-feed",
    "log-feed",
    "post-references",
    "claim-references",
    "source-references",
    "person-markdown",
    "person-json",
    "healthz",
    "robots",
    "sitemap",
}
OF_THE_GRAPH = [
    "home",
    "post",
    "map",
    "map-svg",
    "outline",
    "open-points",
    "post-sources",
    "graph-json",
    "annotations-json",
    "passage",
    "claim",
    "claim-turning",
    "claim-brief",
    "claim-brief-markdown",
    "inference",
    "source",
]
HUGE = "9" * 30
NONSENSE = [
    "claim=abc",
    f"claim={HUGE}",
    "claim=-1",
    "claim=0",
    "claim=1.5",
    "claim=%00",
    "claim=%ff%fe",
    "claim=%D9%A3",
    "claim=²",
    "claim=1&claim=2",
    "claim[]=1",
    f"claim={'x' * 3000}",
    "focus=-1&depth=zzz",
    f"focus={HUGE}&depth={HUGE}",
    "focus=1&depth=0",
    "focus=%00&all=1",
    "all=yes",
    "all=1",
    "page=0",
    "page=-1",
    f"page={HUGE}",
    "page=last&kind=rumour&q=%00",
    "q=%ff&text=maybe",
    f"q={'word+' * 300}",
    "q=%27%22%3Cscript%3E%25_",
    "kind=case&q=someone&text=yes&page=1",
    "=&&;=%",
    "%",
    "grant=abc&deny=%00&without=1,2,,x",
]


def test_the_table_of_addresses_is_whole(addresses, account_addresses, member_addresses):
    assert set(addresses) | set(account_addresses) | set(member_addresses) == set(PAGES)


def test_every_address_answers_get_and_head_and_nothing_else(client, addresses):
    for address in addresses.values():
        assert client.get(address).status_code == 200, address
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b""), address
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address).status_code == 405, address


@pytest.mark.parametrize(
    "name",
    [
        "post",
        "map",
        "map-svg",
        "outline",
        "claim",
        "claim-turning",
        "claim-brief",
        "open-points",
        "sources",
        "search",
        "graph-json",
        "home",
        "post-history",
        "claim-history",
        "inference-history",
        "person",
    ],
)
def test_query_strings_without_sense_never_break_a_page(client, addresses, name):
    for query in NONSENSE:
        assert client.get(f"{addresses[name]}?{query}").status_code in (200, 400), query


@pytest.mark.parametrize(
    ("name", "target"),
    [("post", "beside"), ("map", "beside"), ("sources", "results"), ("search", "results"), ("search", "quick")],
)
def test_nor_do_they_break_a_fragment(client, addresses, name, target):
    for query in NONSENSE:
        response = client.get(f"{addresses[name]}?{query}", headers={"HX-Request": "true", "HX-Target": target})
        assert response.status_code in (200, 400), query


NOTHING = [
    "/nowhere/",
    "/posts/",
    "/posts/none/",
    "/posts/none/map/",
    "/posts/none/map.svg",
    "/posts/none/outline/",
    "/posts/none/open/",
    "/posts/none/sources/",
    "/posts/none/graph.json",
    "/posts/none/annotations.json",
    "/posts/none/text.txt",
    "/posts/none/passages/new/",
    "/posts/none/passages/0-1/",
    "/posts/none/history/",
    "/posts/none/feed.atom",
    "/posts/de.mo/",
    "/posts/%00/",
    "/posts/%ff/",
    "/claims/0/",
    f"/claims/{HUGE}/",
    f"/claims/{2**63 - 1}/",
    f"/claims/{2**63}/",
    "/claims/-1/",
    "/claims/one/",
    "/claims/0/turning/",
    "/claims/0/brief/",
    "/claims/0/brief.md",
    f"/claims/{HUGE}/brief.docx",
    f"/claims/{HUGE}/turning/",
    "/claims/0/history/",
    f"/claims/{HUGE}/feed.atom",
    "/inferences/0/",
    f"/inferences/{HUGE}/",
    f"/inferences/{2**63}/",
    f"/inferences/{HUGE}/history/",
    "/sources/0/",
    f"/sources/{HUGE}/",
    f"/sources/{2**63}/",
    "/people/nobody/",
    "/people/%00/",
    "/people/nobody/export.md",
    "/people/nobody/export.json",
]


def test_an_address_of_nothing_is_404_with_a_page_of_ours(client, demo):
    for address in NOTHING:
        response = client.get(address)
        assert response.status_code == 404, address
        assert b"not legal advice" in response.content, address


def test_an_address_without_its_last_stroke_leads_to_the_one_with_it(client, demo):
    response = client.get("/posts/demo/map")
    assert (response.status_code, response.headers["Location"]) == (301, "/posts/demo/map/")


@pytest.fixture
def pages(client, addresses) -> dict[str, str]:
    return {name: client.get(address).content.decode() for name, address in addresses.items() if name not in NOT_HTML}


def test_every_page_says_what_it_is_and_that_it_is_no_legal_advice(pages):
    for name, page in pages.items():
        assert page.count("<title>") == page.count("<h1") == page.count("<main") == 1, name
        assert 'name="description"' in page, name
        assert "not legal advice" in page, name
        assert 'href="#content"' in page, name


def test_no_page_holds_a_script_or_style_of_its_own(pages):
    for name, page in pages.items():
        assert not re.search(r"<style|<[^>]+\s(style|on\w+)=", page), name
        assert all("src=" in script for script in re.findall(r"<script[^>]*>", page)), name


def test_every_answer_carries_the_headers_that_keep_it_safe(client, addresses):
    for address in [*addresses.values(), "/nowhere/"]:
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "default-src 'none'" in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["X-Frame-Options"] == "DENY", address


def test_to_look_at_a_page_writes_nothing(client, addresses):
    for address in addresses.values():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        words = {query["sql"].lstrip("( \n").split()[0] for query in asked.captured_queries}
        assert words <= {"SELECT", "WITH"}, address
        assert not response.cookies, address


# -- what is not published --


def everything_shown(client, addresses) -> str:
    fragments = [
        f"{addresses['post']}?claim={number}"
        for number in Claim.objects.filter(key__in="ac").values_list("pk", flat=True)
    ]
    shown = [addresses[name] for name in OF_THE_GRAPH if name != "claim"] + fragments
    shown += [f"{addresses['map']}?all=1", f"{addresses['map-svg']}?focus={claim('c').pk}&depth=9"]
    return "\n".join(client.get(address).content.decode() for address in shown)


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_a_claim_that_is_not_published_is_on_no_page(client, addresses, state):
    assert "Claim b." in everything_shown(client, addresses)
    Claim.objects.filter(key="b").update(state=state)
    Claim.objects.filter(key="b").first().post.inferences.filter(key="i").update(state=state)
    shown = everything_shown(client, addresses | {"inference": f"/inferences/{step('j').pk}/"})
    assert "Claim b." not in shown
    assert "Claim a." in shown


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_a_step_that_is_not_published_is_on_no_page(client, addresses, state):
    number = step("r").pk
    assert f"/inferences/{number}/" in everything_shown(client, addresses)
    Inference.objects.filter(key="r").update(state=state)
    shown = everything_shown(client, addresses)
    assert f"/inferences/{number}/" not in shown


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_a_citation_that_is_not_published_is_on_no_page(client, addresses, state):
    shown = [addresses["claim"], addresses["graph-json"], f"{addresses['post']}?claim={claim('a').pk}"]
    assert all("Someone Else" in client.get(address).content.decode() for address in shown)
    Citation.objects.update(state=state)
    assert not any("Someone Else" in client.get(address).content.decode() for address in shown)


def test_a_drawing_stands_alone(client, addresses):
    for query in ("", "?all=1", f"?focus={claim('a').pk}&depth=1"):
        drawing = client.get(addresses["map-svg"] + query)
        assert drawing.headers["Content-Type"].startswith("image/svg+xml")
        root = ET.fromstring(drawing.content)
        names = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not names & {"script", "style", "foreignObject", "image", "use"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in attributes if name.startswith(("on", "style"))}
