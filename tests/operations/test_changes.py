"""What every change of an argument does."""

from __future__ import annotations

import pytest

from argmap.models import Claim, Post
from argmap.operations.changes import changing
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


def test_a_change_moves_the_version_and_the_places():
    post = make_post("i: a -> c; j: b -> a", main=["c"])
    with changing(post=post.pk):
        Claim.objects.filter(key="b").update(state="withdrawn")
    assert Post.objects.get().version == post.version + 1
    assert (claim("c").behind, claim("b").depth, claim("b").leads_to) == (1, None, None)


def test_a_change_that_fails_leaves_everything_as_it_was():
    post = make_post("i: a -> c", main=["c"])
    with pytest.raises(RuntimeError), changing(post=post.pk):
        Claim.objects.update(state="hidden")
        raise RuntimeError
    assert Post.objects.get().version == post.version
    assert not Claim.objects.filter(state="hidden").exists()


def test_a_post_that_is_not_there_cannot_be_changed():
    with pytest.raises(Post.DoesNotExist), changing(post=10**9):
        pass


def test_a_change_stores_the_labels_and_why():
    post = make_post("i: a -> c; r: d -x a", main=["c"])
    assert (claim("a").label, claim("c").label, claim("d").label) == ("falls", "falls", "stands")
    assert claim("a").why == {"code": "rebutted", "claims": [], "inferences": [step("r").pk]}
    with changing(post=post.pk):
        Claim.objects.filter(key="d").update(state="withdrawn")
    assert (claim("a").label, claim("c").label, claim("d").label) == ("stands", "stands", None)
    assert (step("i").label, step("r").label) == ("applies", None)
