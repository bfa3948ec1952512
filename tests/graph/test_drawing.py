from __future__ import annotations

import re
from textwrap import wrap
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.graph.drawing import svg
from argmap.graph.layout import lay_out, vertical
from argmap.graph.model import Claim, Graph, Inference, Stance
from tests.graph.arguments import arguments
from tests.graph.builders import claim_ids, graph, inference_ids

SVG = "{http://www.w3.org/2000/svg}"


def lines(text: str) -> list[str]:
    return wrap(text, 32)


def write(argument: Graph, **options) -> str:
    settings = {"links": lambda kind, id: f"/{kind}/{id}/", "title": "The argument"} | options
    return svg(lay_out(argument, wrap=lines), argument, **settings)


def parsed(argument: Graph, **options) -> ElementTree.Element:
    return ElementTree.fromstring(write(argument, **options))


def named(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words(element: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in element.iter(f"{SVG}text")]


@given(arguments(), st.booleans())
@settings(max_examples=40)
def test_every_node_is_a_link_with_an_id_of_its_own_and_every_edge_names_two_of_them(argument, standalone):
    root = parsed(argument, standalone=standalone)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"(card|step)-\d+", id) for id in ids)
    for link in root.iter(f"{SVG}a"):
        assert link.get("href") and link.get("aria-label")
    for edge in named(root, "edge"):
        assert {edge.get("data-from"), edge.get("data-to")} <= set(ids)


@given(st.text(max_size=80), st.text(max_size=20))
@settings(max_examples=100)
def test_any_text_at_all_gives_xml_that_parses(text, key):
    argument = Graph.build([Claim(1, key, text)], [])
    options = {"title": text, "links": lambda kind, id: f"/?q={key}", "measure": len, "standalone": True}
    root = ElementTree.fromstring(svg(lay_out(argument, wrap=lambda text: [text]), argument, **options))
    assert len(named(root, "card")) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a \x00b\x0b c\x1f\ufffe", "a b c"),
        ("<script>alert(1)</script> & “more”", "<script>alert(1)</script> & “more”"),
        ('" onload="alert(1)', '" onload="alert(1)'),
        ("\ud800 half a pair", " half a pair"),
        ("👩🏽‍⚖️ e\u0301 漢字 \u202e right to left", "👩🏽‍⚖️ e\u0301 漢字 \u202e right to left"),
        ("x" * 400, "x" * 400),
    ],
)
def test_odd_text_is_shown_as_text(text, shown):
    argument = Graph.build([Claim(1, "A", text)], [])
    document = svg(lay_out(argument, wrap=lambda text: [text]), argument, links=lambda *_: "/", title=text)
    document.encode()
    (card,) = named(ElementTree.fromstring(document), "card")
    assert words(card)[-1] == shown
    assert set(card.keys()) == {"class", "id", "data-claim", "data-voice", "href", "aria-label"}


def test_a_card_shows_its_key_its_sources_and_its_words():
    argument = graph("a", main=["a"])
    (card,) = named(parsed(argument, sources={1: 3}), "card")
    assert words(card) == ["a · § 3", "Claim a."]
    assert card.get("href") == "/claim/1/"


def test_a_card_without_sources_says_nothing_of_them():
    (card,) = named(parsed(graph("a")), "card")
    assert words(card) == ["a", "Claim a."]


def test_a_cards_name_says_its_text_and_how_much_bears_on_it():
    argument = graph("a -> c; b -> c; d -x c", main=["c"])
    root = parsed(argument, sources={claim_ids(argument)["c"]: 1})
    assert named(root, "card")[0].get("aria-label") == "c · § 1 Claim c. 1 source, 2 reasons, 1 rebuttal"


def test_a_junctions_name_says_what_the_step_is_to_what_and_by_which_scheme():
    argument = graph("i: a -> c; r: d -x c; u: e -x i", main=["c"])
    names = [junction.get("aria-label") for junction in named(parsed(argument), "junction")]
    assert names == ["supports: reason i for c", "undercuts: undercut u of i", "rebuts: rebuttal r of c"]


def test_a_relation_is_a_word_a_sign_and_a_kind_of_line():
    argument = graph("i: a -> c; r: d -x c; u: e -x i", main=["c"])
    root = parsed(argument)
    assert [words(junction)[0] for junction in named(root, "junction")] == [
        "+ supports",
        "⊘ undercuts",
        "✕ rebuts",
    ]
    lines = {edge.get("data-stance"): edge.get("stroke-dasharray") for edge in named(root, "edge")}
    assert lines == {"for": None, "against": "5 3", "undercut": "1.5 3"}


