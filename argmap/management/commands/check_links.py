from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from argmap.operations.fetching import Client
from argmap.operations.links import check_link
from argmap.queries.links import links_to_check


class Command(BaseCommand):
    help = "Ask for the addresses of sources, one after the other, and remember whether and what they answered."
    stealth_options = ("client",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", help="keys of sources; all of them if none is named")
        parser.add_argument("--days", type=int, default=7, help="leave out what was asked within so many days")
        parser.add_argument("--most", type=int, default=500, help="ask for so many addresses at most")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds between two requests to one host")
        parser.add_argument("--seconds", type=float, default=10.0, help="how long to wait for an answer")

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        days = 0 if options["keys"] else options["days"]
        asked = links_to_check(before=timezone.now() - timedelta(days=days), keys=options["keys"])
        client = options.get("client") or Client(seconds=options["seconds"], wait=pausing(options["pause"]))
        counts: Counter[str] = Counter()
        for source, address in asked[: options["most"]]:
            check = check_link(source=source, address=address, client=client)
            counts[check.outcome] += 1
            if verbosity > 1 or (verbosity and check.outcome != "fine"):
                self.stdout.write(
                    f"{source.key}: {address}: {check.outcome} {check.status or ''} {check.detail}".rstrip()
                )
        if verbosity:
            said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
            self.stdout.write(said or "There was nothing to ask.")


def pausing(
    seconds: float, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
) -> Callable[[str], None]:
    """What waits before a host is asked again until so many seconds have passed."""
    last: dict[str, float] = {}

    def wait(host: str) -> None:
        if host in last and (left := last[host] + seconds - clock()) > 0:
            sleep(left)
        last[host] = clock()

    return wait
