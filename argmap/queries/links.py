"""Addresses of sources: which are to be asked next, and which need a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urlsplit

from django.db.models import F, Q

from argmap.models import LinkCheck, Source

CURRENT = Q(address=F("source__address")) | Q(address=F("source__archived_address"))


def offered_for(check: LinkCheck) -> str:
    """An address that may stand in for one: the archived one on file, or where an archive would have it."""
    source = check.source
    if source.archived_address and check.address != source.archived_address:
        return source.archived_address
    day = source.date.replace("-", "") or f"{source.created_at:%Y%m%d}"
    return f"https://web.archive.org/web/{day}/{check.address}"


def checks_of_links(sources: Iterable[int]) -> Mapping[tuple[int, str], LinkCheck]:
    """What each current address of these sources answered last, by source and address; one query."""
    found = LinkCheck.objects.filter(CURRENT, source__in=list(sources))
    return {(check.source_id, check.address): check for check in found}


def links_to_check(*, before: datetime, keys: Sequence[str] = ()) -> list[tuple[Source, str]]:
    """The addresses that were not asked since, those of each host apart from each other; two queries.

    Those that a moderator has marked as dead are left out, and so are those of merged sources.
    """
    sources = Source.objects.listed().exclude(address="", archived_address="").order_by("pk")
    wanted = sources.filter(key__in=keys) if keys else sources
    done = LinkCheck.objects.filter(Q(checked_at__gte=before) | Q(is_dead=True)).values_list("source_id", "address")
    skipped = set(done)
    by_host: dict[str, list[tuple[Source, str]]] = {}
    for source in wanted:
        for address in filter(None, dict.fromkeys((source.address, source.archived_address))):
            if (source.pk, address) not in skipped:
                by_host.setdefault(urlsplit(address).netloc, []).append((source, address))
    return list(_in_turn(by_host.values()))


def _in_turn(groups: Iterable[list[tuple[Source, str]]]) -> Iterator[tuple[Source, str]]:
    """One of each group after the other, so that nobody is asked twice in a row while there are others."""
    for row in zip_longest(*groups):
        yield from (it for it in row if it is not None)
