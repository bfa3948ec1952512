"""Measuring pages, each in a fresh process that has served something else before, so that time and memory are its own.

Nothing here may import models: a worker imports this before it knows its database.
"""

from __future__ import annotations

import gzip
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import psycopg

Result = TypeVar("Result")
Thing = TypeVar("Thing")

STATUS = Path("/proc/self/status")
WARM_UP = "/about/"
LEAST_RUNS = 5
MOST_SECONDS = 15  # for one row, unless so few runs take longer
#: What the outline is made from, by the number of its post.
FLOOR = (
    """SELECT claim.id, claim.key, claim.voice, wording.text FROM argmap_claim AS claim
       JOIN argmap_wording AS wording ON wording.claim_id = claim.id AND wording.number = claim.public_wording
       WHERE claim.post_id = %s AND claim.state = 'published' ORDER BY claim.id""",
    """SELECT id, key, stance, conclusion_id, undercuts_id, scheme FROM argmap_inference
       WHERE post_id = %s AND state = 'published' ORDER BY id""",
    "SELECT inference_id, claim_id FROM argmap_premise WHERE post_id = %s ORDER BY inference_id, position",
    """SELECT claim_id, count(*) FROM argmap_citation JOIN argmap_claim AS claim ON claim.id = claim_id
       WHERE claim.post_id = %s GROUP BY claim_id""",
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one page costs: seconds (`cpu`: this process's own), bytes plain and as sent, bytes of memory above idle."""

    queries: int
    median: float
    p95: float
    cpu: float
    size: int
    sent: int
    memory: int


def in_worker(url: str, task: Callable[..., Result], *given: Any) -> Result:
    """Run a task of this project in a fresh process that uses the database at `url`."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=use_database, initargs=(url,)) as worker:
        return worker.submit(task, *given).result()


def use_database(url: str) -> None:
    """Make ready a process that has not done anything yet to use the database at `url`."""
    os.environ["DATABASE_URL"] = url
    import django

    django.setup()


def migrate() -> None:
    """Bring an empty database to the present schema."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure_desk(address: str, post: int, runs: int) -> Measurement:
    """Ask for the desk as a moderator when thousands of items wait (synthetic.fill_desk)."""
    from argmap.management.storing import fill_desk

    return measure_page([address], runs, reader=fill_desk(post))


def measure_page(
    addresses: Sequence[str], runs: int, unchanged: bool = False, *, reader: int | None = None
) -> Measurement:
    """Ask for each address in turn, so often in all; `unchanged` asks as one who has the page and gets a 304.

    With a `reader`, the number of an account, they are signed in.
    """
    from django.conf import settings
    from django.db import close_old_connections, connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from argmap.models import User

    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost"))
    if reader is not None:
        client.force_login(User.objects.get(pk=reader))
    client.get(WARM_UP)
    idle = _memory("VmRSS")
    headers = {"Accept-Encoding": "gzip"}
    if unchanged:
        headers["If-None-Match"] = client.get(addresses[0], headers=headers)["ETag"]
    bodies: list[bytes] = []

    def ask(address: str) -> None:
        response = client.get(address, headers=headers)
        close_old_connections()  # as a worker does after each request
        if response.status_code != (304 if unchanged else 200):
            raise RuntimeError(f"{address} answers {response.status_code}")
        bodies[:] = [response.content]

    ask(addresses[0])
    times = _times(ask, addresses, runs)
    memory = _memory("VmHWM") - idle
    sent = bodies[0]
    queries = 0
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            client.get(address, headers=headers)
        queries = max(queries, len(captured))
    return _measurement(queries, times, gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent, sent, memory)


def measure_floor(url: str, post: int, runs: int) -> Measurement:
    """Fetch what an outline is made from with psycopg and join it into a string: no page of it can be faster."""
    idle = _memory("VmRSS")
    joined: list[str] = []
    with psycopg.connect(url, autocommit=True) as connection:

        def fetch(post: int) -> None:
            rows = (row for query in FLOOR for row in connection.execute(query, [post]).fetchall())
            joined[:] = ["\n".join("\t".join(map(str, row)) for row in rows)]

        fetch(post)
        times = _times(fetch, [post], runs)
    body = joined[0].encode()
    return _measurement(len(FLOOR), times, body, body, _memory("VmHWM") - idle)


def measure_loading(post: int, runs: int) -> Measurement:
    """Load the structure of a post's graph."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from argmap.queries.graphs import load_structure

    with CaptureQueriesContext(connection) as captured:
        load_structure(post)
    idle = _memory("VmRSS")
    times = _times(load_structure, [post], runs)
    return _measurement(len(captured), times, b"", b"", _memory("VmHWM") - idle)


def measure_labelling(post: int, runs: int, has_circles: bool) -> Measurement:
    """Label a made-up argument that is loaded, with the whys: as it is, or without the steps that close its circles."""
    from argmap.graph.labelling import label
    from argmap.management.synthetic import without_circles
    from argmap.queries.graphs import load_structure

    graph = load_structure(post) if has_circles else without_circles(load_structure(post))
    idle = _memory("VmRSS")
    times = _times(label, [graph], runs)
    return _measurement(0, times, b"", b"", _memory("VmHWM") - idle)


def measure_quotations(runs: int, is_index: bool) -> Measurement:
    """Check quotations, right and wrong, against a text of 100,000 characters; or make its words ready, once a text."""
    from argmap.management.quoting import long_text, quotations_of
    from argmap.prose.quotations import Index, check

    text = long_text()
    index = Index(text)
    quotations = quotations_of(index)
    idle = _memory("VmRSS")
    if is_index:
        times = _times(Index, [text], runs)
    else:
        times = _times(lambda quotation: check(quotation, index, propose=False), quotations, len(quotations))
    return _measurement(0, times, b"", b"", _memory("VmHWM") - idle)


def _times(ask: Callable[[Thing], object], things: Sequence[Thing], runs: int) -> list[tuple[float, float]]:
    """Wall and CPU seconds of each run; a slow row is measured less often."""
    times: list[tuple[float, float]] = []
    begun = time.perf_counter()
    for thing in islice(cycle(things), runs):
        if len(times) >= LEAST_RUNS and time.perf_counter() - begun > MOST_SECONDS:
            break
        wall, cpu = time.perf_counter(), time.process_time()
        ask(thing)
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return times


def _measurement(queries: int, times: list[tuple[float, float]], body: bytes, sent: bytes, memory: int) -> Measurement:
    walls, cpus = zip(*times, strict=True)
    p95 = statistics.quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]
    return Measurement(
        queries=queries,
        median=statistics.median(walls),
        p95=p95,
        cpu=statistics.median(cpus),
        size=len(body),
        sent=len(sent),
        memory=max(memory, 0),
    )


def _memory(field: str) -> int:
    """Bytes of memory of this process: now (VmRSS) or at its peak (VmHWM); off Linux the peak either way."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{field}:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
