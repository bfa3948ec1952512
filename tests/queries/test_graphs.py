"""A post's graph, read whole in a fixed number of queries."""

from __future__ import annotations

import pytest

from argmap.graph.model import Graph
from argmap.models import Claim, Inference
from argmap.queries.graphs import Count, load_graph, load_structure
from tests.builders import claim, make_post, step
from tests.decisions import accept
from tests.graph import builders
from tests.people import against, person, reword

pytestmark = pytest.mark.django_db
TEXT = "i: a + b -> c; r: e -x c; u: d -x i; v: f -x u; j: c -> a"


def shape(graph: Graph):
    """A graph by keys, so that one from the database can be compared with one drawn by hand."""
    claims = {id: node.key for id, node in graph.claims.items()}
    steps = {id: node.key for id, node in graph.inferences.items()}
    return (
        [(node.key, node.text, node.voice, node.granted, node.state, node.wording) for node in graph.claims.values()],
        sorted(
            (node.key, node.stance, [claims[premise] for premise in node.premises], claims.get(node.conclusion),
             steps.get(node.undercuts), node.voice)
            for node in graph.inferences.values()
        ),
        [claims[main] for main in graph.main],
    )  # fmt: skip


def test_a_graph_comes_back_as_it_went_in():
    assert shape(load_graph(make_post(TEXT, main=["c", "a"]))) == shape(builders.graph(TEXT, main=["c", "a"]))


@pytest.mark.parametrize("size", [1, 12])
def test_it_takes_four_queries_at_any_size(django_assert_num_queries, size):
    post = make_post("; ".join(f"i{n}: a{n + 1} + s -> a{n}; u{n}: b{n} -x i{n}" for n in range(size)))
    with django_assert_num_queries(4):
        assert len(load_graph(post).inferences) == 2 * size
    with django_assert_num_queries(4):
        load_structure(post)


def test_the_structure_has_no_words():
    structure = load_structure(make_post(TEXT))
    assert {node.text for node in structure.claims.values()} == {""}
    assert len(structure.inferences) == 5


def test_the_public_wording_is_read():
    post = make_post("a")
    row = claim("a")
    row.wordings.create(number=2, text="In better words.")
    Claim.objects.update(public_wording=2)
    (node,) = load_graph(post).claims.values()
    assert (node.text, node.wording) == ("In better words.", 2)


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_only_what_counts_is_read(state):
    post = make_post(TEXT)
    Claim.objects.filter(key="b").update(state=state)
    graph = load_graph(post)
    assert {node.key for node in graph.claims.values()} == set("acdef")
    assert {node.key for node in graph.inferences.values()} == {"r", "j"}
    Claim.objects.update(state="published")
    Inference.objects.filter(key="u").update(state=state)
    assert {node.key for node in load_graph(post).inferences.values()} == {"i", "r", "j"}


def test_counted_as_reviewed_is_what_shipped_and_what_was_accepted_as_it_reads():
    post = make_post("i: a -> c", main=["c"])
    seen, unseen = against(claim("a"), "Accepted.", by=person()), against(claim("a"), "Not seen.", by=person())
    accept(seen)
    shipped = load_structure(post, count=Count.SHIPPED)
    assert (set(shipped.inferences), len(shipped.claims)) == ({step("i").pk}, 2)
    reviewed = load_structure(post, count=Count.REVIEWED)
    assert set(reviewed.inferences) == {step("i").pk, seen.pk}
    assert set(load_structure(post).inferences) == {step("i").pk, seen.pk, unseen.pk}
    reword(seen.premises.get().claim, "Reworded since.", by=person())
    assert set(load_structure(post, count=Count.REVIEWED).inferences) == {step("i").pk}


def test_another_post_is_not_read():
    post = make_post("i: a -> c")
    make_post("i: a -> c; j: b -> c", slug="other")
    assert set(load_graph(post).inferences) == {step("i").pk}


def test_a_depth_cuts_off_what_is_farther_with_the_steps_that_need_it():
    post = make_post("i: a -> c; j: b -> a; k: d + a -> b; u: e -x i", main=["c"])
    near = load_graph(post, depth=1)
    assert {node.key for node in near.claims.values()} == {"c", "a"}
    assert {node.key for node in near.inferences.values()} == {"i"}
    assert shape(load_graph(post, depth=99)) == shape(load_graph(post))
