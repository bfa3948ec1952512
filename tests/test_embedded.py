"""The embedded server, in folders of its own, killed in every way a process can be killed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from argmap.embedded import SOCKET_PATH_BYTES, EmbeddedServer
from argmap.environment import BASE_DIR, CannotStart

# Acquires the server of the folder given, says so, and waits until it is killed.
ANOTHER_USER = """
import signal, sys
from pathlib import Path
from argmap.embedded import EmbeddedServer
EmbeddedServer(Path(sys.argv[1])).acquire()
print("acquired", flush=True)
signal.pause()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One cluster for all tests of this file; each leaves it stopped."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def server(folder):
    server = EmbeddedServer(folder)
    server.acquire()
    yield server
    server.release()
    assert not server.is_running()


def postmaster(server):
    return psutil.Process(int((server.data / "postmaster.pid").read_text().split("\n", 1)[0]))


def rows(server):
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer)")
        connection.execute("INSERT INTO kept VALUES (1)")
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]


def test_no_folder_above_the_data_is_opened_to_others(server, folder):
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_last_user_stops_the_server_and_no_earlier_one(server, folder):
    second = EmbeddedServer(folder)
    second.acquire()
    second.release()
    assert server.is_running()
    assert rows(server)


def test_a_killed_server_is_started_again_with_its_rows(server):
    before = rows(server)
    killed = postmaster(server)
    killed.kill()
    psutil.wait_procs([killed], timeout=10)
    assert server.revive()
    assert rows(server) == before + 1
    assert not server.revive()


def test_a_killed_user_leaves_nothing_in_the_way(folder):
    user = subprocess.Popen(
        [sys.executable, "-c", ANOTHER_USER, str(folder)], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert user.stdout.readline() == "acquired\n"
    user.send_signal(signal.SIGKILL)
    user.communicate()
    server = EmbeddedServer(folder)
    assert server.is_running()
    server.acquire()
    server.release()
    assert not server.is_running()


def test_a_process_number_that_came_again_is_not_taken_for_the_server(folder):
    server = EmbeddedServer(folder)
    stale = server.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{server.data}\n1\n5432\n{server.data}\n\n\nready\n")
    (server.data / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert not server.is_running()
    server.acquire()
    assert rows(server)
    server.release()


def test_a_first_start_that_was_killed_half_way_is_begun_anew(tmp_path):
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "PG_VERSION").touch()
    server = EmbeddedServer(tmp_path)
    server.acquire()
    assert rows(server) == 1
    server.release()


def test_a_path_too_long_or_too_odd_for_a_socket_gets_a_short_one():
    for folder in (Path("/srv") / ("long" * 30), Path("/srv/with blank"), Path("/srv/it's")):
        server = EmbeddedServer(folder)
        assert server.socket_folder != server.data
        assert len(os.fsencode(server.socket_folder / ".s.PGSQL.5432.lock")) < SOCKET_PATH_BYTES
    assert EmbeddedServer(Path("/srv/argmap")).socket_folder == Path("/srv/argmap/postgres")


def test_a_server_in_a_folder_with_a_blank_works(tmp_path):
    server = EmbeddedServer(tmp_path / "with blank")
    server.folder.mkdir()
    server.acquire()
    assert rows(server) == 1
    server.release()


def test_a_folder_that_is_none_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match="cannot be used: Not a directory"):
        EmbeddedServer(tmp_path / "file").acquire()


def test_a_cluster_that_does_not_start_is_one_sentence(tmp_path):
    server = EmbeddedServer(tmp_path)
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match=r"^The embedded database cannot be run \(.*pg_ctl: .+\); ") as told:
        server.acquire()
    assert "\n" not in str(told.value)
