from __future__ import annotations

import pytest

from argmap.models import Passage
from tests.builders import claim, make_post
from tests.models.rows import check, insert, refused, run

pytestmark = pytest.mark.django_db
WORDS = "The weights are numbers."


def add(post, exact=WORDS, **values):
    start = values.pop("start", post.text.find(exact))
    end = values.pop("end", start + len(exact))
    return insert("passage", post_id=post.pk, exact=exact, **({"start": start, "end": end} | values))


def test_words_of_the_post_are_kept():
    post = make_post("a")
    number = add(post, claim_id=claim("a").pk)
    check()
    assert str(Passage.objects.get(pk=number)) == WORDS


@pytest.mark.parametrize("values", [{"exact": "The weights are letters."}, {"start": 0}, {"start": 5000}])
def test_words_occur_in_the_post_where_they_are_said_to(values):
    post = make_post("a")
    with refused("does not occur in its post"):
        add(post, **{"start": post.text.find(WORDS)} | values)


def test_words_cannot_be_changed_to_others():
    add(make_post("a"))
    check()
    with refused("does not occur in its post"):
        run("UPDATE argmap_passage SET exact = 'The weights are letters.'")


def test_the_text_of_a_post_cannot_change_under_its_passages():
    post = make_post("a")
    add(post)
    check()
    with refused("no longer occurs"):
        run("UPDATE argmap_post SET text = 'Nothing of it.' WHERE id = %s", post.pk)


def test_the_text_of_a_post_can_change_with_its_passages():
    post = make_post("a")
    number = add(post)
    run(
        "WITH moved AS (UPDATE argmap_post SET text = 'Lo! ' || text RETURNING id)"
        ' UPDATE argmap_passage SET start = start + 4, "end" = "end" + 4 FROM moved WHERE post_id = moved.id'
    )
    assert Passage.objects.get(pk=number).start == 4 + post.text.find(WORDS)


def test_a_passage_has_words():
    post = make_post("a")
    with refused("passage_has_words"):
        add(post, exact="", start=3, end=3)


def test_a_role_is_on_its_list():
    post = make_post("a")
    with refused("passage_role"):
        add(post, role="ornament")


@pytest.mark.parametrize("with_claim", [True, False])
def test_the_same_words_are_marked_once_in_a_role(with_claim):
    post = make_post("a")
    owner = {"claim_id": claim("a").pk if with_claim else None}
    add(post, **owner)
    add(post, role="quotation", **owner)
    check()
    with refused("passage_marked_once"):
        add(post, **owner)


def test_the_claim_of_a_passage_is_of_the_same_post():
    post = make_post("a")
    make_post("x", slug="other")
    with refused("passage_claim_of_same_post"):
        add(post, claim_id=claim("x", "other").pk)


def test_offsets_count_code_points_beyond_the_basic_plane():
    post = make_post("a", body="Ünïcödé \U0001f9ee counts.\n")
    number = add(post, exact="counts.", start=10)
    check()
    assert Passage.objects.get(pk=number).end == len(post.text)
