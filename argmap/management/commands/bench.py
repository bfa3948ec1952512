from __future__ import annotations

import contextlib
import os
import platform
import statistics
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql

from argmap import database
from argmap.management import measuring
from argmap.management.measuring import Measurement, in_worker

SIZES = (100, 1_000, 5_000, 20_000)
RUNS = 20
LARGEST_DRAWN_WHOLE = 5_000
#: row → address; pages of claims are asked for several claims in turn, and rows without an address are no pages
PAGES = {
    "read": "/posts/{slug}/",
    "outline": "/posts/{slug}/outline/",
    "outline 304": "/posts/{slug}/outline/",
    "map": "/posts/{slug}/map/",
    "map.svg": "/posts/{slug}/map.svg",
    "map.svg all": "/posts/{slug}/map.svg?all=1",
    "outline what if": "/posts/{slug}/outline/?deny={denied}",
    "claim": "/claims/{claim}/",
    "claim what if": "/claims/{claim}/?deny={denied}",
    "turning": "/claims/{claim}/turning/",
    "open points": "/posts/{slug}/open/",
    "sources": "/posts/{slug}/sources/",
    "search": "/search/?q=originality+court&kind=claim",
    "search filters": "/search/?post={slug}",
    "graph.json": "/posts/{slug}/graph.json",
    "load graph": "",
    "label": "",
    "label circles": "",
    "quotation": "",
    "quotation index": "",
    "floor": "",
    "desk": "/review/",
}
WHOLE = ("outline", "map.svg all", "graph.json")
COLUMNS = ("page", "claims", "queries", "median ms", "p95 ms", "CPU ms", "growth", "KB", "KB sent", "peak MB")
WIDTHS = (16, 8, 8, 10, 10, 9, 7, 9, 9, 8)

Found = Mapping[tuple[str, int], Measurement]


class Command(BaseCommand):
    help = "Measure the pages of made-up arguments, in a database of its own that is dropped afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of claims")
        parser.add_argument("--runs", type=int, default=RUNS, help="requests for each row")
        parser.add_argument("--only", nargs="+", choices=PAGES, default=list(PAGES), help="rows to measure")
        parser.add_argument("--markdown", action="store_true", help="print a table for the README")
        parser.add_argument("--database", default="argmap_bench", help="name of the database to make and drop")

    def handle(self, *args: Any, sizes: Sequence[int], runs: int, only: Sequence[str], **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("DEBUG is on: what would be measured is not what visitors get.")
        call_command("collectstatic", interactive=False, verbosity=0)
        line = markdown_line if options["markdown"] else plain_line
        found: dict[tuple[str, int], Measurement] = {}
        with scratch_database(options["database"]) as url:
            in_worker(url, measuring.migrate)
            self.stdout.write(f"{conditions()}\n\n{line(COLUMNS)}")
            if options["markdown"]:
                self.stdout.write(line(["---"] + ["---:"] * (len(COLUMNS) - 1)))
            for size in sorted(sizes):
                for page, measured in measure(url, size, [page for page in PAGES if page in only], runs):
                    self.stdout.write(line(cells(page, size, measured, found)))
                    found[page, size] = measured
        for text, is_met in aims(found):
            self.stdout.write(f"{'- ' if options['markdown'] else ''}{'met' if is_met else 'MISSED'}: {text}")


@contextlib.contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """Make an empty database beside the app's own, give its address, and drop it in the end."""
    url, identifier = database.database_url(), sql.Identifier(name)
    with psycopg.connect(url, autocommit=True) as server:
        lock = server.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name]).fetchone()
        if lock != (True,):
            raise CommandError(f"The database {name} is in use: another bench is running.")
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier)
        try:
            server.execute(drop)
            server.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        except psycopg.errors.InsufficientPrivilege as error:
            raise CommandError(f"The database user may not make the database {name}.") from error
        finally:
            server.execute(drop)


