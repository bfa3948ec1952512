from __future__ import annotations

import pytest

from argmap.models import Post, Source
from tests.builders import claim, make_post, step

ARGUMENT = "i: a + b -> c; j: d -> a; r: e -x c; u: f -x i; v: g -x u; k: c -> d"
SOURCES = """\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
text: s.txt
extent: whole
"""
EXTRA = """\
passage p
words: The weights are numbers.
role: claim
claim: a

passage q
words: Nobody owns a number.
role: quotation

cite a
source: s
locator: at 1
quotation: words of the case
"""


@pytest.fixture
def demo(db) -> Post:
    """A post with a circle, a rebuttal, an undercut of an undercut, passages, a citation and a text on file."""
    return make_post(
        ARGUMENT, main=["c"], extra=EXTRA, sources=SOURCES, texts={"s.txt": "These are the words of the case.\n"}
    )


@pytest.fixture
def addresses(demo) -> dict[str, str]:
    """An address for each name in argmap.urls."""
    post = "/posts/demo/"
    return {
        "home": "/",
        "post": post,
        "map": f"{post}map/",
        "map-svg": f"{post}map.svg",
        "outline": f"{post}outline/",
        "open-points": f"{post}open/",
        "post-sources": f"{post}sources/",
        "graph-json": f"{post}graph.json",
        "claim": f"/claims/{claim('a').pk}/",
        "claim-turning": f"/claims/{claim('a').pk}/turning/",
        "inference": f"/inferences/{step('i').pk}/",
        "sources": "/sources/",
        "source": f"/sources/{Source.objects.get().pk}/",
        "about": "/about/",
        "privacy": "/privacy/",
        "terms": "/terms/",
        "contact": "/contact/",
        "login": "/accounts/login/",
        "healthz": "/healthz",
        "robots": "/robots.txt",
        "sitemap": "/sitemap.xml",
    }
