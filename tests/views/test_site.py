"""Addresses for machines, and the pages for when something went wrong."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from unittest.mock import patch

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.test import Client, RequestFactory

from argmap.models import Claim
from argmap.views import resending, site
from tests.builders import claim, make_post
from tests.views.pages import Page


@pytest.mark.django_db
def test_health_is_200_while_the_database_answers_and_is_never_cached(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_health_is_503_when_the_database_does_not_answer(client):
    with patch("argmap.views.site.connection.cursor", side_effect=DatabaseError):
        assert client.get("/healthz").status_code == 503


def test_the_sitemap_names_posts_and_main_claims_by_their_whole_address(client, demo):
    make_post("x", slug="other")
    root = ET.fromstring(client.get("/sitemap.xml").content)
    found = {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    expected = ["/posts/demo/", "/posts/other/", claim("c").get_absolute_url(), claim("x", "other").get_absolute_url()]
    assert found == {f"http://testserver{address}" for address in expected}
    Claim.objects.filter(key="c").update(state="hidden")
    assert claim("c").get_absolute_url() not in client.get("/sitemap.xml").content.decode()


@pytest.mark.django_db
def test_crawlers_are_kept_from_suppositions_and_from_addresses_for_writing(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    for rule in ("/*?*grant=", "/*?*deny=", "/*?*without=", "/*/new/", "/*/edit/", "/accounts/"):
        assert f"Disallow: {rule}" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_a_fault_of_ours_has_a_page_that_asks_nothing_of_the_database():
    response = resending.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert Page(response).words


def test_a_request_without_sense_has_a_page_of_ours():
    response = site.bad_request(RequestFactory().get("/"), SuspiciousOperation())
    assert response.status_code == 400
    assert Page(response).words


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/about/", "/contact/"])
def test_whoever_runs_this_copy_is_named(client, settings, address):
    settings.SITE = {"operator": "The Library", "address": "1 Quiet Street", "email": "desk@example.org"}
    assert "The Library" in Page(client.get(address)).words


@pytest.mark.django_db
def test_one_can_be_reached_without_an_account(client, settings):
    settings.SITE = {"operator": "The Library", "address": "1 Quiet Street", "email": "desk@example.org"}
    page = Page(client.get("/contact/"))
    assert "1 Quiet Street" in page.words
    assert "desk@example.org" in page.words


def test_where_https_is_used_plain_requests_are_sent_there_but_the_machine_may_ask_how_it_is(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    answered = client.get("/sources/?kind=case")
    assert (answered.status_code, answered.headers["Location"]) == (301, "https://testserver/sources/?kind=case")
    assert client.get("/healthz").status_code == 200
