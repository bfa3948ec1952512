"""What is written down while the site runs says what happened, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import sys
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from argmap.logs import JsonLines, new_request_id, request_id
from argmap.models import User
from argmap.operations import moves
from argmap.server_log import ServerLog
from tests.builders import claim, make_post
from tests.people import person

TYPED = "Words that somebody typed"
SECRETS = {
    "username": "grace-of-room-12",
    "email": "grace@college.example",
    "password": "correct-horse-battery",
    "asked": "my-own-illness",
    "address": "203.0.113.77",
    "browser": "Mozilla/5.0 (Grace's phone)",
    "came_from": "https://elsewhere.example/about-grace",
    "host": "graces-own-host.example",
}
HEADERS = {"User-Agent": SECRETS["browser"], "Referer": SECRETS["came_from"], "X-Forwarded-For": SECRETS["address"]}


@pytest.fixture
def lines(monkeypatch):
    """A function that returns the lines written so far, each read as JSON."""
    buffer = io.StringIO()
    handlers = [*logging.getLogger("django").handlers, *logging.getLogger().handlers]
    for handler in {it for it in handlers if isinstance(it.formatter, JsonLines)}:
        monkeypatch.setattr(handler, "stream", buffer)
    monkeypatch.setattr(logging.getLogger("argmap"), "level", logging.INFO)
    logging.getLogger("argmap").manager._clear_cache()
    yield lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    logging.getLogger("argmap").manager._clear_cache()


def of(lines, logger):
    return [line for line in lines() if line["logger"] == logger]


@pytest.mark.django_db
def test_every_request_has_a_line_that_says_what_was_asked_and_how_it_went(client, lines):
    make_post("a", main=["a"])
    answered = client.get("/posts/demo/?grant=1&q=secret")
    [line] = of(lines, "argmap.access")
    assert (line["level"], line["method"], line["route"], line["status"]) == ("info", "GET", "post", 200)
    assert line["request"] == answered.headers["X-Request-ID"]
    assert line["queries"] > 0 and line["ms"] >= 0
    assert set(line) == {"time", "level", "logger", "request", "method", "route", "status", "ms", "queries"}


@pytest.mark.django_db
def test_what_leads_nowhere_and_odd_methods_are_named_by_no_word_of_the_request(client, lines):
    client.get("/people-of-the-seminar/")
    client.generic("GRACE", "/")
    assert [(line["method"], line["route"], line["status"]) for line in of(lines, "argmap.access")] == [
        ("GET", "none", 404),
        ("other", "home", 405),
    ]


@pytest.mark.django_db
def test_no_line_says_anything_about_a_person_whatever_goes_wrong(lines, monkeypatch, settings):
    settings.SLOW_QUERY_MS = 1e-9  # every query is slow
    make_post("i: a -> c", main=["c"])
    grace = person(SECRETS["username"], email=SECRETS["email"])

    def take_twice(**given):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO argmap_user SELECT * FROM argmap_user WHERE id = %s", [grace.pk])
        except IntegrityError as error:
            raise ValueError(f"{given} cannot be taken from {SECRETS['email']}") from error

    monkeypatch.setattr(moves, "add_step", take_twice)
    client = Client(raise_request_exception=False, headers=HEADERS, REMOTE_ADDR=SECRETS["address"])
    client.get("/search/", {"q": SECRETS["asked"]})
    client.get(f"/people/{SECRETS['username']}-x/")
    client.get("/", headers={"Host": SECRETS["host"]})
    client.post("/accounts/login/", {"login": SECRETS["email"], "password": SECRETS["password"]})
    client.post("/accounts/signup/", {name: SECRETS[name] for name in ("email", "username")})
    client.post("/accounts/password/reset/", {"email": SECRETS["email"]})
    client.force_login(grace)
    typed = {"token": str(uuid4()), "met": "1", "premise-0": TYPED, "do": "publish"}
    failed = client.post(f"/claims/{claim('a').pk}/rebuttals/new/", typed)
    strict = Client(enforce_csrf_checks=True, headers={**HEADERS, "Origin": SECRETS["came_from"]})
    assert strict.post("/accounts/login/", {"login": SECRETS["username"]}).status_code == 403

    assert failed.status_code == 500
    written = json.dumps(lines())
    for secret in (*SECRETS.values(), TYPED, "argmap_user_pkey"):
        assert secret not in written
    assert {line["status"] for line in of(lines, "argmap.access")} >= {200, 404, 400, 403, 500}
    assert of(lines, "argmap.slow_query")
    assert of(lines, "django.security.DisallowedHost") and of(lines, "django.security.csrf")
    [fault] = of(lines, "django.request")
    assert [it["type"] for it in fault["exceptions"]] == [
        "builtins.ValueError",
        "django.db.utils.IntegrityError",
        "psycopg.errors.UniqueViolation",
    ]
    assert any("tests/test_logs.py:" in place and "take_twice" in place for place in fault["exceptions"][0]["at"])
    assert fault["request"] == failed.headers["X-Request-ID"]
    assert f"quote this number: <code>{fault['request']}</code>" in failed.content.decode()


@pytest.mark.django_db
def test_a_slow_query_is_written_without_its_values(client, lines, settings):
    User.objects.create_user("grace")
    settings.SLOW_QUERY_MS = 1e-9
    client.get("/people/grace/")
    said = [line["sql"] for line in of(lines, "argmap.slow_query") if '"argmap_user"."username" = %s' in line["sql"]]
    assert said and "grace" not in said[0]
    settings.SLOW_QUERY_MS = 0
    before = len(lines())
    client.get("/people/grace/")
    assert [line["logger"] for line in lines()[before:]] == ["argmap.access"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trusted", "given", "is_taken"),
    [
        (0, "from-a-reader-1", False),
        (1, "0af7651916cd43dd", True),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "two words, one number", False),
        (1, "<script>12345", False),
    ],
)
def test_only_a_trusted_proxy_names_a_request_and_only_plainly(client, settings, trusted, given, is_taken):
    settings.TRUSTED_PROXIES = trusted
    answered = client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert (answered == given) is is_taken
    assert new_request_id(answered) == answered


@pytest.mark.django_db
def test_after_a_request_nothing_is_said_to_belong_to_it(client):
    client.get("/healthz")
    assert request_id.get() == ""


@pytest.mark.parametrize(
    ("logger", "said", "values", "written"),
    [
        ("argmap.house", "%s of %s", (1, 2), "1 of 2"),
        ("library", "Could not mail %s", ("grace@college.example",), "Could not mail %s (tests/a.py:7)"),
        ("library", "grace@college.example is unknown", (), "(tests/a.py:7)"),
        ("library", ValueError("grace@college.example"), (), "(tests/a.py:7)"),
    ],
)
def test_our_own_words_are_written_and_of_others_only_what_they_wrote_beforehand(logger, said, values, written):
    record = logging.LogRecord(logger, logging.WARNING, "tests/a.py", 7, said, values, None)
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["level"], line["logger"]) == (written, "warning", logger)


def test_the_web_server_writes_the_same_lines_and_none_about_who_asked(monkeypatch):
    from gunicorn.config import Config

    monkeypatch.setattr(sys, "stderr", io.StringIO())
    config = Config()
    config.set("loglevel", "error")
    log = ServerLog(config)
    log.exception("Error handling request %s", "/search/?q=my-own-illness")
    assert config.accesslog is None
    line = json.loads(sys.stderr.getvalue())
    assert line["message"].startswith("Error handling request %s (") and line["level"] == "error"
