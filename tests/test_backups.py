"""Backups, and what comes back from them: the same graphs, the same history, and the same guards over it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from argmap import backups, database, restoring
from argmap.backups import backup_name, hash_file, write_backup
from argmap.environment import CannotStart
from argmap.models import Post
from argmap.restoring import restore_backup
from tests.builders import claim, make_post
from tests.models.rows import refused, run
from tests.people import against, person, reword

ROWS = "SELECT coalesce(jsonb_agg(to_jsonb(it) ORDER BY to_jsonb(it)::text), '[]')::text FROM {} AS it"
SCHEMA = """
    SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'column', table_name::text, concat_ws(' ', column_name, data_type, is_generated)
        FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'sequence', sequencename::text, last_value::text FROM pg_sequences
    UNION ALL SELECT 'extension', extname::text, extversion FROM pg_extension
    UNION ALL SELECT 'collation', datcollate, concat_ws(' ', datlocprovider, datlocale, encoding)
        FROM pg_database WHERE datname = current_database()
"""
#: PostgreSQL writes the casts of a list of words in another way when it has read its own writing.
SPELLING = re.compile(r"::(text|character varying)(\[\])?|[()\s]")


def address():
    """The address of the database of the tests."""
    given = connection.settings_dict
    assert given["NAME"].startswith("test_")
    parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(dbname=given["NAME"], **{name: part for name, part in parts.items() if part})


def leave():
    """End every session of the tests: a database in use cannot be replaced."""
    for each in connections.all():
        each.close()
        each.close_pool()


def rows_of(table):
    """Every row of a table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(connection.ops.quote_name(table)))
        return cursor.fetchone()[0]


