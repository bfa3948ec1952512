"""The form of a step, as it is filled in."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import QueryDict

from argmap.forms.edits import MisreadingForm, WordingForm
from argmap.forms.moves import MOST_PREMISES, StepForm, rearranged
from argmap.models import Claim, Inference, Misreading, Post, Wording
from tests.builders import claim, make_post

pytestmark = pytest.mark.django_db
ROWS = range(MOST_PREMISES)


@pytest.fixture
def post() -> Post:
    return make_post("i: a + b -> c", main=["c"])


def filled(post, questions=(), **fields) -> StepForm:
    """A form that was sent with these fields; `_` in a name stands for a stroke."""
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return StepForm({"token": str(uuid4()), **data}, post=post, questions=questions)


def premises(form):
    assert form.is_valid(), form.errors
    return form.cleaned_data["premises"]


def test_premises_come_in_their_order_words_and_claims_mixed(post):
    form = filled(post, premise_0="Since it is so.", claim_1="b", premise_2="And so on.")
    assert premises(form) == ["Since it is so.", claim("b").pk, "And so on."]


def test_rows_left_empty_do_not_count_but_errors_find_the_row_they_are_about(post):
    form = filled(post, premise_0="", premise_1="One.", premise_3="Two.")
    assert premises(form) == ["One.", "Two."]
    form.refuse(1, "No.", claim("a"))
    assert form.errors == {"premise-3": ["No."]}
    assert [row.same for row in form.rows] == [None, None, None, claim("a")]


@pytest.mark.parametrize("fields", [{}, {"premise_0": " \n\t "}, {"premise_0": "\x00\u202e"}, {"claim_0": " "}])
def test_a_step_without_a_premise_is_asked_for_one(post, fields):
    assert filled(post, **fields).errors == {"premise-0": ["Say in one sentence why."]}


def test_a_row_is_either_words_or_a_claim(post):
    assert "not both" in filled(post, premise_0="Words.", claim_0="b").errors["premise-0"][0]


@pytest.mark.parametrize("key", ["nowhere", "z", "b\x00", "b\n", "\u0628", "x" * 65, "' OR 1=1"])
def test_only_claims_of_the_post_are_there_to_be_used(post, key):
    make_post("z", slug="other")
    form = filled(post, claim_0=key)
    assert not form.is_valid() or premises(form) == [claim("b").pk]


def test_a_claim_that_was_taken_back_is_not_there(post):
    Claim.objects.filter(key="b").update(state="withdrawn")
    assert filled(post, claim_0="b").errors == {"claim-0": ["This post has no claim b."]}


def test_words_in_several_lines_are_one_sentence(post):
    assert premises(filled(post, premise_0="  One\r\n\tsentence \x0b only.\u2028")) == ["One sentence only."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07 c\x1b[31m", "ab c[31m"),
        ("\x01 a \x02 b", "a b"),
        ("\ufffe\uffffword", "word"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        (
            "\u05e9\u05dc\u05d5\u05dd \u200f\u05e2\u05d5\u05dc\u05dd",
            "\u05e9\u05dc\u05d5\u05dd \u200f\u05e2\u05d5\u05dc\u05dd",
        ),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("🧑\u200d⚖️ says", "🧑\u200d⚖️ says"),
    ],
)
def test_what_nobody_can_see_or_what_turns_the_line_is_left_out_and_scripts_are_kept(post, typed, kept):
    assert premises(filled(post, premise_0=typed)) == [kept]


def test_a_sentence_is_as_long_as_its_column_and_no_longer(post):
    most = Wording._meta.get_field("text").max_length
    assert premises(filled(post, premise_0="é" * most)) == ["é" * most]
    assert "500" in filled(post, premise_0="é" * (most + 1)).errors["premise-0"][0]
    assert "500" in filled(post, premise_0="x" * 5000).errors["premise-0"][0]
    assert premises(filled(post, premise_0="x" * most + " " * 5000)) == ["x" * most]


def test_a_note_is_as_long_as_its_column_with_a_line_break_for_one_character(post):
    most = Inference._meta.get_field("note").max_length
    lines = "\r\n".join(["x"] * (most // 2))
    form = filled(post, premise_0="One.", note=lines)
    assert premises(form) and form.cleaned_data["note"] == lines.replace("\r\n", "\n")
    assert "note" in filled(post, premise_0="One.", note="x" * (most + 1)).errors


def test_a_note_keeps_its_lines_and_loses_control_characters(post):
    form = filled(post, premise_0="One.", note="One\x00\r\n\r\n- two\x1b")
    assert premises(form) and form.cleaned_data["note"] == "One\n\n- two"


@pytest.mark.parametrize("field", ["scheme", "question", "token", "met"])
def test_what_is_not_among_the_choices_is_refused(post, field):
    for value in ("nonsense", "7:exceptions", "-1", "9" * 40):
        assert (
            field
            in filled(post, [("8:exceptions", "Is it an exception?")], **{"premise_0": "One.", field: value}).errors
        )


def test_a_question_that_may_be_raised_is_taken(post):
    form = filled(post, [("8:exceptions", "Is it an exception?")], premise_0="One.", question="8:exceptions")
    assert premises(form) and form.cleaned_data["question"] == "8:exceptions"


def test_a_form_names_its_claims_in_one_query_and_none_where_it_names_none(post, django_assert_num_queries):
    with django_assert_num_queries(0):
        premises(filled(post, premise_0="One.", premise_1="Two."))
    with django_assert_num_queries(1):
        premises(filled(post, **{f"claim_{number}": key for number, key in enumerate("ab")}))


# -- premises more or less --


def test_a_premise_is_added_until_there_are_as_many_as_can_be():
    typed = rearranged({"premise-0": "One."}, "add")
    assert typed == {"premise-0": "One.", "claim-0": "", "premise-1": "", "claim-1": ""}
    for _ in range(20):
        typed = rearranged(typed, "add")
    assert sum(name.startswith("premise-") for name in typed) == MOST_PREMISES


def test_a_premise_is_dropped_and_those_behind_it_move_up_but_one_row_stays():
    typed = {f"premise-{number}": f"{number}." for number in range(3)}
    assert rearranged(typed, "drop-1") == {
        "premise-0": "0.", "claim-0": "", "premise-1": "2.", "claim-1": "",
    }  # fmt: skip
    assert rearranged({"premise-0": "0."}, "drop-0") == {"premise-0": "", "claim-0": ""}


def test_a_claim_takes_the_place_of_words_and_words_that_of_a_claim():
    typed = rearranged({"premise-0": "Words.", "note": "Kept."}, "use-0-A1")
    assert typed == {"premise-0": "", "claim-0": "A1", "note": "Kept."}
    assert rearranged(typed, "use-0-")["claim-0"] == ""


@pytest.mark.parametrize(
    "wish", ["", "drop-9", "use-9-A1", "use-0-<b>", "drop-", "publish", "add\n", "drop-\u0663", "x" * 999]
)
def test_a_wish_without_sense_changes_nothing(wish):
    assert rearranged({"premise-0": "Words."}, wish) == {"premise-0": "Words.", "claim-0": ""}


def test_no_number_of_fields_makes_more_rows_than_there_may_be(post):
    sent = QueryDict(mutable=True)
    for number in range(1000):
        sent[f"premise-{number}"] = f"Premise {number}."
    assert len(list(StepForm(sent, post=post).rows)) == MOST_PREMISES


# -- the other forms --


def test_a_wording_says_something_and_fits():
    sent = {"token": str(uuid4()), "edition": "0" * 16}
    assert WordingForm(sent | {"text": " "}).errors == {"text": ["A claim says something."]}
    assert "text" in WordingForm(sent | {"text": "x" * 501}).errors
    assert WordingForm(sent | {"text": "x" * 500, "note": "y" * 5000}).is_valid()
    assert "edition" in WordingForm(sent | {"text": "x", "edition": "0" * 17}).errors


def test_a_misreading_says_which_words_and_how_they_read():
    sent = {"token": str(uuid4())}
    assert set(MisreadingForm(sent).errors) == {"words", "reading"}
    fields = {"words": "words", "reading": "reading", "note": "note"}
    longest = {name: "x" * Misreading._meta.get_field(name).max_length for name in fields}
    assert MisreadingForm(sent | longest).is_valid()
    for name in fields:
        assert set(MisreadingForm(sent | longest | {name: longest[name] + "x"}).errors) == {name}