def measure(url: str, size: int, pages: Sequence[str], runs: int) -> Iterator[tuple[str, Measurement]]:
    """Store an argument of a size and measure its pages, each in a worker of its own."""
    from argmap.management.storing import fill

    stored = in_worker(url, fill, size)
    for page in pages:
        if page == "floor":
            yield page, in_worker(url, measuring.measure_floor, url, stored.post, runs)
        elif page == "load graph":
            yield page, in_worker(url, measuring.measure_loading, stored.post, runs)
        elif page in ("label", "label circles"):
            yield page, in_worker(url, measuring.measure_labelling, stored.post, runs, page == "label circles")
        elif page in ("quotation", "quotation index"):
            yield page, in_worker(url, measuring.measure_quotations, runs, page == "quotation index")
        elif page == "desk":
            yield page, in_worker(url, measuring.measure_desk, PAGES[page], stored.post, runs)
        elif page != "map.svg all" or size <= LARGEST_DRAWN_WHOLE:
            others = [*stored.claims[1:], stored.claims[0]]
            claims = zip(stored.claims, others, strict=True)
            addresses = [PAGES[page].format(slug=stored.slug, claim=claim, denied=other) for claim, other in claims]
            several = addresses if "{claim}" in PAGES[page] else addresses[:1]
            yield page, in_worker(url, measuring.measure_page, several, runs, page == "outline 304")


def conditions() -> str:
    """Where and when this was measured, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{cores} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f}"
    return f"{date.today():%Y-%m-%d}, {machine}, Python {platform.python_version()}"


def cells(page: str, size: int, measured: Measurement, found: Found) -> list[str]:
    """One row of the table; growth is of the median, from the size before."""
    before = [measurement for (name, _), measurement in found.items() if name == page]
    return [
        page,
        f"{size:,}",
        str(measured.queries),
        f"{measured.median * 1000:,.1f}",
        f"{measured.p95 * 1000:,.1f}",
        f"{measured.cpu * 1000:,.1f}",
        f"×{measured.median / before[-1].median:.1f}" if before else "",
        f"{measured.size / 1000:,.1f}",
        f"{measured.sent / 1000:,.1f}",
        f"{measured.memory / 1_000_000:.1f}",
    ]


def plain_line(cells: Sequence[str]) -> str:
    """Cells in columns: the first to the left, numbers to the right."""
    first, *rest = zip(cells, WIDTHS, strict=True)
    return f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)


def markdown_line(cells: Sequence[str]) -> str:
    """Cells as a row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def aims(found: Found) -> Iterator[tuple[str, bool]]:
    """What was aimed at and what was measured, and whether the aim is met; what was not measured is left out."""
    yield from _time_aims(found)
    if ("outline", 5_000) in found:
        memory = found["outline", 5_000].memory / 1_000_000
        yield f"outline of 5,000 claims within 150 MB above idle: {memory:.0f} MB", memory < 150
    if ("claim", 100) in found and ("claim", 20_000) in found:
        ratio = found["claim", 20_000].median / found["claim", 100].median
        yield f"claim page at 20,000 claims within 1.3× of 100: {ratio:.2f}×", ratio <= 1.3
    counts = {page: sorted({row.queries for (name, _), row in found.items() if name == page}) for page, _ in found}
    unequal = [f"{page} {numbers}" for page, numbers in counts.items() if len(numbers) > 1]
    yield f"queries equal at every size: {', '.join(unequal) or 'yes'}", not unequal
    for page in WHOLE:
        sizes = sorted(size for name, size in found if name == page and size >= 1_000)
        for small, large in pairwise(sizes):
            growth = found[page, large].median / found[page, small].median / (large / small)
            yield f"{page} near linear from {small:,} to {large:,}: {growth:.2f}× a claim", growth <= 1.3


def _time_aims(found: Found) -> Iterator[tuple[str, bool]]:
    limits = {("outline", 5_000): 1.0, ("map.svg all", 1_000): 0.5, ("map.svg all", 5_000): 3.0}
    limits |= {("turning", 1_000): 1.0, ("label", 20_000): 0.06, ("label circles", 20_000): 0.12}
    limits |= {("search", 20_000): 0.1, ("search filters", 20_000): 0.1}
    quoted = [size for page, size in found if page == "quotation"]
    if quoted:
        median = statistics.median(found["quotation", size].median for size in quoted)
        yield f"a quotation checked on a text of 100 kB under 1 ms: {median * 1000:.2f} ms", median < 0.001
    limits |= {(page, size): 0.3 for page, size in found if page == "desk"}
    limits |= {(page, size): 0.01 for page, size in found if page == "outline 304"}
    for (page, size), limit in limits.items():
        if (page, size) in found:
            median = found[page, size].median
            yield f"{page} of {size:,} claims under {limit:g} s: {median:.3f} s", median < limit
    for page in ("claim", "outline"):
        plain, supposed = found.get((page, 5_000)), found.get((f"{page} what if", 5_000))
        if plain and supposed:
            more = supposed.median - plain.median
            yield f"{page} under a supposition within 150 ms of the plain one: {more * 1000:.0f} ms more", more < 0.15
