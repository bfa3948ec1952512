"""Appreciating a post, once, and taking that back."""

from __future__ import annotations

import pytest

from argmap.models import Appreciation, Post, User
from argmap.operations.appreciations import appreciate, take_back
from argmap.queries.appreciations import numbers, of_post
from tests.builders import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    return make_post()


@pytest.fixture
def student() -> User:
    return User.objects.create_user("student")


def test_a_person_appreciates_a_post_once(post, student):
    appreciate(post=post, person=student)
    appreciate(post=post, person=student)
    assert Appreciation.objects.count() == 1


def test_it_can_be_taken_back_as_often_as_one_likes(post, student):
    appreciate(post=post, person=student)
    take_back(post=post, person=student)
    take_back(post=post, person=student)
    assert not Appreciation.objects.exists()


def test_pages_are_made_anew_only_when_the_number_changes(post, student):
    versions = []
    for change in (appreciate, appreciate, take_back, take_back):
        change(post=post, person=student)
        versions.append(Post.objects.get().version - post.version)
    assert versions == [1, 1, 2, 2]


def test_the_number_counts_people_and_says_whether_the_reader_is_one(post, student):
    other = User.objects.create_user("student2")
    for person in (student, other):
        appreciate(post=post, person=person)
    take_back(post=post, person=other)
    assert [(it.number, it.is_mine, it.others) for it in (of_post(post, student), of_post(post, other))] == [
        (1, True, 0),
        (1, False, 1),
    ]
    assert numbers() == {post.pk: 1}
