"""What is found, in which order, and what never is."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Post, Remark, Source, SourceText
from argmap.queries.search import Kind, Wanted, search
from argmap.queries.search.asking import SIGNS, plain
from tests.builders import claim, make_post, step
from tests.people import against, person, reword

SOURCES = """\
source feist
kind: case
title: Feist Publications, Inc. v. Rural Telephone Service Co.
citation: Feist Publ'ns, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)
text: feist.txt
extent: excerpt

source usc102
kind: statute
title: Subject matter of copyright
citation: 17 U.S.C. § 102

source usc35
kind: statute
title: Conditions for patentability
citation: 35 U.S.C. § 102

source cfr2021
kind: regulation
title: Material not subject to protection
citation: 37 C.F.R. § 202.1

source uk9
kind: statute
title: Authorship of work
citation: Designs and Patents Act 1988, s. 9(3) (UK)

source theatre
kind: letter
title: Review Board decision on Théâtre D’opéra Spatial
citation: Théâtre D’opéra Spatial, Review Board (2023)

"""
EXTRA = """\
passage p
words: The weights are numbers.
role: claim
claim: a

passage q
words: Nobody owns a number.
role: quotation

cite a
source: feist
"""
TEXT = f"{'Facts and more facts. ' * 300}The sine qua non of copyright is originality. {'And so on it goes. ' * 300}"
WORDS = {
    "a": "Weights are licensed to whoever takes them.",
    "b": "Licensing is a promise.",
    "c": "The licences of Zürich’s café—and of no other—hold, says § 102(b).",
    "d": "It takes originality & labour.",
    "e": "17 U.S.C. § 102 is not the end of it.",
}


@pytest.fixture(scope="module")
def shared_post(shared_db):
    """Claims in words of their own, notes on a claim and on a step, passages, sources and a text on file."""
    made = make_post("i: a + b -> c; r: d -x a; u: e -x i", sources=SOURCES, extra=EXTRA, texts={"feist.txt": TEXT})
    for key, words in WORDS.items():
        reword(claim(key), words)
    Claim.objects.filter(key="d").update(note="See the *Alexandria* catalogue.")
    Inference.objects.filter(key="r").update(note="An Alexandrian answer.")
    connection.check_constraints()
    return made.pk


@pytest.fixture
def post(db, shared_post):
    return Post.objects.get(pk=shared_post)


def found(words, **wanted):
    """What is found, in order: the keys of claims and sources, and of others what kind they are."""
    results = search(Wanted(words=words, **wanted)).results
    keyed = (Kind.CLAIM, Kind.STEP, Kind.NOTE, Kind.SOURCE)
    return [result.thing.key if result.kind in keyed else str(result.kind) for result in results]


def put_on_file(source, text, **columns):
    """A text on file of a source."""
    values = {"sha256": sha256(text.encode()).hexdigest(), "is_whole": True}
    return SourceText.objects.create(source=Source.objects.get(key=source), text=text, **values | columns)


def remark(body, exact="Nobody owns a number.", **columns):
    """What somebody remarks on words of the post."""
    post = Post.objects.get(slug="demo")
    start = post.text.index(exact)
    return Remark.objects.create(post=post, body=body, exact=exact, start=start, end=start + len(exact), **columns)


def marks(words, **wanted):
    """The marked words of everything that is found."""
    results = search(Wanted(words=words, **wanted)).results
    return [piece.text for result in results for piece in (*result.words, *result.citation) if piece.is_marked]


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


@pytest.mark.parametrize("state", ["withdrawn", "hidden", "waiting"])
def test_the_key_of_what_is_not_published_finds_nothing(post, state):
    Inference.objects.filter(key="u").update(state=state)
    Claim.objects.filter(key="d").update(state=state)
    assert search(Wanted(words="u", kind=Kind.STEP)).results == []
    assert search(Wanted(words="d", kind=Kind.CLAIM)).results == []


def test_steps_have_no_label_that_one_may_ask_for(post):
    assert search(Wanted(words="i", label="stands", kind=Kind.STEP)).total == 0


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


def test_each_kind_is_found_and_counted(post):
    assert found("alexandria") in (["d", "r"], ["r", "d"])
    assert search(Wanted(words="alexandria")).counts == {Kind.NOTE: 2}
    assert found("weights numbers") == ["passage"]
    assert found("owns number") == ["passage"]
    counts = search(Wanted(words="originality or weights or copyright")).counts
    assert counts == {Kind.CLAIM: 2, Kind.SOURCE: 1, Kind.TEXT: 1, Kind.PASSAGE: 1}


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


# -- filters --


def test_results_are_narrowed_down(post):
    everything = set(found("licensing"))
    assert set(found("licensing", has_source=True)) == {"a"}
    assert set(found("licensing", has_source=False)) == everything - {"a"}
    assert set(found("licensing", voice="author")) == everything
    assert found("licensing", voice="reader") == []
    assert set(found("licensing", label=claim("b").label)) >= {"b"}
    labels = {label: set(found("licensing", label=label)) for label in ("stands", "contested", "falls")}
    assert set.union(*labels.values()) == everything
    assert sum(map(len, labels.values())) == len(everything)
    assert found("copyright", label="stands") == []
    assert found("copyright", voice="author") == []


def test_what_one_person_contributed_is_found_by_their_name(post):
    grace = person("Grace")
    theirs = against(claim("c"), "A Sumerian licence differs.", by=grace, note="Licensing in clay.")
    against(claim("c"), "No Sumerian licence differs.", by=person("bob"))
    remark("A licence, says Grace.", contributor=grace)
    put_on_file("theatre", "A text about licences.", supplied_by=grace)
    results = search(Wanted(words="licensing", by="grace"))
    assert results.counts == {Kind.CLAIM: 1, Kind.NOTE: 1, Kind.TEXT: 1, Kind.REMARK: 1}
    assert found("sumerian", by="grace", voice="reader") == [theirs.premises.get().claim.key]
    assert found("licensing", by="nobody of that name") == []


def test_a_post_narrows_down_claims_and_the_sources_they_rest_on(post):
    other = make_post("x: y -> z", slug="other")
    reword(claim("y", "other"), "Licensing elsewhere.")
    assert found("licensing", post=other.pk) == ["y"]
    assert "y" not in found("licensing", post=post.pk)
    assert found("feist", post=post.pk, kind=Kind.SOURCE) == ["feist"]
    assert found("feist", post=other.pk) == []
    assert found("owns number", post=other.pk) == []


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


# -- what is not published --


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_what_is_not_published_is_not_found(post, state):
    assert found("alexandria or takes") != []
    Claim.objects.filter(key="a").update(state=state)
    assert found("weights") == []
    assert found("alexandria") == ["d"]  # the note of a step against it goes with it
    Claim.objects.filter(key="d").update(state=state)
    assert found("alexandria") == []
    assert found("labour") == []
    assert found("a") == []


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "hidden"])
def test_the_note_of_a_step_needs_all_of_the_step_to_be_published(post, state):
    Inference.objects.filter(key="u").update(note="Babylonian words")
    assert found("babylonian") == ["u"]
    Inference.objects.filter(key="i").update(state=state)
    assert found("babylonian") == []
    Inference.objects.filter(key="i").update(state="published")
    Claim.objects.filter(key="e").update(state=state)
    assert found("babylonian") == []
    Claim.objects.filter(key="e").update(state="published")
    Inference.objects.filter(key="u").update(state=state)
    assert found("babylonian") == []


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_a_remark_that_is_not_published_is_not_found(post, state):
    remark("A Mesopotamian aside.", state=state)
    assert found("mesopotamian") == []


def test_a_text_that_was_rejected_is_not_found(post):
    SourceText.objects.update(curation="rejected")
    assert found("sine qua non") == []


def test_only_the_public_wording_is_found(post):
    reword(claim("b"), "It is an oath.")
    assert found("promise") == []
    assert found("oath") == ["b"]


def test_a_source_that_was_merged_is_found_as_what_it_was_merged_into(post):
    Source.objects.filter(key="feist").update(merged_into=Source.objects.get(key="theatre"))
    assert found("rural telephone") == ["theatre"]
    assert found("theatre or rural") == ["theatre"]
    result = search(Wanted(words="sine qua non")).results[0]
    assert (result.kind, result.thing.source.survivor.key) == (Kind.TEXT, "theatre")


def test_a_withdrawn_citation_is_no_source_of_a_claim(post):
    Citation.objects.update(state="withdrawn")
    assert found("licensing", has_source=True) == []
    assert found("feist", post=post.pk) == []


# -- whatever is typed --

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


# -- what it costs --


def test_more_results_take_as_many_queries(post):
    counts = []
    for size in (2, 12):
        make_post("; ".join(f"i{number}: n{number} -> top" for number in range(size)), slug=f"size-{size}")
        with CaptureQueriesContext(connection) as asked:
            search(Wanted(words="claim"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 17


def test_what_is_spelled_wrong_takes_four_queries_more(post):
    step("i")
    with CaptureQueriesContext(connection) as asked:
        search(Wanted(words="Fiest"))
    assert len(asked) <= 20
