"""Page or partial: decided in one place by what htmx asks for."""

from __future__ import annotations

import pytest

from tests.builders import claim

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("page", ["/posts/demo/", "/posts/demo/map/"])
@pytest.mark.parametrize("target", ["beside", "aside#beside"])
def test_htmx_is_given_the_partial_it_targets(client, demo, page, target):
    response = client.get(f"{page}?claim={claim('a').pk}", headers=HTMX | {"HX-Target": target})
    assert response.status_code == 200
    assert b"<html" not in response.content
    assert b"Claim a." in response.content
    assert b'id="beside"' in response.content


def test_a_target_that_a_page_does_not_offer_sends_htmx_there(client, demo):
    for page in ("/posts/demo/", "/posts/demo/map/", "/", "/about/", "/sources/"):
        for target in ({}, {"HX-Target": "nowhere"}, {"HX-Target": "main"}, {"HX-Target": "%62eside"}):
            response = client.get(f"{page}?claim=1", headers=HTMX | target)
            assert (response.headers["HX-Redirect"], response.content) == (f"{page}?claim=1", b""), (page, target)


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_the_history_get_the_whole_page(client, demo, header):
    response = client.get("/posts/demo/", headers=HTMX | {"HX-Target": "beside", header: "true"})
    assert b"<html" in response.content


def test_caches_are_told_what_an_answer_depends_on(client, demo):
    for page in ("/", "/posts/demo/", "/posts/demo/map/", "/sources/", "/about/"):
        varies = client.get(page).headers["Vary"].split(",")
        assert {"HX-Request", "HX-Target"} <= {name.strip() for name in varies}, page
