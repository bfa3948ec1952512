"""Django's admin: nowhere by default, for administrators alone, to look at and not to change."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from argmap.models import Claim, User
from tests.people import person

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<script(?![^>]*(?:src=|type=\"application/json\"))|<style|\sstyle=|\son\w+=", re.IGNORECASE)


def browser_of(role: str) -> Client:
    client = Client()
    client.force_login(person(role, role=role))
    return client


def test_it_is_nowhere_unless_a_path_is_named(client):
    assert settings.ADMIN_PATH == ""
    for address in ("/admin/", "/back-room/"):
        assert client.get(address).status_code == 404


@pytest.mark.urls("tests.admin_urls")
def test_it_is_for_administrators_alone(client):
    answered = client.get("/back-room/", follow=True)
    assert answered.redirect_chain[-1][0] == "/accounts/login/?next=/back-room/"
    for role in ("member", "moderator"):
        assert browser_of(role).get("/back-room/", follow=True).status_code == 404
    assert browser_of("administrator").get("/back-room/").status_code == 200


@pytest.mark.urls("tests.admin_urls")
def test_every_row_can_be_looked_at_under_the_strict_policy_and_none_changed(demo):
    admin = browser_of("administrator")
    for model in apps.get_app_config("argmap").get_models():
        name = model._meta.model_name
        if name.endswith("event"):
            continue
        pages = [f"/back-room/argmap/{name}/"]
        if row := model._default_manager.first():
            pages.append(f"/back-room/argmap/{name}/{row.pk}/change/")
        for address in pages:
            answered = admin.get(address)
            assert answered.status_code == 200, address
            assert "script-src 'self'" in answered.headers["Content-Security-Policy"]
            assert not INLINE.search(answered.content.decode()), (address, INLINE.search(answered.content.decode()))
        assert admin.get(f"/back-room/argmap/{name}/add/").status_code == 403


@pytest.mark.urls("tests.admin_urls")
def test_nothing_is_changed_or_deleted_and_no_password_is_shown(demo):
    admin, ada = browser_of("administrator"), person("ada", password="a-secret")
    claim = Claim.objects.first()
    assert admin.post(f"/back-room/argmap/claim/{claim.pk}/change/", {"key": "other"}).status_code == 403
    assert admin.post(f"/back-room/argmap/claim/{claim.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Claim.objects.get(pk=claim.pk).key == claim.key
    page = admin.get(f"/back-room/argmap/user/{ada.pk}/change/").content.decode()
    assert User.objects.get(pk=ada.pk).password not in page
