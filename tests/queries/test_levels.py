"""How much stands at which distance from the main claims."""

from __future__ import annotations

import pytest

from argmap.models import Claim
from argmap.queries import levels
from tests.builders import claim, make_post

pytestmark = pytest.mark.django_db
TEXT = "i: a + b -> c; j: d -> a; k: e -> d; u: f -x j"


def test_every_published_claim_is_counted():
    post = make_post(TEXT, main=["c"])
    assert levels.claim_count(post) == 6
    Claim.objects.filter(key="e").update(state="hidden")
    assert levels.claim_count(post) == 5


@pytest.mark.parametrize(("most", "depth"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 2), (6, 3), (99, 3)])
def test_the_depth_is_as_large_as_so_many_claims_allow(most, depth):
    assert levels.depth_within(make_post(TEXT, main=["c"]), most) == depth


def test_what_is_folded_stands_behind_the_claims_at_the_edge():
    post = make_post(TEXT, main=["c"])
    assert levels.folded_behind(post, 1) == {claim("a").pk: 3}
    assert levels.folded_behind(post, 3) == {}
