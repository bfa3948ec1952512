"""Appreciating a post on its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from argmap.models import Appreciation, User
from argmap.operations.appreciations import appreciate
from tests.views.pages import Page

ADDRESS = "/posts/demo/appreciation/"


@pytest.fixture
def student(db) -> User:
    return User.objects.create_user("student")


def test_who_is_signed_in_appreciates_a_post_and_takes_it_back(client, demo, student):
    client.force_login(student)
    response = client.post(ADDRESS)
    assert (response.status_code, response.headers["Location"]) == (302, "/posts/demo/")
    page = Page(client.get("/posts/demo/"))
    assert "You appreciate this" in page.words
    assert "Take it back" in page.words
    client.post(ADDRESS, {"undo": "yes"})
    assert not Appreciation.objects.exists()
    assert "Nobody has said yet that they appreciate this" in Page(client.get("/posts/demo/")).words


def test_a_click_too_many_counts_once(client, demo, student):
    client.force_login(student)
    for _ in range(3):
        client.post(ADDRESS)
    assert Appreciation.objects.count() == 1


def test_others_are_counted_and_the_home_page_says_how_many(client, demo, student):
    assert "appreciate" not in Page(client.get("/")).words
    appreciate(post=demo, person=User.objects.create_user("student2"))
    assert "1 person appreciates this" in Page(client.get("/posts/demo/")).words
    assert "1 person appreciates it" in Page(client.get("/")).words
    appreciate(post=demo, person=student)
    assert "2 people appreciate this" in Page(client.get("/posts/demo/")).words
    client.force_login(student)
    assert "You and 1 other appreciate this" in Page(client.get("/posts/demo/")).words


def test_who_is_not_signed_in_gets_a_link_to_it_and_no_form(client, demo):
    response = client.get("/posts/demo/")
    assert "/accounts/login/?next=%2Fposts%2Fdemo%2F" in Page(response).links
    assert f'action="{ADDRESS}' not in response.content.decode()
    assert client.post(ADDRESS).status_code == 302
    assert not Appreciation.objects.exists()


def test_who_comes_from_signing_in_is_led_to_the_post(client, demo, student):
    client.force_login(student)
    assert client.get(ADDRESS).headers["Location"] == "/posts/demo/"
    assert not Appreciation.objects.exists()


def test_suppositions_are_kept(client, demo, student):
    client.force_login(student)
    assert client.post(f"{ADDRESS}?deny=1&count=all").headers["Location"] == "/posts/demo/?deny=1&count=all"


def test_who_is_suspended_may_not_and_sees_no_button(client, demo, student):
    student.suspended_until = timezone.now() + timedelta(days=1)
    student.save()
    client.force_login(student)
    assert "/appreciation/" not in client.get("/posts/demo/").content.decode()
    assert client.post(ADDRESS).status_code == 403


def test_a_post_that_is_not_there_cannot_be_appreciated(client, student):
    client.force_login(student)
    assert client.post("/posts/none/appreciation/").status_code == 404


def test_htmx_gets_only_the_line_that_changed(client, demo, student):
    client.force_login(student)
    response = client.get("/posts/demo/", headers={"HX-Request": "true", "HX-Target": "appreciation"})
    assert b"<html" not in response.content
    assert b'id="appreciation"' in response.content
