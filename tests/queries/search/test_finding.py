"""What is found, in which order, and how it is shown."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Claim, Inference, Post
from argmap.queries.search import Kind, Wanted, search
from tests.builders import claim, make_post, step
from tests.people import against, person, reword
from tests.queries.search.searching import found, marks, put_on_file, remark


@pytest.mark.parametrize("words", ["17 usc 102", "17 U.S.C. § 102", "17 USC § 102", "17 u.s.c. 102"])
def test_a_citation_finds_its_source_first_and_what_mentions_it(post, words):
    assert found(words)[0] == "usc102"
    assert "e" in found(words)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("102(b)", ["usc102", "usc35"]),
        ("§ 102(b)", ["usc102", "usc35"]),
        ("§102", ["usc102", "usc35"]),
        ("102", ["usc102", "usc35"]),
        ("Section 102(b)(1", ["usc102", "usc35"]),
        ("§§ 102(a), 202.1", ["cfr2021", "usc102", "usc35"]),
        ("USC 102", ["usc102", "usc35"]),
        ("202.1", ["cfr2021"]),
        ("C.F.R. § 202.1(a)", ["cfr2021"]),
        ("§ 9(3)", ["uk9"]),
    ],
)
def test_a_section_finds_the_laws_of_which_it_is_one_before_the_words(post, words, keys):
    assert sorted(found(words)[: len(keys)]) == keys
    assert sorted(found(words, kind=Kind.SOURCE)) == keys


def test_a_key_finds_its_claim_and_its_source(post):
    assert found("D")[0] == "d"
    assert found("usc102") == ["usc102"]


@pytest.mark.parametrize("key", ["i", "R", "u"])
def test_a_key_finds_its_step(post, key):
    (result,) = (it for it in search(Wanted(words=key)).results if it.kind is Kind.STEP)
    assert (result.thing.key, search(Wanted(words=key)).results[0]) == (key.lower(), result)


def test_what_has_exactly_this_key_comes_before_what_has_the_word(post):
    reword(claim("d"), "There is a U in it, and the weights of an I.")
    reword(claim("e"), "The d and the d of d.")
    assert found("u")[:2] == ["u", "d"]
    assert found("d")[:2] == ["d", "e"]


def test_a_key_that_only_parts_have_finds_the_parts(post):
    Claim.objects.filter(key="a").update(key="PR7.1")
    Claim.objects.filter(key="b").update(key="PR70")
    Inference.objects.filter(key="u").update(key="PR7a")
    Inference.objects.filter(key="r").update(note="Others see it otherwise: PR7.")
    assert found("pr7") == ["PR7a", "PR7.1", "r"]


def test_the_key_of_what_was_merged_finds_what_stands_for_it(post):
    Claim.objects.filter(key="b").update(merged_into=claim("a"))
    Inference.objects.filter(key="u").update(merged_into=step("r"))
    assert found("b")[0] == "a"
    assert found("u")[0] == "r"
    assert found("a").count("a") == 1


def test_each_kind_is_found_and_counted(post):
    assert found("alexandria") in (["d", "r"], ["r", "d"])
    assert search(Wanted(words="alexandria")).counts == {Kind.NOTE: 2}
    assert found("weights numbers") == ["passage"]
    assert found("owns number") == ["passage"]
    counts = search(Wanted(words="originality or weights or copyright")).counts
    assert counts == {Kind.CLAIM: 2, Kind.SOURCE: 1, Kind.TEXT: 1, Kind.PASSAGE: 1}


@pytest.mark.parametrize("words", ["demonstration", "the author", "tester of weights", "a post for tests", "demonst"])
def test_a_post_is_found_first_by_its_title_its_author_and_what_it_is_about(post, words):
    Post.objects.update(also_known_as="Tester of Weights")
    reword(claim("d"), "A tester of weights is the author of a post for tests, a demonstration.")
    assert found(words)[0] == "post"
    assert "d" in found(words)
    first = search(Wanted(words=words)).results[0]
    assert any(piece.is_marked for piece in (*first.words, *first.more))


def test_keys_and_citations_come_before_posts(post):
    Post.objects.update(summary="On 17 U.S.C. § 102 and § 102(b), and on u.")
    assert [found(words).index("post") for words in ("17 usc 102", "§ 102", "u")] == [1, 2, 1]


def test_the_name_of_an_author_that_is_spelled_wrong_is_found(post):
    Post.objects.update(author="Harmil")
    assert search(Wanted(words="Harmli")).respelled == "harmil"
    assert found("Harmli") == ["post"]


def test_a_remark_is_found_by_its_words(post):
    remark("A *Mesopotamian* aside.", contributor=person())
    assert found("mesopotamia or mesopotamian") == ["remark"]
    assert marks("mesopotamian") == ["Mesopotamian"]
    assert found("mesopotamian", voice="reader", post=post.pk) == ["remark"]
    assert found("mesopotamian", voice="author") == []
    assert found("mesopotamian", has_source=False) == []


def test_of_a_text_for_checking_no_more_than_a_passage_is_shown(post):
    put_on_file("theatre", "Words under somebody’s copyright, at length. " * 200, is_for_checking=True)
    [result] = search(Wanted(words="copyright length", kind=Kind.TEXT)).results
    assert len("".join(piece.text for piece in result.words)) <= 300


def test_a_text_is_found_once_and_shown_where_the_words_are(post):
    result = search(Wanted(words="sine qua non")).results[0]
    shown = "".join(piece.text for piece in result.words)
    assert "sine qua non of copyright is originality" in shown
    assert len(shown) < 400
    assert result.first_words.startswith("sine qua non")


def test_words_stand_together_also_where_a_long_text_is_cut(post):
    words = [f"w{number}" for number in range(1000)]
    put_on_file("theatre", " ".join(words))
    for number in range(0, 998, 7):
        assert found(f'"{" ".join(words[number : number + 3])}"', kind=Kind.TEXT) == ["text"], number


def test_marks_are_where_the_words_are_whatever_signs_stand_about(post):
    assert marks("originality labour", kind=Kind.CLAIM) == ["originality & labour"]
    assert marks("licences", kind=Kind.CLAIM)[0] == "licences"
    against(claim("c"), "a <b>bold</b> \ue000 “claim” — & 😀 e\u0301t\u00e9 x&amp;y http://a.example/b?c=d#e it’s so")
    for word in ("bold", "claim", "ete", "a.example"):
        assert marks(word, kind=Kind.CLAIM), word
    assert marks("bold", kind=Kind.CLAIM) == ["bold"]


def test_counts_are_of_all_kinds_whichever_is_shown(post):
    results = search(Wanted(words="originality or weights or copyright", kind=Kind.SOURCE))
    assert [result.kind for result in results.results] == [Kind.SOURCE]
    assert results.total == 5


def test_pages_follow_each_other_and_none_is_beyond_the_last(post):
    make_post("; ".join(f"i{number}: n{number} -> top" for number in range(45)), slug="long")
    wanted = Wanted(words="claim", kind=Kind.CLAIM)
    pages = [[it.thing.pk for it in search(wanted, page=number).results] for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 6]
    assert len(set().union(*pages)) == 46
    for number in (4, 1000):
        beyond = search(wanted, page=number).results
        assert [it.thing.pk for it in beyond] == pages[2]


def test_more_results_take_as_many_queries(post):
    counts = []
    for size in (2, 12):
        make_post("; ".join(f"i{number}: n{number} -> top" for number in range(size)), slug=f"size-{size}")
        with CaptureQueriesContext(connection) as asked:
            search(Wanted(words="claim"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 19


def test_what_is_spelled_wrong_takes_four_queries_more(post):
    step("i")
    with CaptureQueriesContext(connection) as asked:
        search(Wanted(words="Fiest"))
    assert len(asked) <= 22
