"""Comparing the stored labels with those that follow from the graph."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from argmap.models import Claim, Inference, Post, Premise
from tests.builders import make_post, step

pytestmark = pytest.mark.django_db


def check(*slugs):
    """What the command says, and whether it found everything as it should be."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_labels", *slugs, stdout=out, stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}", False
    return out.getvalue(), True


@pytest.fixture
def unguarded():
    """Write as an import past all constraints would; all of it is taken back after the test."""

    def write(change):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            change()
            cursor.execute("SET LOCAL session_replication_role = origin")

    with transaction.atomic():
        yield write
        transaction.set_rollback(True)


def test_what_operations_stored_is_what_follows():
    make_post("i: a -> c; r: d -x a; u: e -x i; v: f -x u; k: c -> d", main=["c"])
    make_post("a", slug="other")
    assert check()[1]


def test_each_difference_is_named():
    make_post("i: a -> c; r: d -x a", main=["c"])
    Claim.objects.filter(key="c").update(label="stands", why={"code": "granted", "claims": [], "inferences": []})
    Claim.objects.filter(key="d").update(depth=7, behind=9, leads_to=step("i"))
    Inference.objects.filter(key="i").update(label="open")
    Post.objects.update(in_short=[])
    said, is_sound = check()
    assert not is_sound
    for words in (
        "demo: claim c: label is stands, should be falls",
        "demo: claim c: why is",
        "demo: claim d: depth is 7, should be 2",
        "demo: claim d: behind is 9, should be 0",
        f"demo: claim d: leads_to is {step('i').pk}, should be {step('r').pk}",
        "demo: step i: label is open, should be fails",
        "demo: in short: stored [], should be [{",
        "7 differences.",
    ):
        assert words in said


def test_a_label_of_what_does_not_count_is_a_difference():
    make_post("i: a -> c; b")
    Claim.objects.filter(key="b").update(state="withdrawn")
    said, _ = check()
    assert "claim b: label is stands, should be null" in said


def test_only_the_posts_that_are_named_are_checked():
    make_post("a")
    make_post("a", slug="other")
    Claim.objects.filter(post__slug="other").update(label="falls")
    assert check("demo")[1]
    assert not check("other")[1]


def test_a_post_that_is_not_there_is_said():
    assert check("nowhere") == ("There is no post nowhere.", False)


def test_it_mends_nothing():
    make_post("i: a -> c")
    Claim.objects.update(label="falls")
    check()
    assert set(Claim.objects.values_list("label", flat=True)) == {"falls"}


def test_a_broken_graph_is_reported_and_not_crashed_on(db, unguarded):
    make_post("i: a + b -> c; j: a -> b; u: d -x i; v: e -x u; w: f -x j; x: g -> h", main=["c"])
    foreign = make_post("z", slug="other").claims.get()

    def change():
        Inference.objects.filter(key="u").update(undercuts=step("v"))
        Premise.objects.filter(inference=step("w")).delete()
        Premise.objects.filter(inference=step("j")).update(claim=foreign.pk)
        Inference.objects.filter(key="x").update(conclusion=foreign.pk)
        Claim.objects.filter(key="g").update(public_wording=99)

    unguarded(change)
    said, is_sound = check("demo")
    assert not is_sound
    for words in (
        "step u: it undercuts in a circle",
        "step v: it undercuts in a circle",
        "step w: it has no premise",
        "step j: a premise of it is not in this post",
        "step x: what it bears on is not in this post",
        "claim g: its public wording is missing",
    ):
        assert words in said
