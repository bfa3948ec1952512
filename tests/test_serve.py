"""`make run` as a whole: what it starts, what it ends, and what it says when something is in the way."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import psutil
import pytest

from argmap.embedded import EmbeddedServer
from argmap.environment import BASE_DIR

ACCOUNT = re.compile(r"^(\w+): [a-z]{4}(?:-[a-z]{4}){3}$", re.MULTILINE)
PATIENCE = 60  # seconds; only a failure takes that long
OURS = ("DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "HOST", "DJANGO_SETTINGS_MODULE")


def surroundings(**changes):
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, **{name: str(value) for name, value in changes.items()}}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def until(holds):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        time.sleep(0.05)


def ended(process):
    """Whether a process is gone, even where nobody collects the dead."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@contextmanager
def site(folder, **changes):
    """A running copy that has said it is ready, and what it said."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "argmap.serve"],
        cwd=BASE_DIR,
        env=surroundings(DATA_DIR=folder, PORT=port, **changes),
        stdout=subprocess.PIPE,
        stderr=(folder / "stderr").open("w"),
        text=True,
    )
    process.address = f"http://127.0.0.1:{port}/"
    try:
        process.said = ""
        while f"argmap is at {process.address}\n" not in process.said:
            line = process.stdout.readline()
            assert line, f"it ended, having said {process.said!r}"
            process.said += line
        yield process
    finally:
        process.kill()
        process.communicate()


def get(address):
    return urllib.request.urlopen(address, timeout=20)


def refused(**changes):
    """What a start says that cannot come about."""
    done = subprocess.run(
        [sys.executable, "-m", "argmap.serve"],
        cwd=BASE_DIR,
        env=surroundings(**{"PORT": free_port(), **changes}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One data folder for all tests of this file; only the first start fills it."""
    return tmp_path_factory.mktemp("data")


def stopped_cleanly(running, folder, by):
    """Whether a wish to stop ends the site with all its children, and its database."""
    children = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(by)
    ended_well = running.wait(PATIENCE) == 0
    return ended_well and all(ended(child) for child in children) and not EmbeddedServer(folder).is_running()


def test_it_serves_pages_with_hashed_files_that_may_be_kept_for_ever_until_terminated(folder):
    with site(folder, LOG_LEVEL="info") as running:
        assert ACCOUNT.findall(running.said) == ["student", "student2", "moderator", "moderator2", "administrator"]
        page = get(running.address).read().decode()
        stylesheet = re.search(r'href="/(static/[^"]+\.[0-9a-f]{12}\.css)"', page)
        assert stylesheet
        kept = get(running.address + stylesheet[1])
        assert "immutable" in kept.headers["Cache-Control"]
        number = get(running.address + "search/?q=my-own-illness").headers["X-Request-ID"]
        assert stopped_cleanly(running, folder, by=signal.SIGTERM)
    written = (folder / "stderr").read_text()
    lines = {line["request"]: line for line in map(json.loads, written.splitlines())}
    assert lines[number]["route"] == "search" and "illness" not in written


def test_a_killed_database_comes_back_while_it_serves_until_interrupted(folder):
    with site(folder) as running:
        assert not ACCOUNT.findall(running.said)
        server = EmbeddedServer(folder)
        number = int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(number, signal.SIGKILL)
        assert "the database had died" in running.stdout.readline()
        assert get(running.address + "healthz").status == 200
        assert stopped_cleanly(running, folder, by=signal.SIGINT)


def test_a_killed_web_server_is_the_end_with_a_code_that_says_so(folder):
    with site(folder) as running:
        [gunicorn] = psutil.Process(running.pid).children()
        gunicorn.kill()
        assert running.wait(PATIENCE) not in (0, None)
    assert not EmbeddedServer(folder).is_running()


def test_after_being_killed_itself_the_next_start_works_and_cleans_up(folder):
    with site(folder) as running:
        [gunicorn] = psutil.Process(running.pid).children()
        running.kill()
        running.wait(PATIENCE)
        until(lambda: ended(gunicorn))
    assert EmbeddedServer(folder).is_running()
    with site(folder) as running:
        assert stopped_cleanly(running, folder, by=signal.SIGHUP)


def manage(folder, *arguments):
    """What a command says, and whether it did what it was told."""
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=BASE_DIR,
        env=surroundings(DATA_DIR=folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.stdout + done.stderr, done.returncode == 0


def test_a_backup_is_made_while_it_serves_and_restored_when_it_does_not(folder, tmp_path):
    graph = "posts/ai-models-are-not-copyrightable/graph.json"
    file = tmp_path / "b.dump"
    with site(folder) as running:
        shown = get(running.address + graph).read().replace(running.address.encode(), b"/")
        assert manage(folder, "backup", file)[1]
        said, is_done = manage(folder, "restore", file, "--force")
        assert not is_done
        assert said.startswith(f"argmap: Something else uses the database in {folder}, such as a running argmap")
        assert stopped_cleanly(running, folder, by=signal.SIGTERM)
    said, is_done = manage(folder, "restore", file)
    assert not is_done
    assert said.startswith("argmap: The database argmap is not empty; to replace it: make restore")
    said, is_done = manage(folder, "restore", file, "--force")
    assert is_done, said
    assert "kept as the database argmap_before" in said
    with site(folder) as running:
        assert get(running.address + graph).read().replace(running.address.encode(), b"/") == shown
        assert stopped_cleanly(running, folder, by=signal.SIGTERM)


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(PORT=port, DATA_DIR=tmp_path / "data")
    assert said.startswith(f"argmap: Port {port} on 127.0.0.1 cannot be used (Address already in use)")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    said = refused(DATA_DIR=tmp_path / "file" / "data")
    assert said.startswith(f"argmap: The data folder {tmp_path}/file/data cannot be written")


def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path):
    said = refused(DATA_DIR=tmp_path, DATABASE_URL="postgresql://somebody:secret@127.0.0.1:1/rows")
    assert said.startswith("argmap: The database rows at 127.0.0.1:1 cannot be reached")


def test_an_odd_port_is_one_sentence(tmp_path):
    assert refused(DATA_DIR=tmp_path, PORT="eighty").startswith("argmap: PORT must be a whole number")
