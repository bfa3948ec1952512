"""What was typed comes back when a form could not be taken."""

from __future__ import annotations

from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from argmap.models import Inference, User
from tests.builders import claim, make_post
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
TYPED = "Because numbers are written by someone."


@pytest.fixture
def address() -> str:
    make_post("i: a -> c", main=["c"])
    return f"/claims/{claim('a').pk}/rebuttals/new/"


def signed_in(**options) -> Client:
    client = Client(**options)
    client.force_login(User.objects.create_user("student"))
    return client


def sent() -> dict[str, str]:
    return {"token": str(uuid4()), "met": "1", "premise-0": TYPED, "do": "differs"}


def test_a_page_that_was_open_too_long_gives_back_what_was_typed(address):
    client = signed_in(enforce_csrf_checks=True)
    form = sent()
    response = client.post(address, form)
    assert response.status_code == 403
    assert TYPED in Page(response).words
    assert form["token"] in response.content.decode()
    form["csrfmiddlewaretoken"] = response.cookies["csrftoken"].value
    assert client.post(address, form).status_code == 302
    assert Inference.objects.filter(contributor__username="student").count() == 1


def test_a_form_of_another_site_is_not_offered_to_be_sent_again(address):
    client = signed_in(enforce_csrf_checks=True)
    response = client.post(address, sent(), headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403
    assert TYPED not in response.content.decode()


def test_nothing_that_was_typed_about_an_account_comes_back(address):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "student", "password": "a secret of mine"})
    assert response.status_code == 403
    assert "a secret of mine" not in response.content.decode()


@pytest.mark.parametrize(("fault", "status"), [(OperationalError("gone"), 503), (RuntimeError("ours"), 500)])
def test_a_fault_of_ours_gives_back_what_was_typed(address, fault, status):
    client = signed_in(raise_request_exception=False)
    form = sent()
    with patch("argmap.operations.moves.add_step", side_effect=fault):
        response = client.post(address, form)
    assert response.status_code == status
    assert TYPED in Page(response).words
    assert form["token"] in response.content.decode()


def test_who_is_signed_out_meanwhile_signs_in_and_finds_what_was_typed(address, client):
    response = client.post(address, sent())
    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next={address}"
    User.objects.create_user("student", "student@example.org", "a good password")
    credentials = {"login": "student", "password": "a good password"}
    response = client.post(response.headers["Location"], credentials, follow=True)
    assert response.request["PATH_INFO"] == address
    assert TYPED in Page(response).words


def test_what_was_typed_is_forgotten_when_it_is_published(address, client):
    client.post(address, sent())
    client.force_login(User.objects.create_user("student"))
    assert TYPED in client.get(address).content.decode()
    client.post(address, sent())
    assert "Because numbers" not in client.get(address).content.decode()
