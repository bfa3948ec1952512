"""The graph as data: exactly these keys, only what is published, and whatever a program can rely on."""

from __future__ import annotations

import pytest

from argmap.graph.labels import ClaimLabel, InferenceLabel, WhyCode
from argmap.models import Citation, Claim, Inference, Source
from tests.builders import claim, step

KEYS = {
    "post": {"slug", "title", "author", "origin", "version", "main"},
    "judged": {"grant", "deny", "without", "count", "dropped"},
    "claims": {"id", "key", "text", "wording", "voice", "granted", "state", "label", "why", "passages", "url",
               "merged"},
    "inferences": {
        "id", "key", "stance", "conclusion", "undercuts", "premises", "scheme", "state", "label", "why", "url",
        "merged",
    },
    "citations": {"id", "claim", "source", "locator", "quotation", "check"},
    "sources": {"id", "key", "kind", "title", "citation", "url", "date", "curation", "later_history"},
}  # fmt: skip
WHY = {"code", "claims", "inferences"}
PASSAGE = {"exact", "prefix", "suffix", "start", "end", "role"}


@pytest.fixture
def graph(client, demo):
    return lambda: client.get("/posts/demo/graph.json").json()


def by_key(rows):
    return {row["key"]: row for row in rows}


def test_it_has_exactly_the_documented_keys(graph):
    data = graph()
    assert set(data) == set(KEYS)
    assert set(data["post"]) == KEYS["post"]
    assert set(data["judged"]) == KEYS["judged"]
    for kind in ("claims", "inferences", "citations", "sources"):
        assert data[kind]
        for row in data[kind]:
            assert set(row) == KEYS[kind]
    for row in data["claims"]:
        for passage in row["passages"]:
            assert set(passage) == PASSAGE


def test_it_says_what_the_rows_say(graph, demo):
    data = graph()
    claims, steps = by_key(data["claims"]), by_key(data["inferences"])
    assert data["post"] == {
        "slug": "demo", "title": demo.title, "author": demo.author, "origin": demo.origin,
        "version": demo.version, "main": [claim("c").pk],
    }  # fmt: skip
    assert (claims["a"]["text"], claims["a"]["voice"], claims["a"]["wording"]) == ("Claim a.", "author", 1)
    assert (claims["a"]["granted"], claims["b"]["granted"]) == (False, True)
    assert steps["i"]["premises"] == [claim("a").pk, claim("b").pk]
    assert (steps["i"]["stance"], steps["i"]["conclusion"], steps["i"]["undercuts"]) == ("for", claim("c").pk, None)
    assert (steps["u"]["stance"], steps["u"]["conclusion"], steps["u"]["undercuts"]) == ("against", None, step("i").pk)
    (citation,) = data["citations"]
    assert (citation["claim"], citation["source"]) == (claim("a").pk, data["sources"][0]["id"])
    assert citation["quotation"] == "words of the case"
    assert citation["check"]["is_confirmed"] is True
    (passage,) = claims["a"]["passages"]
    assert demo.text[passage["start"] : passage["end"]] == passage["exact"] == "The weights are numbers."
    assert claims["b"]["passages"] == []


def test_a_label_and_its_why_are_null_or_one_of_ours(graph):
    data = graph()
    for kind, labels in (("claims", set(ClaimLabel)), ("inferences", set(InferenceLabel))):
        for row in data[kind]:
            assert row["label"] in labels | {None}
            assert (row["why"] is None) == (row["label"] is None)
            assert row["why"] is None or (set(row["why"]), row["why"]["code"] in set(WhyCode)) == (WHY, True)


def test_its_addresses_lead_to_the_pages(graph, client):
    data = graph()
    for row in data["claims"] + data["inferences"] + data["sources"]:
        assert row["url"].startswith("http://testserver/")
        assert client.get(row["url"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_only_published_rows_appear_and_all_they_refer_to_is_there(graph, state):
    Claim.objects.filter(key="b").update(state=state)
    data = graph()
    claims = {row["id"] for row in data["claims"]}
    steps = {row["id"] for row in data["inferences"]}
    assert claim("b").pk not in claims
    for row in data["inferences"]:
        assert set(row["premises"]) <= claims
        assert row["conclusion"] in claims | {None}
        assert row["undercuts"] in steps | {None}
    assert {row["claim"] for row in data["citations"]} <= claims


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_a_source_that_nothing_published_cites_is_not_there(graph, state):
    Citation.objects.update(state=state)
    assert graph()["citations"] == graph()["sources"] == []


def test_a_main_claim_that_was_withdrawn_is_no_longer_main(graph):
    Claim.objects.filter(key="c").update(state="withdrawn")
    assert graph()["post"]["main"] == []


def test_it_is_readable_json_in_utf_8(client, demo):
    Source.objects.update(title="Über “Zahlen”")
    response = client.get("/posts/demo/graph.json")
    assert response.headers["Content-Type"] == "application/json"
    assert "Über “Zahlen”" in response.content.decode()


def test_it_holds_every_published_step_and_claim_once(graph):
    data = graph()
    assert [row["id"] for row in data["claims"]] == list(Claim.objects.order_by("pk").values_list("pk", flat=True))
    assert [row["id"] for row in data["inferences"]] == list(
        Inference.objects.order_by("pk").values_list("pk", flat=True)
    )


def test_it_says_what_it_was_judged_under_and_what_was_left_out(client, demo):
    c, i = claim("c").pk, step("i").pk
    data = client.get(f"/posts/demo/graph.json?deny={c},77777&without={i}&count=shipped").json()
    assert data["judged"] == {
        "grant": [], "deny": [c], "without": [i], "count": "shipped",
        "dropped": ["No claim of this argument, so left out: 77777."],
    }  # fmt: skip


def test_as_it_stands_it_is_judged_under_nothing(graph):
    assert graph()["judged"] == {"grant": [], "deny": [], "without": [], "count": "all", "dropped": []}
