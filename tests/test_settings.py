from __future__ import annotations

import json
import os
import subprocess
import sys

from argmap.environment import BASE_DIR
from argmap.settings import release

NAMES = ("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "HOST", "HSTS_SECONDS", "HTTPS", "SECRET_KEY")
SCRIPT = """
import json
from argmap import settings
print(json.dumps({name: getattr(settings, name) for name in
    ("ALLOWED_HOSTS", "CSRF_COOKIE_SECURE", "DEBUG", "LOCAL", "SECRET_KEY", "SECURE_HSTS_SECONDS",
     "SESSION_COOKIE_SECURE")}))
"""


def settings_with(tmp_path, **changes):
    kept = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=BASE_DIR,
        env={**kept, "DATA_DIR": str(tmp_path / "data"), **changes},
        capture_output=True,
        text=True,
        check=True,
    )
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
    found = settings_with(tmp_path, ALLOWED_HOSTS="argmap.example.org", SECRET_KEY="k" * 50, HSTS_SECONDS="3600")
    assert not found["LOCAL"]
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 3600


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
