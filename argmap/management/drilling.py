"""A drill: a site of its own that is killed while people write, and then has to bear a crowd."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from argmap.environment import BASE_DIR
from argmap.management.clients import UNREACHED

ACCOUNT = re.compile(r"^(\w+): (\S+)$", re.MULTILINE)
LONGEST = 120  # seconds for the site to come up


class Site:
    """A copy of argmap in a data folder of its own, started as `make run` does and started again when it ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = folder / "console.txt"
        self.starts = 0

    @property
    def url(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the site; `answers` tells when it is there."""
        generous = dict.fromkeys(("WRITES_IN_A_ROW", "WRITES_PER_PERSON", "WRITES_PER_ADDRESS"), "1000000")
        unset = dict.fromkeys(("DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS"), "")
        settings = {"DATA_DIR": str(self.folder / "data"), "PORT": str(self.port), "HOST": "127.0.0.1"}
        with self.log.open("a") as console:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "argmap.serve"],
                cwd=BASE_DIR,
                env=os.environ | unset | generous | settings,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.starts += 1

    def keep_up(self) -> None:
        """Start the site again where it ended, as a service manager would."""
        if self.process.poll() is not None:
            self.start()

    def wait(self) -> None:
        """Wait until the site answers, starting it again where needed; raise TimeoutError if it does not."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            self.keep_up()
            with contextlib.suppress(*UNREACHED), urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                return
            time.sleep(0.2)
        raise TimeoutError(f"the site does not answer; what it said is in {self.log}")

    def stop(self) -> None:
        """End the site and its database."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)

    def accounts(self) -> Sequence[tuple[str, str]]:
        """The demo accounts with their passwords, as the console shows them."""
        return ACCOUNT.findall(self.log.read_text())

    def kill_server(self) -> None:
        """Kill the web server and its workers without warning."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            if "gunicorn" in " ".join(process.cmdline()):
                _kill(process)

    def kill_database(self) -> None:
        """Kill the postmaster without warning."""
        number = (self.folder / "data" / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0]
        _kill(psutil.Process(int(number)))


def _kill(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGKILL)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Site]:
    """A site that is up, and is ended afterwards."""
    site = Site(folder)
    site.start()
    try:
        site.wait()
        yield site
    finally:
        site.stop()
