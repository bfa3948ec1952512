"""304 while nothing changed; never after a change, and never for another reader or another fragment."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Post, Source, User
from argmap.operations.changes import changing
from tests.builders import claim

FRESH = [
    "home", "post", "map", "map-svg", "outline", "post-sources", "graph-json",
    "claim", "inference", "sources", "source",
    "post-history", "post-feed", "claim-history", "claim-feed", "inference-history",
]  # fmt: skip


@pytest.fixture
def tag(client, addresses):
    """A function that gives the ETag of an address by name, as answered now."""
    return lambda name, **options: client.get(addresses[name], **options).headers["ETag"]


def test_a_page_that_has_not_changed_is_answered_with_304_and_hardly_a_query(client, addresses, tag):
    for name in FRESH:
        seen = tag(name)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(addresses[name], headers={"If-None-Match": seen})
        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", seen), name
        assert len(asked) <= 3, name


def test_a_change_of_the_argument_makes_new_pages(client, addresses, tag):
    seen = {name: tag(name) for name in FRESH}
    with changing(post=Post.objects.get().pk):
        pass
    for name in FRESH:
        assert client.get(addresses[name], headers={"If-None-Match": seen[name]}).status_code == 200, name


def test_a_change_of_a_source_makes_a_new_library(client, addresses, tag):
    names = ["home", "sources", "source"]
    seen = {name: tag(name) for name in names}
    Source.objects.update(title="Somebody v. Nobody")
    for name in names:
        assert client.get(addresses[name], headers={"If-None-Match": seen[name]}).status_code == 200, name


def test_a_new_release_makes_new_pages(tag, settings):
    seen = {name: tag(name) for name in FRESH}
    settings.RELEASE = "another"
    assert not [name for name in FRESH if tag(name) == seen[name]]


def test_every_reader_host_and_query_has_a_tag_of_its_own(client, tag):
    tags = {
        name: {tag(name), tag(name, query_params={"claim": "1"}), tag(name, headers={"Host": "localhost"})}
        for name in FRESH
    }
    client.force_login(User.objects.create_user("reader"))
    for name in FRESH:
        assert len(tags[name] | {tag(name)}) == 4, name


def test_caches_between_us_and_the_reader_keep_nothing(client, addresses):
    for name in FRESH:
        control = client.get(addresses[name]).headers["Cache-Control"]
        assert "private" in control, name
        assert "no-cache" in control, name


def test_a_fragment_is_never_taken_for_a_page(client, demo):
    address = f"/posts/demo/?claim={claim('a').pk}"
    page = client.get(address).headers["ETag"]
    headers = {"HX-Request": "true", "HX-Target": "beside", "If-None-Match": page}
    assert client.get(address, headers=headers).status_code == 200


def test_a_waiting_message_always_gets_a_whole_page(client, addresses):
    client.cookies["messages"] = "something to say"
    assert "ETag" not in client.get(addresses["post"]).headers


def test_what_is_not_there_has_no_tag(client, demo):
    assert "ETag" not in client.get("/posts/none/").headers


def test_a_withdrawn_claim_is_not_answered_with_304(client, addresses, tag):
    seen = tag("claim")
    claim("a").post.claims.update(state="withdrawn")
    with changing(post=claim("a").post_id):
        pass
    assert client.get(addresses["claim"], headers={"If-None-Match": seen}).status_code == 410


def test_no_browser_keeps_what_is_gone_or_not_there(client, addresses):
    claim("a").post.claims.update(state="withdrawn")
    for address, status in ((addresses["claim"], 410), ("/nowhere/", 404), ("/log/", 200)):
        response = client.get(address)
        assert response.status_code == status
        assert "no-cache" in response.headers["Cache-Control"], address
