"""Is it there already? On the post that ships, with sentences a student may write."""

from __future__ import annotations

import shutil

import pytest
from django.db import transaction

from argmap.graph.model import Stance
from argmap.library import shipped_folders
from argmap.models import Claim, Inference, Post
from argmap.operations.loading import load_post
from argmap.queries.alike import alike
from argmap.queries.likeness import normalised, same_claim, same_move, similar_claims, similar_moves
from tests.builders import claim, make_post, step

pytestmark = pytest.mark.django_db  # or pytest-django would make no database for the fixture of this module
SLUG = "ai-models-are-not-copyrightable"
OFFICE = "Images are not models, so what the Office said about AI art does not carry over to weights"


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker, tmp_path_factory) -> Post:
    """The post that ships, loaded once for all tests of this module and taken back after them."""
    folder = next(folder for folder in shipped_folders() if folder.name == SLUG)
    copy = shutil.copytree(folder, tmp_path_factory.mktemp("shipped") / SLUG)
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_post(folder=copy).post
        transaction.set_rollback(True)


def keys(post, text, **options):
    return [found.claim.key for found in similar_claims(post, text, **options)]


@pytest.mark.parametrize(
    "text, expected",
    [
        (OFFICE, {"R0", "CP1.6"}),
        ("Most networks start from random numbers, zero init is wrong", {"CP6.1", "CP6.2"}),
        ("Someone chose the training data, and that choice is creative", {"CP2.2", "CP2.5", "CP3.1"}),
        ("Contracts can bind people even if there is no copyright", {"CP10.2", "PR7.2"}),
        ("SDXL has a license with a click through", {"CP10.5", "CP10.7"}),
        ("ProCD holds that a shrinkwrap license is enforceable even for uncopyrightable data", {"CP10.1"}),
        ("A modell is nothing but its parametters", {"B1a-just"}),
        ("random weights", {"CP6.2", "D2a", "D2b"}),
    ],
)
def test_claims_that_say_something_like_a_sentence_are_found(shipped, text, expected):
    assert expected <= set(keys(shipped, text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "?!… — “” '' \" \\ % _ & | ! :* <-> () {}",
        "the of and it is",
        "copyright",
        "x" * 5000,
        "\0 \ud800",
        "My dog likes bananas and the sky is blue",
        "The weather in Munich is nice",
        "' OR 1=1; --",
    ],
)
def test_what_says_nothing_of_the_kind_is_like_no_claim(shipped, text):
    assert keys(shipped, text) == []


def test_what_is_not_about_it_is_not_shown(shipped):
    assert not {"CP10.5", "CP10.7", "V1", "X1"} & set(keys(shipped, OFFICE, most=50))


def test_a_text_of_any_length_with_any_signs_is_taken(shipped):
    assert "B2a" in keys(shipped, "‘Weights’ aren't (human-authored)! & | <-> :* \\ " * 100)


def test_the_same_words_are_wholly_alike_and_come_first(shipped):
    first, *others = similar_claims(shipped, "AI models are not copyrightable.")
    assert (first.claim.key, first.likeness) == ("T1", 1.0)
    assert all(0 < other.likeness < 1 for other in others)


def test_a_claim_that_is_like_it_comes_with_the_steps_that_use_it(shipped):
    found = {like.claim.key: like for like in similar_claims(shipped, OFFICE)}
    assert [use.key for use in found["CP1.6"].uses] == ["CP1b"]


def test_finding_claims_takes_as_many_queries_for_one_as_for_many(shipped, django_assert_num_queries):
    for most in (1, 50):
        with django_assert_num_queries(4):
            assert similar_claims(shipped, OFFICE, most=most)


def test_only_published_claims_of_this_post_in_their_public_wording_are_like_it():
    post = make_post("a; b", slug="here")
    make_post("a; b", slug="there")
    Claim.objects.filter(key="b").update(state="hidden")
    for name in "ab":
        words = claim(name, "here").wording
        words.claim.wordings.create(number=2, text="A printed catalogue of stars.")
    assert not keys(post, "a printed catalogue of stars")
    Claim.objects.filter(post=post).update(public_wording=2)
    assert keys(post, "a printed catalogue of stars") == ["a"]


def test_typographic_signs_do_not_hide_a_word(shipped):
    straight = alike(shipped.pk, 'a model\'s weights: "creativity"')
    curled = alike(shipped.pk, "a model’s weights: “creativity”")
    assert straight.keys() == curled.keys() != set()


