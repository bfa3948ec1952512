"""Pages under suppositions: the same pages, labelled as the reader wants to see them, and nothing is written."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from tests.builders import claim, make_post, step
from tests.views.pages import Page


@pytest.fixture
def small(db):
    """c stands by i from a; r is an open rebuttal of the other main claim d."""
    return make_post("i: a -> c; r: b -x d", main=["c", "d"])


def pages():
    """Every page that shows labels of the post."""
    post = "/posts/demo/"
    return [post, f"{post}map/", f"{post}outline/", claim("c").get_absolute_url(), step("i").get_absolute_url()]


def test_every_page_takes_a_supposition_and_says_so_in_its_title(client, small):
    for address in pages():
        html = client.get(f"{address}?deny={claim('a').pk}").content.decode()
        assert re.search(r"<title>What if a is denied · .*</title>", html), address
        assert '<meta name="robots" content="noindex, nofollow">' in html
        page = client.get(address).content.decode()
        assert "What if a" not in page
        assert '<meta name="robots"' not in page


def test_changed_claims_show_both_labels_and_the_bar_says_how_many_changed(client, small):
    page = Page(client.get(f"{claim('c').get_absolute_url()}?deny={claim('a').pk}"))
    assert "was stands → , now falls" in page.words
    assert "1 other claim changed:" in page.words
    assert "denied: Claim a." in page.words


@pytest.mark.parametrize(
    ("name", "key", "label"), [("deny", "a", "falls"), ("without", "i", "falls"), ("deny", "c", "falls")]
)
def test_to_deny_or_to_set_aside_changes_what_rests_on_it(client, small, name, key, label):
    thing = step(key) if name == "without" else claim(key)
    page = Page(client.get(f"{claim('c').get_absolute_url()}?{name}={thing.pk}"))
    assert f"now {label}" in page.words


def test_a_granted_claim_stands_whatever_is_said_against_it(client, small):
    address = claim("d").get_absolute_url()
    assert "now stands: because you suppose so" in Page(client.get(f"{address}?grant={claim('d').pk}")).words


@pytest.mark.parametrize(
    "query", ["deny=999999", "grant=abc", "without=-1", "grant=1e9", "deny=%00", f"deny={'9' * 99}"]
)
def test_unknown_and_absurd_ids_are_dropped_with_a_message(client, small, query):
    for address in pages():
        page = Page(client.get(f"{address}?{query}"))
        assert "left out" in page.words
        assert "What if:" not in page.words


def test_a_claim_of_another_post_is_dropped_with_a_message(client, small):
    make_post("z", slug="other")
    page = Page(client.get(f"/posts/demo/?deny={claim('z', 'other').pk}"))
    assert "No claim of this argument, so left out" in page.words


def test_what_is_both_granted_and_denied_is_dropped(client, small):
    pk = claim("a").pk
    assert "Both granted and denied" in Page(client.get(f"/posts/demo/?grant={pk}&deny={pk}")).words


def test_no_more_than_fifty_suppositions_are_taken(client, db):
    post = make_post("; ".join(f"a{n}" for n in range(60)), main=["a0"])
    ids = ",".join(str(pk) for pk in post.claims.values_list("pk", flat=True))
    page = Page(client.get(f"{claim('a0').get_absolute_url()}?deny={ids}"))
    assert "Only the first 50 suppositions were taken, of 60." in page.words
    assert page.words.count("denied: ") == 50


def test_links_to_other_pages_of_the_post_carry_the_suppositions_along(client, demo):
    query = f"deny={claim('e').pk}&without={step('v').pk}"
    own = re.compile(r"/posts/demo/(map/|outline/|open/)?(\?|$)|/claims/\d+/(\?|$)|/inferences/\d+/(\?|$)|\?")
    for address in [*pages(), claim("a").get_absolute_url(), f"/posts/demo/?claim={claim('a').pk}"]:
        for joint in "?&" if "?" in address else "?":
            page = Page(client.get(f"{address}{'&' if '?' in address else joint}{query}"))
            for link in filter(own.match, page.links):
                suppositional = re.search(r"[?&](grant|deny|without|count)=", link)
                assert suppositional or link == address, f"{link} on {address} forgets what is supposed"


def test_a_what_if_link_toggles_and_is_not_for_robots(client, small):
    a = claim("a")
    html = client.get(a.get_absolute_url()).content.decode()
    assert f'href="{a.get_absolute_url()}?deny={a.pk}" rel="nofollow"' in html
    html = client.get(f"{a.get_absolute_url()}?deny={a.pk}").content.decode()
    assert f'id="deny-{a.pk}" href="{a.get_absolute_url()}" rel="nofollow"' in html
    assert f'href="{a.get_absolute_url()}?grant={a.pk}" rel="nofollow"' in html


def test_htmx_gets_the_whole_page_to_take_its_main_part_from(client, small):
    address = f"{claim('c').get_absolute_url()}?deny={claim('a').pk}"
    response = client.get(address, headers={"HX-Request": "true", "HX-Target": "content"})
    html = response.content.decode()
    assert "HX-Redirect" not in response.headers
    assert '<main class="page" id="content"' in html
    assert "<title>What if a is denied" in html


def test_what_is_counted_can_be_chosen_and_nonsense_is_said(client, small):
    address = claim("c").get_absolute_url()
    assert "Only what came with the post is counted." in Page(client.get(f"{address}?count=shipped")).words
    assert "There is no such way of counting" in Page(client.get(f"{address}?count=most")).words


def test_nothing_is_written(client, demo):
    def everything():
        models = apps.get_app_config("argmap").get_models()
        return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}

    before = everything()
    for address in [*pages(), "/posts/demo/graph.json", "/posts/demo/map.svg"]:
        client.get(f"{address}?grant={claim('a').pk}&deny={claim('e').pk}&without={step('i').pk}&count=shipped")
    assert everything() == before


def test_the_graph_as_data_answers_under_suppositions(client, small):
    data = client.get(f"/posts/demo/graph.json?deny={claim('a').pk}").json()
    labels = {row["key"]: (row["label"], row["why"]["code"]) for row in data["claims"]}
    assert labels["a"] == ("falls", "supposed")
    assert labels["c"] == ("falls", "unsupported")
    (found,) = (row for row in data["inferences"] if row["key"] == "i")
    assert (found["label"], found["why"]) == (
        "fails", {"code": "premise falls", "claims": [claim("a").pk], "inferences": []}
    )  # fmt: skip
    assert client.get("/posts/demo/graph.json").json()["claims"][0]["label"] == "stands"


def test_the_drawing_alone_answers_under_suppositions(client, small):
    card = rf'id="card-{claim("c").pk}"[^>]*data-label="(\w+)"'
    plain = client.get("/posts/demo/map.svg").content.decode()
    supposed = client.get(f"/posts/demo/map.svg?deny={claim('a').pk}").content.decode()
    assert (re.search(card, plain)[1], re.search(card, supposed)[1]) == ("stands", "falls")


def test_the_map_lights_what_decides_the_chosen_claim(client, small):
    html = client.get(f"/posts/demo/map/?claim={claim('c').pk}").content.decode()
    lit = re.findall(r'data-inference="(\d+)"[^>]*data-lit="yes"', html)
    assert set(lit) == {str(step("i").pk)}


def test_the_map_can_show_only_what_is_contested_or_falls_and_what_is_said_against_it(client, small):
    html = client.get("/posts/demo/map/?only=unsettled").content.decode()
    assert {key for key in "abcd" if f'data-claim="{claim(key).pk}"' in html} == {"b", "d"}
    assert f'href="?only=unsettled&amp;claim={claim("b").pk}"' in html
    everything = client.get("/posts/demo/map/?only=nonsense").content.decode()
    assert {key for key in "abcd" if f'data-claim="{claim(key).pk}"' in everything} == set("abcd")


def test_in_short_says_each_verdict_in_a_sentence_and_what_is_unanswered(client, small):
    words = Page(client.get("/posts/demo/")).words
    assert "Claim c: stands, by the author’s own route." in words
    assert "Claim d: contested" in words or "Claim d: falls" in words


def test_in_short_says_what_an_objection_hits_and_what_would_become_of_the_claim(client, db):
    make_post(
        "i: a -> c", main=["c"], extra="claim b\ntext: Claim b.\n\nrebuttal r\nfrom: b\nagainst: a\nvoice: editor\n"
    )
    words = Page(client.get("/posts/demo/")).words
    assert "Nobody has answered this, which hits what it rests on (a): Claim b." in words
    make_post("i: a -> c", main=["c"], slug="firm")
    assert "It would fall if this did not hold: Claim a." in Page(client.get("/posts/firm/")).words


def test_every_note_of_the_post_asks_what_if_not(client, demo):
    page = Page(client.get(f"/posts/demo/?without={step('v').pk}"))
    assert f"?without={step('v').pk}&deny={claim('a').pk}" in page.links


def test_an_outline_of_a_label_that_there_is_not_says_so(client, small):
    words = Page(client.get("/posts/demo/outline/?label=bogus")).words
    assert "There is no label “bogus”, so here is the whole outline." in words
    assert "There is no label" not in Page(client.get("/posts/demo/outline/")).words


def test_counts_cover_the_posts_own_claims_and_lead_to_the_list(client, small):
    page = Page(client.get("/posts/demo/"))
    assert "Of the post’s own claims 3 stand, 1 falls." in page.words
    assert "/posts/demo/outline/?label=falls" in page.links
    listed = Page(client.get("/posts/demo/outline/?label=falls"))
    assert claim("d").get_absolute_url() in listed.links
    assert claim("c").get_absolute_url() not in listed.links
    denied = Page(client.get(f"/posts/demo/outline/?label=falls&deny={claim('a').pk}"))
    assert f"{claim('c').get_absolute_url()}?deny={claim('a').pk}" in denied.links


def test_a_label_leads_to_what_it_means(client, small):
    page = Page(client.get(claim("c").get_absolute_url()))
    assert "/about/#labels" in page.links
    about = Page(client.get("/about/"))
    assert "labels" in about.ids
    assert "who has the last word here, not who is right" in about.words


def test_a_contribution_without_a_source_that_decides_is_named(client, db):
    make_post("c", extra="claim b\ntext: Claim b.\nvoice: editor\n\nrebuttal r\nfrom: b\nagainst: c\nvoice: editor\n")
    words = Page(client.get(claim("c").get_absolute_url())).words
    assert "Decided by one unsourced rebuttal, by argmap’s analysis (r)" in words


def test_every_line_of_the_outline_offers_to_suppose_otherwise_on_top_of_what_is_supposed(client, small):
    page = client.get(f"/posts/demo/outline/?deny={claim('a').pk}&count=shipped").content.decode()
    assert f"?count=shipped&amp;deny={claim('a').pk},{claim('c').pk}" in page
    assert f"&amp;without={step('i').pk}" in page
