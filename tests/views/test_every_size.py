"""The size of an argument does not show in the number of queries that a page takes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import claim, make_post, step
from tests.views.test_every_address import OF_THE_GRAPH

pytestmark = pytest.mark.django_db
SIZES = (2, 6)
#: Pages of everything there is, or of what several posts have in common.
OF_ALL = ["home", "sources", "source", "search", "sitemap"]
OF_A_POST = [
    *(name for name in OF_THE_GRAPH if name not in OF_ALL),
    "post-history",
    "post-feed",
    "claim-history",
    "claim-feed",
    "inference-history",
]


def grown(size: int) -> str:
    """An argument in which everything occurs in proportion: reasons, rebuttals, undercuts, shared claims, a circle."""
    steps = ["top: a0 + b0 -> c"]
    for number in range(size):
        steps.append(f"i{number}: a{number + 1} + shared -> a{number}")
        steps.append(f"r{number}: d{number} -x b0; u{number}: e{number} -x i{number}; t{number}: f{number} -> c")
        steps.append(f"w{number}: g{number} -x top; x{number}: h{number} -x w{number}; y{number}: a0 -> z{number}")
    return "; ".join([*steps, f"back: a0 -> a{size}"])


def cited(size: int) -> dict[str, str]:
    source = "source s{0}\nkind: page\ntitle: Page {0}\ncitation: Page {0}\n\n"
    cite = "cite {1}\nsource: s{0}\nlocator: at {0}\n\n"
    words = [
        "The weights are numbers.",
        "Numbers",
        "Nobody owns a number.",
        "The weights are free.",
        "authored",
        "so they say",
    ]
    passage = "passage p{0}\nwords: {1}\nrole: claim\nclaim: d{0}\n\n"
    return {
        "sources": "".join(source.format(number) for number in range(size)),
        "extra": "".join(cite.format(number, key) for number in range(size) for key in ("a0", f"b{0}", f"d{number}"))
        + "".join(passage.format(number, words[number]) for number in range(size)),
    }


def pages(slug: str) -> dict[str, str]:
    """The pages of a post, and those on which its argument shows."""
    return {
        "home": "/",
        "sources": "/sources/",
        "search": "/search/?q=claim",
        "sitemap": "/sitemap.xml",
        "claim": claim("c", slug).get_absolute_url(),
        "claim-turning": f"{claim('c', slug).get_absolute_url()}turning/",
        "claim-brief": f"{claim('c', slug).get_absolute_url()}brief/",
        "claim-brief-markdown": f"{claim('c', slug).get_absolute_url()}brief.md",
        "open-points": f"/posts/{slug}/open/",
        "inference": step("top", slug).get_absolute_url(),
        "source": f"/sources/{claim('a0', slug).citations.first().source_id}/",
        "map-svg": f"/posts/{slug}/map.svg?focus={claim('c', slug).pk}",
        "post": f"/posts/{slug}/?claim={claim('b0', slug).pk}",
        "map": f"/posts/{slug}/map/?claim={claim('b0', slug).pk}",
        "outline": f"/posts/{slug}/outline/",
        "post-sources": f"/posts/{slug}/sources/",
        "graph-json": f"/posts/{slug}/graph.json",
        "annotations-json": f"/posts/{slug}/annotations.json",
        "passage": f"/posts/{slug}/passages/0-120/",
        "post-history": f"/posts/{slug}/history/",
        "post-feed": f"/posts/{slug}/feed.atom",
        "claim-history": f"{claim('c', slug).get_absolute_url()}history/",
        "claim-feed": f"{claim('c', slug).get_absolute_url()}feed.atom",
        "inference-history": f"{step('top', slug).get_absolute_url()}history/",
    }


@pytest.fixture(scope="module")
def addresses_by_size(shared_db) -> list[dict[str, str]]:
    """The same pages of a small post and of a larger one."""
    for size in SIZES:
        make_post(grown(size), main=["c"], slug=f"size-{size}", **cited(size))
    connection.check_constraints()
    return [pages(f"size-{size}") for size in SIZES]


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", OF_A_POST)
def test_a_larger_argument_takes_as_many_queries(client, addresses_by_size, name):
    small, large = (queries_of(client, addresses[name]) for addresses in addresses_by_size)
    assert small == large <= 34


@pytest.mark.parametrize("name", OF_ALL)
def test_one_more_argument_takes_as_many_queries(client, addresses_by_size, name):
    address = addresses_by_size[0][name]
    before = queries_of(client, address)
    make_post(grown(9), main=["c"], slug="size-9", **cited(6))
    assert queries_of(client, address) == before <= 34


def test_every_page_is_asked_for_at_two_sizes(addresses_by_size):
    assert set(OF_A_POST) | set(OF_ALL) == set(addresses_by_size[0])
