"""The quotation check: what it accepts, what it lists, and what it never lets pass."""

from __future__ import annotations

import random

import pytest

from argmap.environment import BASE_DIR
from argmap.prose.quotations import DepartureKind, Index, Verdict, check

TEXTS = BASE_DIR / "argmap" / "library" / "ai-models-are-not-copyrightable" / "texts"
SOURCE = """\
The landlord is, at any time and for any reason, not permitted to terminate the agreement. The tenant may extend
the term once. Rent is owed. “A work,” the court said, “is original where it owes its origin to an author.”
The Uni-
versity keeps its non-exclusive licence.12 Copyright *345 does not extend to ideas. The Office will not register
works produced by a machine. Nobody owns [the weights] of a model; see 17 U.S.C. § 102(b).
"""
INDEX = Index(SOURCE)


def verdict(quotation: str) -> Verdict:
    return check(quotation, INDEX).verdict


@pytest.mark.parametrize(
    "quotation",
    [
        "The tenant may extend the term once",
        "“The tenant may extend the term once”",
        "'The tenant may extend\nthe term once.'",
        '"A work," the court said, "is original',
        "The University keeps its non-exclusive licence.",
        "its non-exclusive licence. Copyright does not extend to ideas.",
        "Copyright does not extend to ideas (emphasis added)",
        "Nobody owns [the weights] of a model",
        "see 17 U.S.C. § 102(b)",
        "The tenant may [sic] extend the term once",
        "The Uni\u00adversity keeps",
    ],
)
def test_words_that_stand_there_are_verbatim(quotation):
    assert verdict(quotation) is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("quotation", "kind", "source"),
    [
        ("The tenant may … the term once", DepartureKind.OMISSION, "extend"),
        ("The tenant may . . . the term once", DepartureKind.OMISSION, "extend"),
        ("The tenant may * * * the term once", DepartureKind.OMISSION, "extend"),
        ("The tenant may […] the term once", DepartureKind.OMISSION, "extend"),
        ("[t]he tenant may extend the term once", DepartureKind.ALTERATION, "The"),
        ("The tenant may extend[ing] the term once", DepartureKind.ALTERATION, "extend"),
        ("The tenant may [prolong] the term once", DepartureKind.ALTERATION, "extend"),
        ("The tenant may [freely] extend the term once", DepartureKind.ADDITION, ""),
        ("the tenant may extend the term once", DepartureKind.CAPITAL, "The"),
        ("The tenant, may extend the term once", DepartureKind.PUNCTUATION, ""),
        ("… The tenant may extend the term once", DepartureKind.OMISSION, ""),
        ("keeps its nonexclusive licence", DepartureKind.PUNCTUATION, "non-exclusive"),
    ],
)
def test_a_change_that_leaves_the_meaning_is_listed(quotation, kind, source):
    found = check(quotation, INDEX)
    assert found.verdict is Verdict.MARKED
    assert [(it.kind, it.source) for it in found.departures] == [(kind, source)]


@pytest.mark.parametrize(
    "quotation",
    [
        "The landlord is … permitted to terminate the agreement",  # the omission takes “not” away
        "permitted to terminate the agreement",  # the word before takes it back
        "register works produced by a machine",
        "The tenant may extend the term once[, if] Rent is owed",
        "The tenant may extend the term once (cleaned up)",
    ],
)
def test_what_may_turn_the_meaning_is_left_to_a_person(quotation):
    found = check(quotation, INDEX)
    assert found.verdict is Verdict.REVIEW
    assert found.reasons


def test_a_sentence_that_goes_on_with_an_exception_is_left_to_a_person():
    found = check(
        "The tenant may extend the term once", Index("The tenant may extend the term once unless rent is due.")
    )
    assert found.verdict is Verdict.REVIEW
    assert "unless" in found.reasons[0]


def test_a_long_omission_is_left_to_a_person():
    text = Index(f"It begins {' '.join(['word'] * 50)} and it ends.")
    assert check("It begins … and it ends", text).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "quotation",
    [
        "The landlord is permitted to terminate the agreement",
        "The tenant may extend the agreement once",
        "the term once may extend The tenant",
        "The tenant may extend … The landlord is",
        "The tenant may extend to ideas",
        "authors own the weights",
        "its non exclusive author's",
        "",
        "…",
        "[the weights]",
        "\x00",
        "word " * 3000,
    ],
)
def test_words_that_do_not_stand_there_are_not_found(quotation):
    assert verdict(quotation) is Verdict.NOT_FOUND


def test_what_is_missing_from_an_excerpt_may_be_in_the_rest():
    assert check("Something else entirely", INDEX, is_whole=False).verdict is Verdict.NOT_IN_PART


