"""The verdicts of posts with the words they are about."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Inference
from argmap.operations.changes import changing
from argmap.queries.labels import judge
from argmap.queries.verdicts import in_short
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    """c stands by its author's reason i, against which an editor's undercut u is disputed; d is rebutted by r."""
    made = make_post("i: a -> c; u: e -x i; s: f -x e; r: b -x d", main=["c", "d"])
    with changing(post=made.pk) as changed:
        Inference.objects.exclude(key="i").update(voice="editor")
    return changed.post


def test_a_verdict_has_its_claim_its_label_and_the_objection_in_words(post):
    first, second = in_short([post])[post.pk]
    assert (first.claim.key, first.label, first.route) == ("c", "stands", "own")
    assert (second.claim.key, second.label, second.route) == ("d", "falls", "unargued")
    assert (second.objection, second.words) == (step("r"), "Claim b.")
    assert not second.is_disputed


def test_a_verdict_names_what_the_objection_hits_and_what_it_turns_on_with_the_outcome(post):
    first, second = in_short([post])[post.pk]
    assert (first.hits, second.hits) == (None, claim("d"))
    assert (first.turns_on, first.becomes) == (claim("a"), "falls")


def test_under_suppositions_the_verdicts_are_judged_anew(post):
    judgement = judge(post, {"deny": str(claim("f").pk)})
    first, _ = in_short([post], judgement)[post.pk]
    assert (first.label, first.route, first.objection) == ("falls", "none", step("u"))


def test_several_posts_ask_no_more_than_one(post):
    other = make_post("m; n", main=["m", "n"], slug="other")
    counts = []
    for posts in ([post], [post, other]):
        with CaptureQueriesContext(connection) as captured:
            found = in_short(posts)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert [verdict.claim.key for verdict in found[other.pk]] == ["m", "n"]
