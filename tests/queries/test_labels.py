"""How a page judges an argument: from what is stored, or anew under suppositions and a narrower count."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.labels import WhyCode
from argmap.models import Claim
from argmap.operations.changes import changing
from argmap.queries.graphs import Count
from argmap.queries.labels import judge, shown_labels, stored_labels, tallies
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return make_post("i: a -> c; r: b -x d", main=["c", "d"])


def queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_without_a_word_in_the_address_nothing_is_asked(post):
    assert queries(lambda: judge(post, {})) == 0
    assert judge(post, {"claim": "1"}).labelling is None


def test_the_graph_is_read_once_while_the_version_stays(post):
    asked = {"deny": str(claim("a").pk)}
    assert queries(lambda: judge(post, asked)) == 4
    assert queries(lambda: judge(post, asked)) == 0


def test_a_change_of_the_argument_is_seen(post):
    asked = {"grant": str(claim("d").pk)}
    judge(post, asked)
    with changing(post=post.pk) as changed:
        Claim.objects.filter(key="a").update(granted=False)
    judgement = judge(changed.post, asked)
    assert judgement.of_claim(claim("c").pk, None)[1] == "falls"


def test_suppositions_say_what_was_and_what_is(post):
    judgement = judge(post, {"deny": str(claim("a").pk), "without": str(step("r").pk)})
    assert judgement.of_claim(claim("c").pk, "stands") == ("stands", "falls")
    assert judgement.of_inference(step("i").pk, "applies") == ("applies", "fails")
    assert judgement.why(claim("a")).code is WhyCode.SUPPOSED
    assert judgement.why(step("r")).code is WhyCode.SET_ASIDE
    assert len(judgement.changed) == 2  # c, and d, whose rebuttal is set aside; a was itself supposed


def test_the_query_asks_for_the_same_judgement_again(post):
    judgement = judge(post, {"deny": f"{claim('b').pk},{claim('a').pk}", "count": "shipped"})
    again = judge(post, dict(part.split("=") for part in judgement.query.split("&")))
    assert (again.suppositions, again.count) == (judgement.suppositions, Count.SHIPPED)
    assert judge(post, {"count": "all"}).query == ""


def test_what_came_later_does_not_count_as_shipped(post):
    Claim.objects.filter(key="b").update(loaded=None)
    with changing(post=post.pk) as changed:
        pass
    judgement = judge(changed.post, {"count": "shipped"})
    assert judgement.of_claim(claim("b").pk, "stands") == ("stands", None)
    assert judgement.of_claim(claim("d").pk, "falls")[1] == "stands"


def test_what_is_shown_is_what_is_stored_unless_something_is_supposed(post):
    assert shown_labels(post.pk, judge(post, {})) == stored_labels(post.pk)
    claims, steps = shown_labels(post.pk, judge(post, {"deny": str(claim("a").pk)}))
    assert (claims[claim("c").pk], steps[step("i").pk]) == ("falls", "fails")


def test_the_tally_covers_the_posts_own_claims_alone(post):
    Claim.objects.filter(key="b").update(voice="editor")
    assert tallies([post.pk])[post.pk] == {"stands": 2, "falls": 1}
    judgement = judge(post, {"deny": str(claim("a").pk)})
    assert tallies([post.pk], judgement)[post.pk] == {"falls": 3}
