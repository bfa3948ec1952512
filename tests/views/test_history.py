"""The pages of what happened."""

from __future__ import annotations

import pytest

from argmap.models import Claim, Inference
from argmap.operations.edits import withdraw
from tests.builders import claim, step
from tests.moves import ATTACKS, answer, person, say_otherwise
from tests.views.pages import Page


@pytest.fixture
def student(demo):
    return person("student")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Page(response)


def test_a_rebuttal_is_found_in_every_history_it_is_part_of(client, student):
    made = answer(student, claim("b"), "It is not so.")
    new = Claim.objects.get(wording__text="It is not so.")
    addresses = [f"{thing.get_absolute_url()}history/" for thing in (claim("b"), new, made)]
    for address in [*addresses, "/posts/demo/history/"]:
        found = page(client, address)
        assert "student" in found.words, address
        assert "rebutted" in found.words, address
        assert "/people/student/" in found.links, address


def test_the_history_of_a_post_begins_with_its_load(client, demo):
    words = page(client, "/posts/demo/history/").words
    assert "The post and its analysis were loaded: 7 claims, 6 steps, 1 source cited, 2 marked passages." in words
    assert "argmap’s analysis, with the post" in words


def test_every_entry_has_an_address_that_leads_to_it(client, student):
    answer(student, claim("b"), "It is not so.")
    found = page(client, "/posts/demo/history/")
    for number in (1, 2):
        assert f"change-{number}" in found.ids
        assert f"?page=1#change-{number}" in found.links


def test_words_that_came_and_went_are_marked_for_eyes_and_ears(client, student):
    say_otherwise(student, claim("a"), "Claim a, surely.")
    markup = client.get(f"{claim('a').get_absolute_url()}history/").content.decode()
    assert (
        '<ins><span class="visually-hidden">[added: </span>, surely<span class="visually-hidden">]</span></ins>'
        in markup
    )


def test_what_was_withdrawn_keeps_its_history(client, student):
    made = answer(student, claim("b"), "It is not so.")
    new = Claim.objects.get(wording__text="It is not so.")
    withdraw(thing=made, by=student)
    for thing in (made, new):
        assert client.get(thing.get_absolute_url()).status_code == 410
        assert "has been withdrawn" in page(client, f"{thing.get_absolute_url()}history/").words
    assert client.get(f"{new.get_absolute_url()}feed.atom").status_code == 200


@pytest.mark.parametrize(("state", "status"), [("hidden", 410), ("waiting", 404)])
def test_what_is_hidden_or_waits_has_no_history_to_show(client, demo, state, status):
    Claim.objects.filter(key="a").update(state=state)
    Inference.objects.filter(key="i").update(state=state)
    for address in (claim("a").get_absolute_url(), step("i").get_absolute_url()):
        response = client.get(f"{address}history/")
        assert response.status_code == status
        assert b"Claim a." not in response.content
    assert client.get(f"{claim('a').get_absolute_url()}feed.atom").status_code == status


def test_what_people_write_is_inert_in_every_history(client, student):
    Claim.objects.filter(key="a").update(note="\n".join(ATTACKS)[:5000])
    made = answer(student, claim("b"), *ATTACKS[:10])
    for text in ATTACKS[10:]:
        say_otherwise(student, claim("e"), text)
    for thing in (claim("a"), claim("b"), claim("e"), made):
        markup = client.get(f"{thing.get_absolute_url()}history/").content.decode().lower()
        assert "<script>" not in markup
        assert "<img" not in markup
        assert "<iframe" not in markup


def test_a_post_leads_to_its_history_and_feed(client, demo):
    assert "/posts/demo/history/" in page(client, "/posts/demo/").links
    markup = client.get("/posts/demo/history/").content.decode()
    assert (
        '<link rel="alternate" type="application/atom+xml" title="A demonstration" href="/posts/demo/feed.atom">'
        in markup
    )
