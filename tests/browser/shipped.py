"""The site as it ships, for tests that only read it: loaded once, served until the run ends.

It is a process of its own with a database of its own, so that tests that write, and empty theirs afterwards, may
come before these or after.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass

from django.db import connection
from django.test.utils import override_settings, setup_databases, setup_test_environment, teardown_databases
from pytest_django.live_server_helper import LiveServer

from argmap.environment import BASE_DIR, DATABASE_URL
from argmap.library import shipped_folders
from argmap.models import Claim, Inference, Post, Source
from argmap.operations.loading import load_post
from tests import databases
from tests.builders import load

SERVE = "import django; django.setup(); from tests.browser import shipped; shipped.serve()"
CIRCLE = "i: hen -> egg; j: egg -> hen; r: fox -x hen; u: dog -x r; n: bone -> dog"
WITHDRAWN = f"{CIRCLE}; w: gone -> bone"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the shipped site is, and the ids behind the keys of its post; `gone` are addresses of withdrawn things."""

    url: str
    post: str
    circle: str
    claims: Mapping[str, int]
    steps: Mapping[str, int]
    sources: Mapping[str, int]
    gone: tuple[str, ...]

    def claim(self, key: str) -> str:
        """The address of a claim of the shipped post."""
        return f"/claims/{self.claims[key]}/"

    def step(self, key: str) -> str:
        """The address of a step of the shipped post."""
        return f"/inferences/{self.steps[key]}/"

    def source(self, key: str) -> str:
        """The address of a source."""
        return f"/sources/{self.sources[key]}/"


@contextmanager
def served() -> Iterator[Site]:
    """Have the site served by another process for the length of a block."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests, which then let go of it
    )
    try:
        yield Site(**json.loads(process.stdout.readline()))
    finally:
        process.communicate()


def serve() -> None:
    """Serve the site, having said on one line what it is, until nobody listens any more."""
    setup_test_environment(debug=False)
    connection.settings_dict["TEST"]["NAME"] = f"test_argmap_{os.getpid()}"
    if not DATABASE_URL:
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()
    with redirect_stdout(sys.stderr):  # createcachetable talks, and the first line is for who started this
        made = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
            server = LiveServer("localhost")
            print(json.dumps(asdict(load_site(server.url))), flush=True)
            sys.stdin.read()
            server.stop()
    finally:
        teardown_databases(made, verbosity=0)


def load_site(url: str) -> Site:
    """Load what ships, and a small post with a circle and something withdrawn."""
    for folder in shipped_folders():
        load_post(folder=folder)
    shipped = Post.objects.get()
    load(WITHDRAWN, main=["hen"], slug="circle")
    circle = load(CIRCLE, main=["hen"], slug="circle").post
    return Site(
        url=url,
        post=f"/posts/{shipped.slug}/",
        circle=f"/posts/{circle.slug}/",
        claims=dict(shipped.claims.values_list("key", "pk")),
        steps=dict(shipped.inferences.values_list("key", "pk")),
        sources=dict(Source.objects.values_list("key", "pk")),
        gone=tuple(
            f"/{room}/{model.objects.get(post=circle, key=key).pk}/"
            for room, model, key in (("claims", Claim, "gone"), ("inferences", Inference, "w"))
        ),
    )
