"""What is made of what somebody types."""

from __future__ import annotations

import pytest
from django.db import connection

from argmap.queries.search import Kind, Wanted, search
from argmap.queries.search.asking import SIGNS, plain
from tests.queries.search.searching import found, marks


def test_a_word_is_found_by_its_stem_the_very_word_first(post):
    assert found("licensing") == ["b", "c", "a"] or found("licensing") == ["b", "a", "c"]
    assert found("licence")[0] != "b"
    assert set(found("licenses")) == {"a", "b", "c"}


def test_a_word_is_found_while_it_is_typed(post):
    assert found("origi", kind=Kind.CLAIM) == ["d"]
    assert marks("origina", kind=Kind.CLAIM) == ["originality"]
    assert found("or", kind=Kind.CLAIM) == []


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("licensing promise", {"b"}),
        ("licensing labour", set()),
        ("promise or labour", {"b", "d"}),
        ('"originality labour"', {"d"}),
        ("“originality labour”", {"d"}),
        ('"labour originality"', set()),
        ('"labour takes"', set()),  # the last word and the first
        ('"takes the originality"', set()),
        ("takes -labour", {"a"}),
        ("labour-originality", {"d"}),
        ("licence/promise", {"b"}),
    ],
)
def test_operators_are_those_of_web_search_engines(post, words, keys):
    assert set(found(words, kind=Kind.CLAIM)) == keys


@pytest.mark.parametrize("words", ["zurich cafe", "Zürich's CAFÉ", "zu\u0308rich", "cafés"])
def test_accents_and_signs_make_no_difference(post, words):
    assert found(words) == (["c"] if words != "zu\u0308rich" else found(words))
    assert "theatre" in found("theatre d'opera")
    assert marks("zurich") == ["Zürich"]


@pytest.mark.parametrize("words", ["Fiest", "Teelphone Feist"])
def test_a_name_that_is_spelled_wrong_is_found(post, words):
    results = search(Wanted(words=words))
    assert "feist" in results.respelled.lower()
    assert Kind.SOURCE in results.counts


def test_any_of_the_words_is_proposed_as_it_may_have_been_meant(post):
    results = search(Wanted(words="fiest originality"))
    assert (results.total, results.respelled, results.any_of) == (0, "", "feist or originality")


def test_words_that_occur_are_not_spelled_otherwise(post):
    results = search(Wanted(words="promise zebra"))
    assert (results.total, results.respelled, results.any_of) == (0, "", "promise or zebra")


def test_a_citation_that_is_nearly_right_finds_what_it_is_like(post):
    assert "feist" in found("Rural Tel Serv Co 499 US 341")


NONSENSE = [
    "",
    " ",
    "\0",
    "'",
    '"',
    '"""',
    "\\",
    "&|!<->():*",
    "a & | b",
    "a <-> b",
    "a:*",
    "!a",
    "-a",
    "--a",
    '-"a b"',
    "or",
    "or or or",
    "a or",
    '"a b" or',
    "the of and",
    "%s %(x)s %",
    "\ud800",
    "\ue000-x",
    "‘’“”",
    "§",
    "😀",
    "1" * 5000,
    "word " * 1000,
    "-" * 5000,
    '"' * 4999,
    "x" * 5000,
    "a" + "\u0301" * 3000,
    "';DROP TABLE argmap_claim;--",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("words", NONSENSE, ids=range(len(NONSENSE)))
def test_nothing_that_is_typed_breaks_it(post, words):
    results = search(Wanted(words=words))
    assert results.total == sum(results.counts.values())


@pytest.mark.parametrize("words", ["", "the of", "-weights", "§ …", "\0", '""'])
def test_it_is_known_where_there_is_nothing_to_look_for(post, words):
    assert not search(Wanted(words=words)).asked


def test_what_is_left_out_is_left_out(post):
    assert plain("  -a b-c --d “e”-f") == '  -a b c   d "e" f'


def test_the_database_has_the_same_signs_for_blanks(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT argmap_blanked(%s)", [f"a{SIGNS}b"])
        assert cursor.fetchone() == (f"a{' ' * len(SIGNS)}b",)
