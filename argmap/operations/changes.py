"""What every change of an argument does: lock its post, and store what follows from the graph with a new version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from argmap.graph.outline import places
from argmap.models import Claim, Post
from argmap.queries.graphs import load_structure

STORE_PLACES = """
    UPDATE argmap_claim AS claim
    SET leads_to_id = place.leads_to, depth = place.depth, behind = place.behind
    FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[]) AS place (id, leads_to, depth, behind)
    WHERE claim.id = place.id
      AND (claim.leads_to_id, claim.depth, claim.behind) IS DISTINCT FROM (place.leads_to, place.depth, place.behind)
"""


@contextmanager
def changing(*, post: int) -> Iterator[Post]:
    """Lock a post while its graph is changed; on leaving, store each claim's place and the post's new version.

    All in one transaction: readers see the graph before or after, never between. Raises Post.DoesNotExist.
    """
    with transaction.atomic():
        locked = Post.objects.select_for_update().get(pk=post)
        yield locked
        _store_places(locked)
        locked.version += 1
        locked.save(update_fields=["version"])


def _store_places(post: Post) -> None:
    placed = places(load_structure(post))
    columns = zip(*((claim, at.leads_to, at.depth, at.behind) for claim, at in placed.items()), strict=True)
    unplaced = Claim.objects.filter(post=post).exclude(pk__in=list(placed)).exclude(depth=None)
    unplaced.update(leads_to=None, depth=None, behind=0)
    if placed:
        with connection.cursor() as cursor:
            cursor.execute(STORE_PLACES, [list(column) for column in columns])
