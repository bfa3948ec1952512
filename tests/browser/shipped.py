"""The site as it ships, for tests that only read it: loaded once, served until the run ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

from argmap.library import shipped_folders
from argmap.models import Claim, Inference, Post, Source
from argmap.operations.loading import load_post
from tests.builders import load

REAL_DATABASE = settings.DATABASES["default"]["NAME"]  # read before anything puts the tests' own in its place
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
def database_of_tests() -> Iterator[None]:
    """Make sure that a test database is in use; pytest-django makes none in a run where no test asks for `db`."""
    made = None
    if connection.settings_dict["NAME"] == REAL_DATABASE:
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    if connection.settings_dict["NAME"] == REAL_DATABASE:
        raise RuntimeError("These tests write, and would write to the real database.")
    try:
        yield
    finally:
        if made is not None:
            teardown_databases(made, verbosity=0)


@contextmanager
def serve_shipped() -> Iterator[Site]:
    """Load what ships, and a small post with a circle and something withdrawn, and serve them."""
    for folder in shipped_folders():
        load_post(folder=folder)
    shipped = Post.objects.get()
    circle = _load_circle()
    server = LiveServer("localhost")
    with override_settings(ALLOWED_HOSTS=["localhost", "testserver"]):
        yield Site(
            url=server.url,
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
    server.stop()


def _load_circle() -> Post:
    load(WITHDRAWN, main=["hen"], slug="circle")
    return load(CIRCLE, main=["hen"], slug="circle").post
