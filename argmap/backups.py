"""Backups: everything people wrote, as one file of `pg_dump` with its SHA-256 beside it.

What only runs the site stays out: who is signed in where, and how often somebody wrote or guessed a password.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from argmap import database
from argmap.environment import BASE_DIR, CannotStart

FOLDER = BASE_DIR / "backups"  # not in the data folder, which one removes to begin afresh
PASSING = ("django_session", "usersessions_usersession", "argmap_cache", "argmap_allowance")


def backup_name(now: datetime | None = None) -> str:
    """Return the name of a backup made now: the date, and the time in UTC."""
    return f"backup-{now or datetime.now(UTC):%Y-%m-%d-%H%M%S}.dump"


def hash_file(file: Path) -> Path:
    """Return where the SHA-256 of a backup stands, in the form that `sha256sum --check` reads."""
    return file.with_name(f"{file.name}.sha256")


def write_backup(url: str, file: Path) -> None:
    """Write a backup of a database and its hash, both or neither; raise CannotStart otherwise."""
    if file.exists() or hash_file(file).exists():
        raise CannotStart(f"There is a backup {file} already; name another: make backup FILE=…")
    unfinished = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _dump(url, unfinished)
            with open(unfinished, "rb") as content, open(hash_file(file), "x", opener=_private) as beside:
                beside.write(f"{_sha256(content)}  {file.name}\n")
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CannotStart(f"The backup {file} cannot be written: {error.strerror or error}.") from error


@contextmanager
def sound_backup(file: Path) -> Iterator[BufferedReader]:
    """Open a backup at its beginning; raise CannotStart if it is not, byte for byte, what was written."""
    try:
        wanted = hash_file(file).read_text().split()[:1]
        with file.open("rb") as content:
            if [_sha256(content)] != wanted:
                raise CannotStart(f"{file} is not what was backed up: its SHA-256 is not the one in {hash_file(file)}.")
            content.seek(0)
            yield content
    except OSError as error:
        raise CannotStart(f"{error.filename} cannot be read: {error.strerror}.") from error


def run_program(name: str, url: str, *arguments: str, **streams: Any) -> None:
    """Run a program of PostgreSQL on a database; raise CannotStart with what it complained of if it fails."""
    where = conninfo_to_dict(url)
    password = where.pop("password", None)  # not on the command line, which every process of the machine may read
    done = subprocess.run(
        [*database.program(name), *arguments, f"--dbname={make_conninfo('', **where)}"],
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C.UTF-8", **({"PGPASSWORD": str(password)} if password else {})},
        cwd="/",
        check=False,
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **streams},
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        complaints = [line for line in said if "error:" in line] or said or [name]
        raise CannotStart(f"{complaints[0].rstrip('.')}; nothing was changed.")


def _dump(url: str, file: Path) -> None:
    with open(file, "xb", opener=_private) as output:
        passing = (f"--exclude-table-data={table}" for table in PASSING)
        run_program("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", *passing, stdout=output)
        os.fsync(output.fileno())


def _private(path: str, flags: int) -> int:
    """Open a file that nobody else may read: addresses and hashed passwords are in it."""
    return os.open(path, flags, mode=0o600)


def _sha256(content: BufferedReader) -> str:
    return hashlib.file_digest(content, "sha256").hexdigest()
