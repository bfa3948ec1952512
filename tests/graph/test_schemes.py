"""The kinds of reasoning are complete and well formed, and the shipped posts use them."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import wrap

import pytest

from argmap.graph.drawing.ink import SCHEME_LETTERS
from argmap.graph.notation import parse
from argmap.graph.schemes import LITERATURE, SCHEMES, Strikes
from argmap.library import shipped_folders

KINDS = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
POSTS = pytest.mark.parametrize("folder", shipped_folders(), ids=lambda folder: folder.name)
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
LONGEST_KEY = 40  # what the column of an inference holds


def twice(values):
    """The values that occur more than once, case aside."""
    return [value for value, count in Counter(value.casefold() for value in values).items() if count > 1]


def questions():
    return [question for scheme in SCHEMES.values() for question in scheme.questions]


def works(source):
    """The works that a source refers to: “Work: its name there; Other work: its name there”."""
    return [part.partition(": ")[0] for part in source.split("; ")]


def steps(folder):
    """The steps of a shipped post, whichever of its files they are in."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    return parse(files).steps.values()


def test_there_are_kinds_enough_for_legal_and_technical_argument():
    assert len(SCHEMES) >= 20


@KINDS
def test_a_kind_says_its_name_its_pattern_and_how_its_line_reads(scheme):
    assert re.fullmatch(r"[A-Z][^.]*", scheme.name)
    assert re.fullmatch(r"[a-z][^.]*", scheme.by)
    assert re.fullmatch(r"[A-Z][^.]*; so [^.]*\.", scheme.pattern)


@KINDS
def test_the_words_under_a_line_fit_into_the_drawing(scheme):
    assert len(wrap(scheme.by, SCHEME_LETTERS)) <= 2


@KINDS
def test_a_kind_names_literature_that_is_listed_in_full(scheme):
    assert set(works(scheme.source)) <= set(LITERATURE)
    assert all(": " in part for part in scheme.source.split("; ")), "say what the kind is called there"


def test_no_work_is_listed_in_vain():
    assert {work for scheme in SCHEMES.values() for work in works(scheme.source)} == set(LITERATURE)


@KINDS
def test_a_kind_has_three_to_seven_questions(scheme):
    assert 3 <= len(scheme.questions) <= 7


@KINDS
def test_a_kind_can_be_asked_about_its_premises_its_step_and_its_conclusion(scheme):
    assert {question.strikes for question in scheme.questions} == set(Strikes)


@KINDS
def test_each_question_is_one_question(scheme):
    for question in scheme.questions:
        assert re.fullmatch(r"[A-Z][^?]*[^? ]\?", question.text), question.key


def test_keys_are_slugs_that_a_column_can_hold():
    for key in [*SCHEMES, *(question.key for question in questions())]:
        assert SLUG.fullmatch(key) and len(key) <= LONGEST_KEY, key


def test_no_two_questions_share_a_key():
    assert not twice(question.key for question in questions())


def test_no_text_stands_twice():
    assert not twice(question.text for question in questions())
    for field in ("name", "by", "pattern"):
        assert not twice(getattr(scheme, field) for scheme in SCHEMES.values()), field


def test_the_kinds_cannot_be_changed_by_whoever_reads_them():
    with pytest.raises(TypeError):
        SCHEMES["analogy"] = SCHEMES["example"]


@POSTS
def test_every_step_of_a_shipped_post_has_a_kind_that_is_known(folder):
    assert {step.key: step.scheme for step in steps(folder) if step.scheme not in SCHEMES} == {}
