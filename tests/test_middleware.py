"""What is the same for every request."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from argmap.middleware import GoneMiddleware
from argmap.views.getters import Gone
from tests.builders import claim, make_post, step


@pytest.fixture
def middleware():
    return GoneMiddleware(lambda request: HttpResponse("as it was"))


def test_an_answer_passes_unchanged(middleware):
    assert middleware(RequestFactory().get("/")).content == b"as it was"


@pytest.mark.django_db
@pytest.mark.parametrize("find", [lambda: claim("a"), lambda: step("i")])
def test_what_is_gone_is_answered_with_410_and_a_way_back_to_its_post(middleware, find):
    make_post("i: a -> c")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    response = middleware.process_exception(request, Gone(find()))
    assert response.status_code == 410
    assert b"/posts/demo/" in response.content


def test_any_other_fault_is_left_to_those_who_know_it(middleware):
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None
