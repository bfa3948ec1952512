"""The drawn map: what it shows, how it is narrowed and where its nodes lead."""

from __future__ import annotations

import re

from argmap.views import maps
from tests.builders import claim, make_post, step
from tests.views.pages import Page


def drawn(response) -> set[str]:
    """The keys of the claims whose words are in a drawing."""
    return set(re.findall(r"Claim (\w+)\.", response.content.decode()))


def test_the_map_draws_every_claim_and_links_every_step(client, demo):
    response = client.get("/posts/demo/map/")
    page = Page(response)
    assert drawn(response) == set("abcdefg")
    for key in "ijruvk":
        assert f"?step={step(key).pk}" in page.links
    for key in "abcdefg":
        assert f"?claim={claim(key).pk}" in page.links


def test_a_step_opens_beside_the_map_with_its_premises_its_label_and_what_if(client, db):
    make_post("i: a + b -> c; u: d -x i", main=["c"])
    page = Page(client.get(f"/posts/demo/map/?step={step('i').pk}"))
    for words in ("A reason for c", "Claim a.", "Claim b.", "an undercut of it applies", "What if it is set aside?"):
        assert words in page.words
    assert f"/posts/demo/map/?step={step('i').pk}&without={step('i').pk}" in page.links
    assert step("i").get_absolute_url() in page.links


def test_the_step_beside_the_map_is_marked_on_it_and_its_lines_are_lit(client, demo):
    html = client.get(f"/posts/demo/map/?step={step('i').pk}").content.decode()
    assert f'<a class="junction here" id="step-{step("i").pk}"' in html
    lit = set(re.findall(r'data-inference="(\d+)"[^>]*data-lit', html))
    assert lit == {str(step("i").pk)}


def test_htmx_gets_a_step_without_the_map(client, demo):
    htmx = {"HX-Request": "true", "HX-Target": "beside"}
    html = client.get(f"/posts/demo/map/?step={step('u').pk}", headers=htmx).content.decode()
    assert html.lstrip().startswith('<aside class="beside" id="beside"')
    assert "does not follow" in html


def test_a_step_of_another_post_or_of_none_is_not_opened(client, demo):
    make_post("k: y -> x", slug="other")
    for number in (step("k", "other").pk, 10**18, "x", ""):
        response = client.get(f"/posts/demo/map/?step={number}")
        assert response.status_code == 200
        assert "set aside" not in Page(response).words


def test_the_drawing_alone_links_to_pages_by_their_whole_address(client, demo):
    page = Page(client.get("/posts/demo/map.svg"))
    assert f"http://testserver{claim('a').get_absolute_url()}" in page.links
    assert f"http://testserver{step('i').get_absolute_url()}" in page.links


def test_the_same_argument_gives_the_same_drawing(client, demo):
    assert client.get("/posts/demo/map.svg").content == client.get("/posts/demo/map.svg").content


def test_focus_and_depth_narrow_the_map_and_all_widens_it(client, db):
    make_post("i: a -> c; j: b -> a; k: d -> b; l: e -> d", main=["c"])
    narrow = client.get(f"/posts/demo/map.svg?focus={claim('a').pk}&depth=1")
    assert drawn(narrow) == set("cab")
    assert drawn(client.get("/posts/demo/map.svg?all=1")) == set("abcde")


def test_a_focus_of_nothing_shows_the_map_as_if_it_were_not_asked_for(client, demo):
    make_post("x", slug="other")
    assert drawn(client.get(f"/posts/demo/map.svg?focus={claim('x', 'other').pk}")) == set("abcdefg")


def test_a_large_map_draws_the_upper_levels_and_counts_the_rest(client, db, monkeypatch):
    monkeypatch.setattr(maps, "MOST_CARDS", 3)
    make_post("i: a -> c; j: b -> a; k: d + e -> b; l: f -> d", main=["c"])
    response = client.get("/posts/demo/map.svg")
    assert drawn(response) == set("cab")
    assert "3" in Page(response).words
    assert drawn(client.get("/posts/demo/map.svg?all=1")) == set("abcdef")


def test_a_post_without_anything_published_has_an_empty_map(client, demo):
    demo.claims.update(state="withdrawn")
    assert client.get("/posts/demo/map/").status_code == client.get("/posts/demo/map.svg").status_code == 200
    assert client.get("/posts/demo/outline/").status_code == 200


def test_a_chosen_claim_stands_beside_the_map_and_its_address_can_be_shared(client, demo):
    page = Page(client.get(f"/posts/demo/map/?claim={claim('a').pk}"))
    assert "Someone v. Someone Else" in page.words


def test_what_people_write_is_inert_in_a_drawing(client, db):
    make_post("a", extra="claim z\ntext: <script>alert(1)</script> & “]]>” {{ x }}\n")
    document = client.get("/posts/demo/map.svg").content.decode()
    assert "<script>" not in document
    assert "&lt;script&gt;" in document
