from __future__ import annotations

import pytest

from argmap.models import Post
from tests.builders import make_post
from tests.models.rows import refused, run

pytestmark = pytest.mark.django_db


def test_a_slug_is_given_once():
    make_post("a")
    make_post("a", slug="other")
    with refused("slug"):
        run("UPDATE argmap_post SET slug = 'demo' WHERE slug = 'other'")


def test_a_post_with_claims_cannot_be_deleted():
    make_post("a")
    with refused("violates foreign key"):
        run("DELETE FROM argmap_post")


def test_a_post_is_addressed_by_its_slug():
    make_post("a")
    assert Post.objects.get().get_absolute_url() == "/posts/demo/"


def test_where_a_post_comes_from_is_an_address_of_the_web():
    make_post("a")
    with refused("post_origin_is_of_the_web"):
        run("UPDATE argmap_post SET origin = 'javascript:alert(1)'")
