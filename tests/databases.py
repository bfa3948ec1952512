"""A database with all migrations applied, made once and copied for every process that tests.

Applying the migrations takes longer than any test, and PostgreSQL copies a database in a moment. The embedded server
keeps this one from run to run, until a migration changes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

import psycopg
from psycopg import sql

from argmap import database
from argmap.environment import BASE_DIR

PREFIX = "migrated_argmap_"
#: Everybody who makes or wants it takes this lock first, so that one makes it and the others wait.
LOCK = 20_480
#: What decides how the tables look: the migrations, and the versions of the libraries that have some.
DECISIVE = ("argmap/migrations/*.py", "requirements/constraints.txt")
#: It would note tables as empty whose rows were rolled back, and mislead the planner from then on.
KEEP_AUTOVACUUM_OUT = """
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE 'ALTER TABLE ' || quote_ident(name) || ' SET (autovacuum_enabled = false)';
        END LOOP;
    END $$
"""
#: Takes the rows of every table away but those that migrating made.
EMPTY = """
    DO $$ DECLARE name text; BEGIN
        SET CONSTRAINTS ALL DEFERRED;
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
                    AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission') LOOP
            EXECUTE 'DELETE FROM ' || quote_ident(name);
        END LOOP;
    END $$
"""


def migrated() -> str:
    """Give the name of the database to copy; the first who asks makes it."""
    name = PREFIX + _fingerprint()
    with psycopg.connect(database.embedded_server().url("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        rows = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {row[0] for row in rows}
        if name not in there:
            for old in there:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            _make(server, name)
    return name


def _make(server: psycopg.Connection, name: str) -> None:
    unfinished = f"{name}_unfinished"  # a run that is killed leaves nothing that passes for finished
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    address = database.embedded_server().url(unfinished)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=BASE_DIR, env={**os.environ, "DATABASE_URL": address}, check=True)
    with psycopg.connect(address) as made:
        made.execute(KEEP_AUTOVACUUM_OUT)
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name)))


def _fingerprint() -> str:
    files = (path for pattern in DECISIVE for path in sorted(BASE_DIR.glob(pattern)))
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:16]