@pytest.mark.parametrize(
    ("quotation", "is_near"),
    [
        ("The tenant will extend the agreement once", True),  # one word of seven
        ("The tenant may extend the whole agreement once", True),  # one word more
        ("The tenant may extend agreement once", True),  # one word less
        ("The tenant shall extend the contract once", False),  # two of seven
        ("The tenant may renew", True),  # one of four
        ("tenant may renew", False),  # one of three
        ("Nothing of this kind was ever said by anybody", False),
    ],
)
def test_words_are_near_where_a_word_or_two_differ(quotation, is_near):
    text = "They agreed on this. The tenant may extend the agreement once, and no more often than that."
    found = check(quotation, Index(text), is_whole=False)
    assert found.verdict is Verdict.NOT_IN_PART
    assert bool(found.nearest and found.nearest.is_near) is is_near


def test_without_a_text_nothing_is_said():
    assert check("The tenant may extend", None).verdict is Verdict.NO_TEXT


def test_the_nearest_passage_is_offered_and_never_accepted():
    found = check("Copyright does not reach ideas", INDEX)
    assert found.verdict is Verdict.NOT_FOUND
    assert "Copyright" in SOURCE[found.nearest.start : found.nearest.end]
    assert "ideas" in SOURCE[found.nearest.start : found.nearest.end]


def test_what_is_left_out_is_no_part_of_the_pieces():
    found = check("The University … its non-exclusive licence", INDEX)
    assert [SOURCE[start:end] for start, end in found.pieces] == ["The Uni-\nversity", "its non-exclusive licence"]


def test_the_span_is_that_of_the_words_in_the_text():
    found = check("The University … its non-exclusive licence", INDEX)
    assert SOURCE[found.start : found.end] == "The Uni-\nversity keeps its non-exclusive licence"


def test_marks_that_leave_too_many_readings_are_not_found_rather_than_searched_for_ever():
    text = Index("a b " * 3000)
    quotation = " … ".join(["a [b]"] * 60) + " c"
    found = check(quotation, text)
    assert found.verdict is Verdict.NOT_FOUND


# -- real texts, quoted by machine --

FEIST = "feist-v-rural-499-us-340-1991.txt"
ORACLE = "oracle-v-google-750-f3d-1339-fed-cir-2014.txt"
FOUND = (Verdict.VERBATIM, Verdict.MARKED, Verdict.REVIEW)


@pytest.fixture(scope="module", params=[FEIST, ORACLE])
def text(request) -> Index:
    return Index((TEXTS / request.param).read_text())


def passages(index: Index, number: int, seed: int):
    chance = random.Random(seed)
    for _ in range(number):
        length = chance.randrange(8, 40)
        first = chance.randrange(len(index.words) - length)
        yield chance, first, first + length - 1


def lawful(chance, index: Index, first: int, last: int) -> str:
    """A passage with one of the changes that lawyers mark."""
    words = [index.words[number].raw for number in range(first, last + 1)]
    place = chance.randrange(2, len(words) - 3)
    change = chance.randrange(5)
    if change == 0:
        words[place : place + chance.randrange(1, 3)] = ["…"]
    elif change == 1:
        words[0] = f"[{words[0][0].swapcase()}]{words[0][1:]}"
    elif change == 2:
        words[place] = f"[{chance.choice(['it', 'the work', 'this'])}]"
    elif change == 3:
        words.insert(place, "[sic]")
    return " ".join(words) + (" (citation omitted)" if change == 4 else "")


def test_lawful_changes_are_found_where_they_were_made(text):
    found = 0
    for chance, first, last in passages(text, 500, seed=11):
        seen = check(lawful(chance, text, first, last), text)
        start, end = text.words[first].start, text.words[last].end
        found += seen.verdict in FOUND and seen.start < end and start < seen.end
    assert found >= 485


def silently_changed(chance, index: Index, first: int, last: int) -> str:
    """A passage with a change that nobody marked."""
    words = [index.words[number].raw for number in range(first, last + 1)]
    place = chance.randrange(1, len(words) - 1)
    change = chance.randrange(4)
    if change == 0:
        words[place] = "zebra"
    elif change == 1:
        del words[place]
    elif change == 2:
        words.reverse()
    else:
        other = chance.randrange(len(index.words) - 20)
        words[place:] = [index.words[number].raw for number in range(other, other + 8)]
    return " ".join(words)


def test_no_negation_is_dropped_unseen(text):
    places = [number for number, word in enumerate(text.words) if word.folded in ("not", "no", "never", "without")]
    assert len(places) > 20
    for place in places[:200]:
        if not 6 < place < len(text.words) - 6:
            continue
        words = [word.raw for word in text.words[place - 6 : place + 7]]
        quotation = " ".join(words[:6] + words[7:])
        if not stands_there(quotation, text):
            assert check(quotation, text).verdict is Verdict.NOT_FOUND, quotation


def stands_there(quotation: str, index: Index) -> bool:
    """Whether the changed words happen to stand in the text, as when one of two equal words was dropped."""
    wanted = [word.folded for word in Index(quotation).words]
    spelled = " ".join(word.folded for word in index.words)
    return f" {' '.join(wanted)} " in f" {spelled} "


def test_no_silent_change_is_accepted(text):
    for chance, first, last in passages(text, 500, seed=12):
        quotation = silently_changed(chance, text, first, last)
        if not stands_there(quotation, text):
            assert check(quotation, text).verdict is Verdict.NOT_FOUND, quotation
