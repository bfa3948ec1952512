"""Counting how often somebody writes, so that nobody floods the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

# One statement, so that requests at the same moment in several processes count one another.
COUNT = """
    INSERT INTO argmap_allowance AS spent (key, used, ends_at)
    SELECT key, 1, statement_timestamp() + make_interval(secs => seconds)
    FROM unnest(%s::text[], %s::int[]) AS new (key, seconds)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN spent.ends_at > statement_timestamp() THEN spent.used + 1 ELSE 1 END,
        ends_at = CASE WHEN spent.ends_at > statement_timestamp() THEN spent.ends_at ELSE excluded.ends_at END
    RETURNING key, used, ceil(extract(epoch FROM ends_at - statement_timestamp()))::int
"""
SWEEP = """
    DELETE FROM argmap_allowance WHERE key IN (
        SELECT key FROM argmap_allowance WHERE ends_at < statement_timestamp() LIMIT 100 FOR UPDATE SKIP LOCKED
    )
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one person or one network address may write: `most` times in `seconds`."""

    kind: str
    who: str
    most: int
    seconds: int

    @property
    def key(self) -> str:
        """The key of its row."""
        return hidden(f"{self.kind} {self.seconds} {self.who}")


def hidden(who: str) -> str:
    """A hash that says nothing about who it is to anybody without this site's own key."""
    return salted_hmac("argmap.allowance", who, algorithm="sha256").hexdigest()


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """Hide the key under which Django's cache keeps something: allauth puts network addresses into it."""
    return hidden(f"{key_prefix} {version} {key}")


def use_up(*, limits: Iterable[Limit]) -> int:
    """Count one more write against each limit; return the seconds to wait, 0 if all of them allow it."""
    counted = {limit.key: limit for limit in limits}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(counted), [limit.seconds for limit in counted.values()]])
        rows: list[tuple[str, int, int]] = cursor.fetchall()
        if any(used == 1 for _, used, _ in rows):  # often enough that old rows do not pile up
            cursor.execute(SWEEP)
    return max((seconds for key, used, seconds in rows if used > counted[key].most), default=0)
