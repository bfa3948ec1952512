"""Accounts that are made without a form, and how one ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from argmap.management.commands import create_demo_accounts as command
from argmap.models import Claim, Inference, Post, User, Wording
from argmap.operations import accounts
from tests.builders import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return accounts.create_account(username="ada", email="ada@example.org", password="a-long-password")


def sign_in(client, username, password):
    assert client.post("/accounts/login/", {"login": username, "password": password}).status_code == 302


def test_a_password_is_four_short_groups_and_never_the_same():
    passwords = {accounts.pronounceable_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"([b-z][aeiou][b-z][aeiou]-){3}[b-z][aeiou][b-z][aeiou]", word) for word in passwords)


def test_an_empty_database_gets_an_account_for_each_role(client):
    passwords = accounts.create_demo_accounts()
    assert list(passwords) == ["student", "student2", "moderator", "moderator2", "administrator"]
    assert User.objects.get(username="student2").role == "member"
    assert User.objects.get(username="moderator2").role == "moderator"
    assert User.objects.get(username="administrator").role == "administrator"
    assert EmailAddress.objects.get(email="student@example.org", verified=True, primary=True).user.username == "student"
    assert all(authenticate(username=username, password=password) for username, password in passwords.items())


def test_where_there_is_anybody_no_account_is_made(ada):
    assert accounts.create_demo_accounts() == {}
    assert User.objects.count() == 1


def test_passwords_are_printed_one_a_line_and_once(capsys, monkeypatch):
    monkeypatch.setattr(command, "DATABASE_URL", "")
    call_command("create_demo_accounts")
    lines = capsys.readouterr().out.splitlines()
    found = dict(line.split(": ") for line in lines if re.fullmatch(r"\w+: [a-z-]{19}", line))
    assert authenticate(username="student", password=found["student"])
    assert len(found) == 5
    call_command("create_demo_accounts")
    assert capsys.readouterr().out == ""


def test_a_database_that_was_given_gets_no_such_accounts(capsys, monkeypatch):
    monkeypatch.setattr(command, "DATABASE_URL", "postgresql://somebody@somewhere/rows")
    call_command("create_demo_accounts")
    assert capsys.readouterr().out == ""
    assert not User.objects.exists()


def test_no_two_usernames_differ_in_letter_case_alone(ada):
    with pytest.raises(IntegrityError):
        accounts.create_account(username="Ada", email="other@example.org", password="a-long-password")


def test_all_sessions_but_one_can_be_ended(ada, client):
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, "ada", "a-long-password")
    accounts.end_sessions(person=ada, except_for=client.session.session_key)
    assert UserSession.objects.get().session_key == client.session.session_key
    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_what_was_contributed_outlives_its_contributor(ada, client):
    post = make_post("i: a -> c")
    for model in (Claim, Inference, Wording):
        model.objects.update(contributor=ada)
    sign_in(client, "ada", "a-long-password")
    accounts.delete_account(person=ada)
    assert [model.objects.filter(contributor=None).count() for model in (Claim, Inference, Wording)] == [2, 1, 2]
    assert Post.objects.get().version == post.version + 1
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_when_somebody_signs_in_sessions_that_have_run_out_are_forgotten_with_where_they_were(client, ada):
    for browser in (Client(), Client()):
        sign_in(browser, "ada", "a-long-password")
    kept = browser.session.session_key
    Session.objects.exclude(pk=kept).update(expire_date=timezone.now() - timedelta(seconds=1))
    sign_in(client, "ada", "a-long-password")
    assert set(Session.objects.values_list("pk", flat=True)) == {kept, client.session.session_key}
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {kept, client.session.session_key}


def test_who_types_something_before_signing_in_makes_room_for_it(client):
    make_post("a")
    Client().post(f"/claims/{Claim.objects.get().pk}/rebuttals/new/", {"premise-0": "Not so."})
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    client.post(f"/claims/{Claim.objects.get().pk}/rebuttals/new/", {"premise-0": "Not so."})
    assert [it.pk for it in Session.objects.all()] == [client.session.session_key]