def contents():
    """Every row of every table that a backup holds, and what guards them."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - {*backups.PASSING})
        found = {table: rows_of(table) for table in tables}
        cursor.execute(SCHEMA)
        guards = [(what, whose, SPELLING.sub("", how or "")) for what, whose, how in cursor.fetchall()]
        return found | {"schema": sorted(guards)}


def graphs(client):
    """graph.json of every post."""
    slugs = Post.objects.order_by("slug").values_list("slug", flat=True)
    return {slug: client.get(f"/posts/{slug}/graph.json").json() for slug in slugs}


@pytest.fixture
def backup(transactional_db, tmp_path):
    """A backup of two posts with sources, and of what people said and changed."""
    words = "passage p\nwords: Numbers are not authored\nrole: quotation\nclaim: a\n"
    sources = "source s\nkind: file\ntitle: A file\ncitation: A file\ntext: s.txt\nextent: whole\n"
    cited = f"cite a\nsource: s\nquotation: All of it.\n\n{words}"
    texts = {"s.txt": "All of it."}
    make_post("i: a -> c; r: d -x a; u: e -x i", main=["c"], extra=cited, sources=sources, texts=texts)
    make_post("a", slug="other")
    against(claim("d"), "Not so.", by=person("ben"))
    reword(claim("a"), "The weights are measured.", by=person("ada"))
    client = Client()
    client.force_login(person("ada"))
    client.post("/accounts/sessions/")
    file = tmp_path / "backups" / "b.dump"
    write_backup(address(), file)
    return file


def drop(name):
    with psycopg.connect(address(), dbname="postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}"')


def test_a_backup_made_before_restores_to_the_same_graphs_history_and_guards(client, backup):
    before, shown = contents(), graphs(client)
    assert json.loads(before["argmap_claimevent"])
    against(claim("c"), "Said after the backup.", by=person("eve"))
    run("DROP TRIGGER stretches_are_kept ON argmap_sourcetext")
    assert contents() != before
    leave()
    kept = restore_backup(address(), backup, replace=True)
    with psycopg.connect(address(), dbname=kept) as old:
        assert old.execute("SELECT count(*) FROM argmap_user WHERE username = 'eve'").fetchone() == (1,)
    drop(kept)
    assert contents() == before
    assert graphs(client) == shown
    assert [rows_of(table) for table in backups.PASSING] == ["[]"] * len(backups.PASSING)

    answer = against(claim("c"), "Said after the restore.", by=person("ben"))
    assert answer.pk in [step["id"] for step in graphs(client)["demo"]["inferences"]]
    assert f'"id": {answer.pk}, ' in rows_of("argmap_inferenceevent")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM argmap_wording WHERE words @@ to_tsquery('argmap_stems', 'restoring')")
        assert cursor.fetchall() == [(1,)]
    with refused("Cannot update"):
        run("UPDATE argmap_claimevent SET pgh_label = 'nothing happened'")
    with refused("Cannot .*delete"):
        run("DELETE FROM argmap_inferenceevent")
    with refused("Cannot truncate"):
        run("TRUNCATE argmap_claimevent")


def test_an_empty_database_takes_a_backup_without_being_told_and_nothing_is_kept(backup):
    before, empty = contents(), f"{connection.settings_dict['NAME']}_empty"
    with psycopg.connect(address(), dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{empty}"')
    elsewhere = psycopg.conninfo.make_conninfo(address(), dbname=empty)
    try:
        assert restore_backup(elsewhere, backup) == ""
        with psycopg.connect(elsewhere) as restored:
            assert restored.execute(ROWS.format("argmap_claimevent")).fetchone() == (before["argmap_claimevent"],)
        assert databases() == {connection.settings_dict["NAME"], empty}
    finally:
        drop(empty)


def test_whatever_is_wrong_everything_stays_as_it_was(backup, monkeypatch):
    before = contents()
    leave()

    def refused_with(said, *, file=backup, replace=True):
        with pytest.raises(CannotStart, match=said):
            restore_backup(address(), file, replace=replace)

    refused_with("is not empty; to replace it: make restore FILE=… FORCE=1", replace=False)
    for happens_to, said in SPOILERS:
        file = backup.with_name(f"{happens_to.__name__}.dump")
        shutil.copy(backup, file)
        sign(file)
        happens_to(file)
        refused_with(said, file=file)
    with psycopg.connect(address()):
        refused_with(r"^Something uses the database")
    with monkeypatch.context() as patch:
        patch.setattr(MigrationLoader, "load_disk", lambda self: setattr(self, "disk_migrations", {}))
        refused_with("was made by a newer argmap")
    with monkeypatch.context() as patch:
        guest = come_in_after(restoring._check_is_ours, patch)
        refused_with("is being accessed by other users")
        guest[0].close()
    assert databases() == {connection.settings_dict["NAME"]}
    assert contents() == before


def come_in_after(check, patch):
    """Somebody comes in when the backup is restored and is about to take the place of the old database."""
    guests = []

    def checked(*arguments):
        check(*arguments)
        guests.append(psycopg.connect(address()))

    patch.setattr(restoring, check.__name__, checked)
    return guests


def databases():
    """The databases of this run."""
    with psycopg.connect(address(), dbname="postgres") as server:
        rows = server.execute("SELECT datname FROM pg_database").fetchall()
    return {name for (name,) in rows if name.startswith(connection.settings_dict["NAME"])}


def sign(file):
    hash_file(file).write_text(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n")


def spoil(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def lose_the_hash(file):
    hash_file(file).unlink()


def lose(file):
    file.unlink()


def replace_by_junk(file):
    file.write_bytes(b"this is no backup")
    sign(file)


def shorten(file):
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    sign(file)


def take_another_thing(file):
    with file.open("wb") as output:
        backups.run_program("pg_dump", address(), "--format=custom", "--table=argmap_cache", stdout=output)
    sign(file)


SPOILERS = [
    (spoil, "is not what was backed up: its SHA-256"),
    (lose_the_hash, r"\.sha256 cannot be read: No such file"),
    (lose, r"\.dump cannot be read: No such file"),
    (replace_by_junk, "pg_restore: error: .*; nothing was changed"),
    (shorten, "pg_restore: error: .*; nothing was changed"),
    (take_another_thing, r"\.dump is no backup of argmap"),
]


def test_a_backup_is_for_its_owner_alone_can_be_checked_by_hand_and_is_never_written_over(backup):
    assert {stat.S_IMODE(file.stat().st_mode) for file in (backup, hash_file(backup))} == {0o600}
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    content = backup.read_bytes()
    assert hash_file(backup).read_text() == f"{hashlib.sha256(content).hexdigest()}  b.dump\n"
    with pytest.raises(CannotStart, match="There is a backup"):
        write_backup(address(), backup)
    assert backup.read_bytes() == content


def test_a_backup_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(CannotStart, match="pg_dump: error: "):
        write_backup("postgresql://somebody:secret@127.0.0.1:1/rows", tmp_path / "b.dump")
    assert not [*tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"b\.dump cannot be written: Not a directory\.$"):
        write_backup("postgresql:///rows", tmp_path / "file" / "folder" / "b.dump")


def test_a_name_says_when():
    assert backup_name(datetime(2026, 11, 28, 7, 5, 9, tzinfo=UTC)) == "backup-2026-11-28-070509.dump"


@pytest.fixture
def given(monkeypatch):
    """As if DATABASE_URL named the database of the tests."""
    monkeypatch.setattr(database, "DATABASE_URL", database.database_url())


def fake_program(folder, version):
    (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
    (folder / "pg_dump").chmod(0o755)


def test_beside_a_given_database_the_programs_on_the_path_are_used_if_they_are_new_enough(given, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotStart, match=r"^The program pg_dump is not here; install PostgreSQL's client programs"):
        database.program("pg_dump")
    fake_program(tmp_path, "15.9 (Debian)")
    with pytest.raises(
        CannotStart, match=r"pg_dump is too old \(pg_dump \(PostgreSQL\) 15\.9 \(Debian\)\): the server"
    ):
        database.program("pg_dump")
    fake_program(tmp_path, "99.1")
    assert database.program("pg_dump") == [str(tmp_path / "pg_dump")]