# -- steps at a target --


def target(key):
    return step(key, SLUG) if key.startswith(("I", "CP")) else claim(key, SLUG)


@pytest.mark.parametrize(
    "key, text, expected",
    [
        ("R0", "Whether a person did enough is decided case by case", ["CP1a"]),
        ("I9", "Nobody has ever ruled on weights", ["CP1b"]),
        ("B2a", "The engineers who design the training are the authors; the machine is a tool", ["CP5b", "CP3"]),
        ("B2a", "Bananas are yellow", []),
        ("B2a", "", []),
    ],
)
def test_rebuttals_that_say_something_like_it_are_found_at_their_target(shipped, key, text, expected):
    assert [move.step.key for move in similar_moves(target(key), text, stance=Stance.AGAINST)] == expected


def test_a_step_that_is_like_it_comes_with_what_answers_it(shipped):
    move, *_ = similar_moves(target("B2a"), "Those who design the training are authors", stance=Stance.AGAINST)
    assert [premise.key for premise in move.premises] == ["CP5.3"]
    (answer,) = move.answers
    assert answer.step.key == "CP5-answer"
    assert answer.words == claim("CP5.4", SLUG).text


def test_a_step_is_answered_by_its_undercuts_and_by_rebuttals_of_its_premises():
    make_post("r: a + b -x c; u: d -x r; v: e -x a; w: f -> a", main=["c"])
    (move,) = similar_moves(claim("c"), "Claim a", stance=Stance.AGAINST)
    assert {answer.step.key for answer in move.answers} == {"u", "v"}


def test_steps_of_the_other_stance_are_something_else(shipped):
    text = "Those who design and run the training of a model may be the authors of its weights"
    sides = [{move.step.key for move in similar_moves(target("B2a"), text, stance=stance)} for stance in Stance]
    assert sides == [{"I3"}, {"CP5b", "CP3"}]


def test_exactly_the_same_premises_make_the_same_step(shipped):
    words = [claim(f"CP1.{number}", SLUG) for number in (3, 1, 4)]
    ids = [it.pk for it in words]
    said = (
        'the copyright office refused one generated image only "as submitted", '
        " since its maker would not disclaim the generated part"
    )
    same = same_move(target("R0"), stance=Stance.AGAINST, texts=[said], claims=ids)
    assert same is not None
    assert same.key == "CP1a"
    assert same_move(target("R0"), stance=Stance.AGAINST, texts=[], claims=ids) is None
    assert same_move(target("R0"), stance=Stance.FOR, texts=[said], claims=ids) is None
    assert same_move(target("A1"), stance=Stance.AGAINST, texts=[said], claims=ids) is None


def test_a_withdrawn_step_is_no_longer_the_same():
    make_post("r: a -x c", main=["c"])
    assert same_move(claim("c"), stance=Stance.AGAINST, texts=["claim A"], claims=[]) == step("r")
    Inference.objects.filter(key="r").update(state="withdrawn")
    assert same_move(claim("c"), stance=Stance.AGAINST, texts=["claim A"], claims=[]) is None


# -- the same claim --


def test_case_spaces_quotation_marks_and_the_last_stop_make_no_other_claim(shipped):
    said = (
        " «A  SUFFICIENT amount of creativity» was found only where the\n"
        "Copyright Office says when compilations can be registered "
    )
    same = same_claim(shipped, said)
    assert same is not None
    assert same.key == "CP2.3"
    assert same_claim(shipped, f"{said} twice") is None


def test_a_claim_without_words_that_tell_is_the_same_too():
    post = make_post("a")
    claim("a").wordings.create(number=2, text="It is not so.")
    Claim.objects.filter(key="a").update(public_wording=2)
    assert same_claim(post, "it is NOT so") == claim("a")
    assert same_claim(post, "it is so") is None
    assert same_claim(post, "") is None


def test_a_claim_that_is_not_published_does_not_count():
    post = make_post("a")
    assert same_claim(post, "claim A") == claim("a")
    Claim.objects.filter(key="a").update(state="withdrawn")
    assert same_claim(post, "claim A") is None


def test_words_are_normalised():
    assert normalised("  The “Office”  isn’t\nsure … .") == normalised('the "office" isn\'t sure …')
