"""The site as it ships, for tests that only read it: loaded once, served until the run ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.test.utils import override_settings
from pytest_django.live_server_helper import LiveServer

from argmap.library import shipped_folders
from argmap.models import Claim, Inference, Post, Source
from argmap.operations.loading import load_post
from tests.builders import load

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
def serve_shipped() -> Iterator[Site]:
    """Load what ships, and a small post with a circle and something withdrawn, and serve them."""
    for folder in shipped_folders():
        load_post(folder=folder)
    shipped = Post.objects.get()
    circle = _load_circle()
    server = LiveServer("localhost")
    with override_settings(ALLOWED_HOSTS=["localhost"]):
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
    call_command("flush", interactive=False, verbosity=0)


def _load_circle() -> Post:
    load(WITHDRAWN, main=["hen"], slug="circle")
    return load(CIRCLE, main=["hen"], slug="circle").post
