"""The database: the one given by DATABASE_URL, or an embedded one in the data folder.

Nothing of the embedded server is started, or even imported, when a database is given.
"""

from __future__ import annotations

import contextlib
import functools
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from argmap import data_folder
from argmap.environment import DATA_DIR, DATABASE_URL, CannotStart

if TYPE_CHECKING:
    from argmap.embedded import EmbeddedServer

POOL = {"min_size": 1, "max_size": 6, "timeout": 5}  # seconds; the default of 30 hangs a page that long
# Triggers ask whether they are to be ignored; where nothing is set they raise and catch an error each time.
QUICK_TRIGGERS = "-c pgtrigger.ignore={}"


@functools.cache
def embedded_server() -> EmbeddedServer:
    """Return the server of this data folder; nothing is started yet."""
    from argmap.embedded import EmbeddedServer

    return EmbeddedServer(DATA_DIR)


def database_url() -> str:
    """Return the address of the database in use, given or embedded."""
    return DATABASE_URL or embedded_server().url()


def configuration(url: str) -> dict[str, Any]:
    """Turn a PostgreSQL address into Django's settings for it; raise CannotStart if it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise CannotStart(f"DATABASE_URL cannot be read: {error}.") from error
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise CannotStart("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    options: dict[str, Any] = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    options["options"] = f"{options.get('options', '')} {QUICK_TRIGGERS}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django refuses to keep them as well
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": POOL},
    }


def acquire() -> None:
    """Make sure of the database, starting the embedded one if none is given; raise CannotStart."""
    if DATABASE_URL:
        check_answers(DATABASE_URL)
    else:
        data_folder.prepare()
        embedded_server().acquire()


def release() -> None:
    """Let go of the embedded server; its last user stops it."""
    if not DATABASE_URL:
        embedded_server().release()


def revive() -> bool:
    """Start an embedded server that died while in use; say whether that was needed."""
    return not DATABASE_URL and embedded_server().revive()


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """Hold the database for the length of a block."""
    acquire()
    try:
        yield
    finally:
        release()


def check_is_alone() -> None:
    """Raise CannotStart if another process uses the embedded server; one that is given knows its sessions itself."""
    if not DATABASE_URL and embedded_server().has_other_users():
        raise CannotStart(f"Something else uses the database in {DATA_DIR}, such as a running argmap; stop it first.")


def program(name: str) -> list[str]:
    """Return the start of a command that runs a client program of PostgreSQL: the embedded one, or that on the PATH.

    Raises CannotStart if there is none, or only one that is older than the server.
    """
    if not DATABASE_URL:
        return embedded_server().program(name)
    path = shutil.which(name)
    if path is None:
        raise CannotStart(f"The program {name} is not here; install PostgreSQL's client programs (postgresql-client).")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\d+", said)
    wanted = server_version(DATABASE_URL)
    if version is None or int(version[0]) < wanted:
        raise CannotStart(f"{path} is too old ({said.strip()}): the server needs that of PostgreSQL {wanted} or newer.")
    return [path]


def server_version(url: str) -> int:
    """Return the major version of a server, such as 18."""
    import psycopg

    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.info.server_version // 10_000


def check_answers(url: str) -> None:
    """Open and close a connection; raise CannotStart, without the password, if none comes in 5 s."""
    import psycopg

    wanted = configuration(url)
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        where = f"{wanted['HOST'] or 'the local socket'}:{wanted['PORT'] or 5432}"
        reason = str(error).strip().splitlines()[0].strip().rstrip(".?")
        raise CannotStart(f"The database {wanted['NAME']} at {where} cannot be reached: {reason}.") from error
