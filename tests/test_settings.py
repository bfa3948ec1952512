from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys

import pytest

from argmap.environment import BASE_DIR
from argmap.settings import release

NAMES = (
    *("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "EMBEDDED_DATABASE", "HOST"),
    *("HSTS_SECONDS", "HTTPS", "LOG_LEVEL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"),
)
PRODUCTION = {
    "ALLOWED_HOSTS": "argmap.example.org",
    "DATABASE_URL": "postgresql://argmap:secret@127.0.0.1:1/argmap",
    "SECRET_KEY": secrets.token_urlsafe(50),
}
SCRIPT = """
import json
from argmap import settings
print(json.dumps({name: getattr(settings, name) for name in
    ("ALLOWED_HOSTS", "CSRF_COOKIE_SECURE", "DEBUG", "LOCAL", "LOG_LEVEL", "SECRET_KEY", "SECURE_HSTS_SECONDS",
     "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")}))
"""


def python(tmp_path, *arguments, **changes):
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={**kept, "DATA_DIR": str(tmp_path / "data"), **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_with(tmp_path, **changes):
    done = python(tmp_path, "-c", SCRIPT, **changes)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_configuration_it_is_a_safe_local_copy(tmp_path):
    found = settings_with(tmp_path)
    assert found["LOCAL"]
    assert not found["DEBUG"]
    assert not found["SESSION_COOKIE_SECURE"]
    assert sorted(found["ALLOWED_HOSTS"]) == ["127.0.0.1", "[::1]", "localhost"]
    assert len(found["SECRET_KEY"]) >= 50


def test_reading_the_settings_writes_nothing(tmp_path):
    settings_with(tmp_path)
    assert not (tmp_path / "data").exists()


def test_under_a_public_name_cookies_travel_only_encrypted(tmp_path):
    found = settings_with(tmp_path, **PRODUCTION)
    assert not found["LOCAL"]
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 3600
    assert found["LOG_LEVEL"] == "info"
    plain = settings_with(tmp_path, **PRODUCTION, HTTPS="0", HSTS_SECONDS="0", LOG_LEVEL="warning")
    assert not plain["SECURE_SSL_REDIRECT"] and plain["SECURE_HSTS_SECONDS"] == 0
    assert plain["LOG_LEVEL"] == "warning"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("ALLOWED_HOSTS", "argmap: Set ALLOWED_HOSTS"),
        ("SECRET_KEY", "argmap: Set SECRET_KEY"),
        ("DATABASE_URL", "argmap: Set DATABASE_URL"),
    ],
)
def test_a_copy_that_others_reach_does_not_start_without(tmp_path, missing, said):
    kept = {name: value for name, value in PRODUCTION.items() if name != missing}
    for command in (("-m", "argmap.serve"), ("manage.py", "check")):
        done = python(tmp_path, *command, HOST="0.0.0.0", **kept)
        assert done.returncode == 1
        assert done.stderr.startswith(said) and done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_the_embedded_database_may_be_meant_for_others_too(tmp_path):
    kept = {name: value for name, value in PRODUCTION.items() if name != "DATABASE_URL"}
    assert not settings_with(tmp_path, **kept, EMBEDDED_DATABASE="1")["LOCAL"]


def test_django_finds_nothing_to_complain_of_in_a_production_environment(tmp_path):
    done = python(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "identified no issues" in done.stdout


def test_a_changed_file_is_another_release(tmp_path):
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one")
    before = release(tmp_path)
    assert release(tmp_path) == before
    page.write_text("three")
    assert release(tmp_path) != before


def test_compiled_python_is_no_part_of_the_release(tmp_path):
    (tmp_path / "argmap").mkdir()
    before = release(tmp_path)
    (tmp_path / "argmap" / "models.cpython-311.pyc").touch()
    assert release(tmp_path) == before