def by_expert_opinion() -> Graph:
    step = Inference(1, "i", Stance.FOR, (2,), conclusion=1, scheme="expert-opinion")
    return Graph.build([Claim(1, "A"), Claim(2, "B")], [step], [1])


def test_the_scheme_stands_under_the_relation_by_the_name_it_is_given():
    argument = by_expert_opinion()
    assert words(named(parsed(argument), "junction")[0]) == ["+ supports", "by expert opinion"]
    assert named(parsed(argument), "junction")[0].get("aria-label") == "supports by expert opinion: reason i for A"
    root = parsed(argument, schemes={"expert-opinion": "what an expert says of it"})
    assert words(named(root, "junction")[0]) == ["+ supports", "what an expert says", "of it"]


def test_an_undercuts_line_leads_from_its_junction_to_the_one_it_attacks():
    argument = graph("i: a -> c; u: e -x i", main=["c"])
    ids = inference_ids(argument)
    ends = [(edge.get("data-from"), edge.get("data-to")) for edge in named(parsed(argument), "edge")]
    assert (f"step-{ids['u']}", f"step-{ids['i']}") in ends


def test_nodes_stand_in_reading_order():
    argument = graph("r: d -x c; i: a + b -> c; j: e -> a; u: f -x i", main=["c"])
    keys = {f"card-{id}": key for key, id in claim_ids(argument).items()}
    keys |= {f"step-{id}": key for key, id in inference_ids(argument).items()}
    order = [keys[link.get("id")] for link in parsed(argument).iter(f"{SVG}a")]
    assert order == ["c", "i", "a", "j", "e", "b", "u", "f", "r", "d"]


def test_the_claim_in_hand_is_marked_for_eye_and_ear():
    root = parsed(graph("a; b"), here=2)
    assert [card.get("data-claim") for card in named(root, "here")] == ["2"]
    assert [card.get("aria-current") for card in named(root, "card")] == [None, "true"]


def test_a_fold_is_a_link_of_its_own_that_counts_what_is_behind():
    argument = graph("a")
    drawing = lay_out(argument, wrap=lines, hidden={1: 1})
    root = ElementTree.fromstring(svg(drawing, argument, links=lambda kind, id: f"/{kind}/{id}/", title="Map"))
    (fold,) = named(root, "fold")
    assert (fold.get("href"), words(fold)) == ("/fold/1/", ["1 claim behind →"])


def test_a_drawing_that_stands_alone_needs_no_page():
    document = write(graph("i: a -> c", main=["c"]), standalone=True, measure=lambda line: 41.26)
    root = ElementTree.fromstring(document)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert not re.search(r"<script|<foreignObject|<style|style=|\bon\w+=|hx-", document)
    card = named(root, "card")[0]
    assert card.findall(f"{SVG}text")[-1].get("textLength") == "41.3"
    for element in root.iter():
        if element.tag in {f"{SVG}path", f"{SVG}rect", f"{SVG}circle"}:
            assert element.get("fill") or element.get("stroke")


def test_htmx_opens_a_node_in_the_place_it_is_given_and_pushes_an_address_that_renders_a_page():
    root = parsed(graph("a"), beside="#claim", links=lambda kind, id: f"?{kind}={id}&x=1")
    (card,) = named(root, "card")
    assert (card.get("href"), card.get("hx-get")) == ("?claim=1&x=1", "?claim=1&x=1")
    assert (card.get("hx-target"), card.get("hx-push-url")) == ("#claim", "true")


@given(arguments())
@settings(max_examples=20)
def test_two_drawings_on_one_page_share_no_id(argument):
    claim = next(iter(argument.claims))
    narrow = vertical(argument, claim, wrap=lines)
    document = svg(narrow, argument, links=lambda kind, id: f"/{kind}/{id}/", title="Near", prefix="near-")
    ids = [element.get("id") for element in ElementTree.fromstring(document).iter() if element.get("id")]
    assert len(ids) == len(narrow.nodes)
    assert all(id.startswith("near-") for id in ids)


def test_the_narrow_drawing_says_relation_and_scheme_in_one_line():
    argument = by_expert_opinion()
    narrow = vertical(argument, 1, wrap=lines)
    root = ElementTree.fromstring(svg(narrow, argument, links=lambda *_: "/", title="Near"))
    assert words(named(root, "junction")[0]) == ["+ supports by expert opinion"]
