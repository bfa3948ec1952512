"""Restoring a backup: into a new database, which takes the place of the old one when all of it is there.

Until that moment nothing of the old one is touched, and the two change names in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from argmap.backups import run_program, sound_backup
from argmap.environment import CannotStart

#: Filled by migrations, so that rows in them are nobody's work.
BOOKKEEPING = ["django_migrations", "django_content_type", "auth_permission"]
TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> ALL (%s)
"""


def restore_backup(url: str, file: Path, *, replace: bool = False) -> str:
    """Put a backup in the place of a database; return the name under which the replaced one is kept, if it held rows.

    Raises CannotStart, with everything as it was, if the file is not sound, is no backup of argmap or of a newer one,
    if somebody uses the database, and if it holds rows and `replace` does not say that they may go.
    """
    name = str(conninfo_to_dict(url)["dbname"])
    fresh, kept = f"{name[:50]}_restoring", f"{name[:50]}_before"
    with sound_backup(file) as content, _beside(url) as server:
        _check_nobody_uses(server, name)
        had_rows = _holds_rows(url)
        if had_rows and not replace:
            raise CannotStart(f"The database {name} is not empty; to replace it: make restore FILE=… FORCE=1")
        _drop(server, fresh)  # what a killed attempt left
        try:
            server.execute(_create_like(server, name, fresh))
            there = make_conninfo(url, dbname=fresh)
            run_program("pg_restore", there, "--single-transaction", "--no-owner", "--no-privileges", stdin=content)
            _check_is_ours(there, file)
            _drop(server, kept)
            _swap(server, name, fresh, kept)
        finally:
            _drop(server, fresh)
        if not had_rows:
            _drop(server, kept)
    return kept if had_rows else ""


@contextmanager
def _beside(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the same server but another database, since one in use cannot change its name."""
    try:
        with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as server:
            yield server
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotStart(
            "The database's user may not create databases, and a backup is restored into a new one; "
            "as the administrator of the server: ALTER ROLE … CREATEDB"
        ) from error
    except psycopg.Error as error:
        raise CannotStart(f"The backup was not restored: {str(error).splitlines()[0]}.") from error


def _check_nobody_uses(server: psycopg.Connection[Any], name: str) -> None:
    sessions = "SELECT FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
    if server.execute(sessions, [name]).rowcount:
        raise CannotStart(f"Something uses the database {name}; stop argmap, and whatever else does, then restore.")


def _holds_rows(url: str) -> bool:
    """Whether anything would be lost: a row of any table but those that migrations fill."""
    with psycopg.connect(url) as connection:
        tables = [sql.Identifier(*row) for row in connection.execute(TABLES, [BOOKKEEPING])]
        asked: list[sql.Composable] = [sql.SQL("EXISTS (SELECT FROM {})").format(table) for table in tables]
        row = connection.execute(sql.SQL("SELECT {}").format(sql.SQL(" OR ").join(asked or [sql.SQL("false")])))
        return bool(row.fetchone() == (True,))


def _create_like(server: psycopg.Connection[Any], name: str, fresh: str) -> sql.Composed:
    """The statement that makes an empty database with the encoding and the order of letters of another."""
    [[old]] = server.execute("SELECT to_jsonb(pg_database) FROM pg_database WHERE datname = %s", [name])
    providers = {"b": ("builtin", "BUILTIN_LOCALE"), "i": ("icu", "ICU_LOCALE"), "c": ("libc", "")}
    provider, locale_option = providers[old["datlocprovider"]]
    parts: list[sql.Composable] = [
        sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(fresh)),
        sql.SQL("ENCODING {} LOCALE_PROVIDER {}").format(old["encoding"], sql.Identifier(provider)),
        sql.SQL("LC_COLLATE {} LC_CTYPE {}").format(old["datcollate"], old["datctype"]),
    ]
    if locale_option:
        locale = old.get("datlocale") or old.get("daticulocale")  # the name before PostgreSQL 17
        parts.append(sql.SQL(f"{locale_option} {{}}").format(locale))
    return sql.SQL(" ").join(parts)


def _check_is_ours(url: str, file: Path) -> None:
    """Raise CannotStart unless this code can go on from what was restored; and let the planner know its tables."""
    from django.db.migrations.loader import MigrationLoader

    known = {name for app, name in MigrationLoader(None).disk_migrations if app == "argmap"}
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
            raise CannotStart(f"{file} is no backup of argmap.")
        made = {name for (name,) in connection.execute("SELECT name FROM django_migrations WHERE app = 'argmap'")}
        if not made:
            raise CannotStart(f"{file} is no backup of argmap.")
        if made - known:
            raise CannotStart(f"{file} was made by a newer argmap; restore it with that version or a later one.")
        connection.execute("ANALYZE")


def _swap(server: psycopg.Connection[Any], name: str, fresh: str, kept: str) -> None:
    """Let two databases change names, at once; refused by the server while anybody uses one of them."""
    with server.transaction():
        for old, new in ((name, kept), (fresh, name)):
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
