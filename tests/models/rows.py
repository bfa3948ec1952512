"""Raw SQL against the tables: what the database refuses, it must refuse without any help of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STATED = {"voice": "author", "state": "published", "note": "", "created_at": NOW}
#: what a row of each table needs besides what a test gives it
DEFAULTS = {
    "claim": STATED | {"public_wording": 1, "granted": True, "behind": 0},
    "wording": {"state": "published", "is_shipped": False, "created_at": NOW},
    "inference": STATED | {"scheme": "", "question": "", "stance": "for", "is_accepted": False},
    "premise": {},
    "passage": {"key": "", "role": "claim", "prefix": "", "suffix": "", "created_at": NOW},
    "source": {
        "kind": "page", "title": "A page", "edition": "", "date": "", "address": "", "archived_address": "",
        "rights": "", "note": "", "curation": "unreviewed", "created_at": NOW,
    },
    "sourcetext": {
        "is_whole": True, "found_at": "", "edition": "", "rights": "", "is_for_checking": False,
        "curation": "unreviewed", "created_at": NOW,
    },
    "citation": STATED | {"locator": "", "quotation": "", "is_accepted": False},
}  # fmt: skip


def run(sql: str, *values: object) -> list[tuple]:
    """Run one statement and every check that would wait for the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall() if cursor.description else []
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return rows


def insert(table: str, **values: object) -> int:
    """Insert a row without the checks that wait; gives its id."""
    row = DEFAULTS[table] | values
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        sql = f"INSERT INTO argmap_{table} ({names}) VALUES ({marks}) RETURNING id"
        cursor.execute(sql, list(row.values()))
        return cursor.fetchone()[0]


def check() -> None:
    """Make every check that waits for the end of the transaction now."""
    run("SELECT 1")


@contextmanager
def refused(by: str) -> Iterator[None]:
    """What happens inside must be refused by the database, with a message that names the constraint or the reason."""
    with pytest.raises(DatabaseError, match=by), transaction.atomic():
        yield
        check()
