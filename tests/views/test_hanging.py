"""What hangs on something that waits: what would change once it is published."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import DeskItem, Source
from argmap.operations.citations import cite
from tests.builders import claim, make_post, step
from tests.decisions import review_first
from tests.people import against, person, reason, reword
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source s\nkind: page\ntitle: A page\ncitation: A page\n"


@pytest.fixture
def mod(client):
    review_first(make_post("i: a -> b; j: b -> c", main=["c"], sources=SOURCES))
    client.force_login(person("mo", role="moderator"))
    return client


def waiting() -> DeskItem:
    return DeskItem.objects.open().get(kind="waiting")


def hanging(client) -> str:
    words = Page(client.get(waiting().get_absolute_url())).words
    return words.partition("What hangs on it")[2].partition("What do you decide?")[0].strip()


def test_a_rebuttal_that_waits_says_what_it_would_change(mod):
    against(claim("a"), "Ada says no.")
    said = hanging(mod)
    assert said.startswith("Once it is published, 3 claims would change: a Claim a. stands → falls")
    assert "c Claim c. stands → falls" in said
    assert waiting().reach == 3


def test_an_undercut_that_waits_says_so_too(mod):
    against(step("j"), "It does not follow.")
    assert hanging(mod).startswith("Once it is published, 1 claim would change: c Claim c. stands → falls")
    assert waiting().reach == 1


def test_where_no_label_would_change_that_is_said(mod):
    reason(claim("a"), "It is so.")
    assert hanging(mod) == "Nothing so far: no claim would change its label once it is published."


def test_a_claim_that_would_no_longer_be_granted_says_what_that_changes(mod):
    reword(claim("a"), "Claim a, perhaps.", granted=False)
    assert hanging(mod).startswith("Once it is published, 3 claims would change:")


def test_another_wording_says_what_hangs_on_its_claim(mod):
    reword(claim("a"), "Claim a, better.")
    assert hanging(mod).startswith("If it did not hold, 2 claims would change:")


def test_a_citation_that_waits_says_what_hangs_on_its_claim(mod):
    cite(claim=claim("a"), source=Source.objects.get(), contributor=person(), token=uuid4())
    assert hanging(mod).startswith("If it did not hold, 2 claims would change:")


def test_the_queries_are_as_many_for_a_long_argument(client):
    counts = []
    client.force_login(person("mo", role="moderator"))
    for size in (2, 9):
        steps = "; ".join(f"i{number}: a{number} -> a{number + 1}" for number in range(size))
        review_first(make_post(steps, main=[f"a{size}"], slug=f"size-{size}"))
        against(claim("a0", f"size-{size}"), "Ada says no.")
        item = DeskItem.objects.open().get(kind="waiting", within__slug=f"size-{size}")
        client.get(item.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(item.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
