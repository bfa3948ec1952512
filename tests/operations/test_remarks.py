"""Remarks on words of a post."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Post, Remark
from argmap.operations import remarks
from argmap.operations.edits import NotThere
from argmap.operations.passages import WordsMoved
from argmap.operations.submissions import Resent
from argmap.prose.passages import anchor, find
from tests.builders import make_post
from tests.people import person

pytestmark = pytest.mark.django_db
WORDS = "Nobody owns a number."


@pytest.fixture
def post() -> Post:
    return make_post("a")


def note(post, body="Who *would*?", **options) -> Remark:
    values = {"contributor": person(), "token": uuid4(), "place": find(post.text, WORDS)}
    return remarks.add_remark(post=post, body=body, **values | options)


def test_a_remark_is_published_under_the_name_of_who_wrote_it_and_the_post_has_a_new_version(post):
    made = note(post)
    assert list(Remark.objects.published()) == [made]
    assert (made.exact, made.body, made.contributor.username, made.is_accepted) == (WORDS, "Who *would*?", "ada", False)
    assert Post.objects.get().version == post.version + 1


def test_where_a_post_is_reviewed_first_a_remark_waits(post):
    Post.objects.update(is_reviewed_first=True)
    assert note(post).state == "waiting"


def test_the_same_remark_twice_is_refused_but_not_anothers(post):
    made = note(post)
    with pytest.raises(remarks.RemarkThere) as refused:
        note(post)
    assert refused.value.remark == made
    assert {note(post, contributor=person("bob")), note(post, "Nobody.")} <= set(Remark.objects.published())


def test_a_form_that_is_sent_twice_makes_one_remark(post):
    token = uuid4()
    made = note(post, token=token)
    with pytest.raises(Resent) as sent:
        note(post, "Something else.", token=token)
    assert sent.value.address == made.get_absolute_url()


def test_words_that_no_longer_stand_there_are_refused(post):
    with pytest.raises(WordsMoved):
        note(post, place=anchor("Somebody owns a number.", 0, 23))
    assert not Remark.objects.exists()


def test_a_remark_is_taken_back_and_put_back(post):
    made = note(post)
    remarks.withdraw(remark=made, by=made.contributor)
    assert not Remark.objects.published()
    with pytest.raises(NotThere):
        remarks.withdraw(remark=made, by=made.contributor)
    remarks.restore(remark=made, by=made.contributor)
    assert list(Remark.objects.published()) == [made]
    with pytest.raises(NotThere):
        remarks.restore(remark=made, by=made.contributor)


def test_what_a_moderator_has_hidden_its_author_cannot_put_back(post):
    made = note(post)
    Remark.objects.update(state="hidden")
    with pytest.raises(NotThere):
        remarks.restore(remark=made, by=made.contributor)
