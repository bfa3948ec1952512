"""Feeds are Atom (RFC 4287), and what people write in them is inert."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime

import pytest

from argmap.models import Claim
from argmap.operations.changes import changing
from tests.builders import claim
from tests.moves import ATTACKS, answer, person, say_otherwise

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def student(demo):
    return person("student")


def feed(client, address="/posts/demo/feed.atom"):
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def test_a_feed_has_all_that_atom_asks_for(client, student):
    answer(student, claim("a"), "It is not so.")
    for address in ("/posts/demo/feed.atom", f"{claim('a').get_absolute_url()}feed.atom"):
        root = feed(client, address)
        assert root.tag == f"{ATOM}feed"
        assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{address}"
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == 2
        for element in [root, *entries]:
            assert element.findtext(f"{ATOM}id").strip()
            assert element.findtext(f"{ATOM}title").strip()
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
            assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2


def test_an_entry_says_who_did_what_and_leads_to_its_place(client, student):
    answer(student, claim("a"), "It is not so.")
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "student rebutted “Claim a.”"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "student"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/posts/demo/history/?page=1#change-2"
    assert "http://testserver/claims/" in entry.findtext(f"{ATOM}summary")


def test_an_entry_keeps_its_id_when_others_follow(client, student):
    def ids():
        return {entry.findtext(f"{ATOM}id") for entry in feed(client).findall(f"{ATOM}entry")}

    before = ids()
    answer(student, claim("a"), "It is not so.")
    assert before < ids()


def test_what_people_write_is_inert_in_a_feed(client, student):
    for text in ATTACKS:
        say_otherwise(student, claim("a"), text)
    root = feed(client, f"{claim('a').get_absolute_url()}feed.atom")
    names = {element.tag for element in root.iter()}
    assert all(name.startswith(ATOM) for name in names)
    told = root.findall(f"{ATOM}entry/{ATOM}summary")
    assert {element.get("type") for element in told} == {"html"}
    markup = "".join(element.text for element in told).lower()
    assert "<script" not in markup
    assert "<img" not in markup
    assert not {element.get("type") for element in root.iter(f"{ATOM}title")} - {None, "text"}


def test_characters_that_xml_cannot_hold_are_left_out(client, student):
    say_otherwise(student, claim("a"), "Bell \x07, escape \x1b, \ufffe and so on.")
    text = "".join(feed(client).itertext())
    assert "and so on." in text
    assert "\x07" not in text


def test_a_feed_says_when_it_was_last_modified(client, student):
    first = client.get("/posts/demo/feed.atom").headers
    assert first["Last-Modified"].endswith("GMT")
    with changing(post=claim("a").post_id):
        Claim.objects.filter(key="a").update(note="More.")
    assert client.get("/posts/demo/feed.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200
