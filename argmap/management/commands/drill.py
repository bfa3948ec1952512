from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from argmap.environment import BASE_DIR
from argmap.management.clients import Browser, Crowd, Writer, claims_of, texts_of
from argmap.management.drilling import Site, running

POST = "/posts/ai-models-are-not-copyrightable/"
WRITERS, CROWD = 8, 50
BETWEEN = 3.0  # seconds from one kill to the next, in which somebody is writing


class Command(BaseCommand):
    help = "Kill the server and the database while people write, then let in a crowd; print what came of it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kills", type=int, default=10, help="how often each is killed (default 10)")
        parser.add_argument("--seconds", type=int, default=60, help="how long the crowd stays (default 60)")

    def handle(self, *args: Any, kills: int, seconds: int, **options: Any) -> None:
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
        folder = tempfile.TemporaryDirectory(prefix="argmap-drill-", ignore_cleanup_errors=True)
        with folder as path, running(Path(path)) as site:
            lines = [*self.kill(site, kills), *self.crowd(site, seconds)]
            check_labels(site)
        self.stdout.write("\n".join([f"On {machine}:", "", "| drill | |", "| --- | --- |", *lines]))

    def kill(self, site: Site, kills: int) -> list[str]:
        """Kill each so often while clients write; raise CommandError if anything accepted is missing or doubled."""
        writers = writing(site)
        is_over = threading.Event()
        with ThreadPoolExecutor(WRITERS) as pool:
            jobs = [pool.submit(writer.write_until, is_over) for writer in writers]
            for number in range(2 * kills):
                time.sleep(BETWEEN)
                (site.kill_server if number % 2 else site.kill_database)()
                site.wait()
            is_over.set()
            for job in jobs:
                job.result(timeout=120)
        there = Counter(texts_of(Browser(site.url), POST))
        accepted = [words for writer in writers for words in writer.accepted]
        wrong = [words for words in accepted if there[words] != 1]
        if wrong:
            raise CommandError(f"{len(wrong)} accepted contributions are missing or doubled, such as: {wrong[0]}")
        return [
            f"| kill -9 of the server, of the database | {kills} times each, {WRITERS} clients writing |",
            f"| accepted contributions | {len(accepted)}: each there, once |",
            f"| forms sent again because no answer came | {sum(writer.resent for writer in writers)} |",
        ]

    def crowd(self, site: Site, seconds: int) -> list[str]:
        """Let in a crowd; raise CommandError if anybody met a fault of ours."""
        crowd, members = Crowd(), signed_in(site)
        claims = claims_of(Browser(site.url), POST)
        end = time.monotonic() + seconds
        with ThreadPoolExecutor(CROWD) as pool:
            visits = [
                pool.submit(crowd.visit, members[number % len(members)].another(), claims, POST, end)
                for number in range(CROWD)
            ]
        for visit in visits:
            visit.result()
        if crowd.faults:
            raise CommandError(f"The crowd met faults: {Counter(crowd.faults).most_common(5)}")
        served = f"{len(crowd.reads)} pages, {len(crowd.writes)} contributions, no fault"
        return [
            f"| {CROWD} clients for {seconds} s | {served} |",
            f"| a page, median and 95 % | {times(crowd.reads)} |",
            f"| a contribution, median and 95 % | {times(crowd.writes)} |",
        ]


def writing(site: Site) -> list[Writer]:
    """The clients that write, each signed in as one of the demo accounts."""
    accounts, claims = site.accounts(), claims_of(Browser(site.url), POST)
    return [
        Writer(Browser(site.url), accounts[number % len(accounts)], f"client {number + 1}", claims)
        for number in range(WRITERS)
    ]


def signed_in(site: Site) -> list[Browser]:
    """A browser for each demo account, signed in once: so many at a time may not sign in from one address."""
    members = [(Browser(site.url), account) for account in site.accounts()]
    if not all(browser.sign_in(*account) for browser, account in members):
        raise CommandError("The demo accounts cannot sign in.")
    return [browser for browser, _ in members]


def check_labels(site: Site) -> None:
    """Let the stored labels be compared with what follows from the argument; raise CommandError if they differ."""
    environment = os.environ | {"DATA_DIR": str(site.folder / "data"), "DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "check_labels"]
    checked = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    if checked.returncode:
        raise CommandError(f"The stored labels are wrong: {checked.stderr[-500:]}")


def times(seconds: Sequence[float]) -> str:
    """The median and the 95th percentile, in words."""
    if len(seconds) < 2:
        return "none"
    return f"{statistics.median(seconds):.2f} s, {statistics.quantiles(seconds, n=20)[-1]:.2f} s"
