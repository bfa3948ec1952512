"""Words of a post given to claims, new ones and those that are there."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Claim, Passage, Post
from argmap.operations import passages
from argmap.operations.edits import NotThere, SaysTheSame
from argmap.operations.submissions import Resent
from argmap.prose.passages import anchor, find
from tests.builders import claim, make_post
from tests.people import person

pytestmark = pytest.mark.django_db
WORDS = "Nobody owns a number."


@pytest.fixture
def post() -> Post:
    return make_post("i: a -> c", main=["c"])


def state(post, text="Numbers have no owner.", *, words=WORDS, **options) -> Passage:
    values = {"granted": True, "note": "", "contributor": person(), "token": uuid4(), "place": find(post.text, words)}
    return passages.state_claim(post=post, text=text, **values | options)


def give(post, key="a", *, words=WORDS, **options) -> Passage:
    values = {"contributor": person(), "token": uuid4(), "place": find(post.text, words)}
    return passages.give_words(claim=claim(key), **values | options)


def test_a_claim_is_stated_with_its_words_and_counts_at_once(post):
    made = state(post, note="See *there*.")
    found = claim("M1")
    assert (made.exact, made.role, made.contributor.username, made.is_shipped) == (WORDS, "claim", "ada", False)
    assert made.claim == found
    assert (found.text, found.voice, found.granted, found.note) == (
        "Numbers have no owner.",
        "reader",
        True,
        "See *there*.",
    )
    assert (found.state, found.label) == ("published", "stands")
    assert Post.objects.get().version == post.version + 1


def test_a_claim_that_is_not_granted_stands_on_nothing(post):
    assert state(post, granted=False).claim.pk == claim("M1").pk
    assert claim("M1").label == "falls"


def test_words_that_a_claim_has_already_make_no_second_one(post, everything):
    person()
    before = everything()
    with pytest.raises(SaysTheSame) as refused:
        state(post, "  claim A ")
    assert refused.value.claim == claim("a")
    assert everything() == before


def test_where_a_post_is_reviewed_first_a_claim_waits(post):
    Post.objects.update(is_reviewed_first=True)
    made = state(post)
    assert (made.claim.state, made.claim.wordings.get().state) == ("waiting", "waiting")
    assert passages.place_in_post(made) == f"/posts/demo/#passage-{made.pk}"


def test_words_are_given_to_a_claim_that_is_there(post):
    made = give(post)
    assert list(claim("a").passages.all()) == [made]
    assert passages.place_in_post(made) == f"/posts/demo/?claim={claim('a').pk}#passage-{made.pk}"


def test_the_same_words_are_given_to_a_claim_once(post):
    made = give(post)
    with pytest.raises(passages.MarkedAlready) as refused:
        give(post, contributor=person("bob"))
    assert refused.value.passage == made


@pytest.mark.parametrize("state", ["withdrawn", "hidden", "waiting"])
def test_a_claim_that_is_gone_gets_no_words(post, state):
    Claim.objects.filter(key="a").update(state=state)
    with pytest.raises(NotThere):
        give(post)
    assert not Passage.objects.exists()


def test_where_a_post_is_reviewed_first_readers_give_no_words_to_claims(post):
    Post.objects.update(is_reviewed_first=True)
    with pytest.raises(passages.ReviewedFirst):
        give(post)


@pytest.mark.parametrize("write", [state, give])
def test_words_that_no_longer_stand_there_are_refused_under_the_lock(post, write, everything):
    person()
    moved = anchor("Somebody owns a number. " + post.text, 0, 23)
    before = everything()
    with pytest.raises(passages.WordsMoved):
        write(post, place=moved)
    assert everything() == before


@pytest.mark.parametrize("write", [state, give])
def test_a_form_that_is_sent_twice_makes_one_passage(post, write):
    token = uuid4()
    made = write(post, token=token)
    with pytest.raises(Resent) as sent:
        write(post, token=token)
    assert sent.value.address == passages.place_in_post(made)
    assert Passage.objects.count() == 1


def test_words_are_taken_from_a_claim_and_the_claim_stays(post):
    made = give(post)
    passages.take_words(passage=made, by=person())
    assert not Passage.objects.exists()
    assert claim("a").state == "published"
    with pytest.raises(NotThere):
        passages.take_words(passage=made, by=person())
