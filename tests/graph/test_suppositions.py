from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from argmap.graph.suppositions import LIMIT, Suppositions, read_suppositions


def read(**parameters: str) -> tuple[Suppositions, list[str]]:
    return read_suppositions(parameters, claims=range(1, 200), inferences=range(1, 10))


def supposed(granted=(), denied=(), set_aside=()) -> Suppositions:
    return Suppositions(frozenset(granted), frozenset(denied), frozenset(set_aside))


def test_an_address_says_what_is_granted_denied_and_set_aside() -> None:
    assert read(grant="12,15", deny="31", without="7") == (supposed({12, 15}, {31}, {7}), [])


def test_nothing_supposed_is_nothing_to_say() -> None:
    assert read() == (supposed(), [])
    assert supposed().query == ""
    assert not supposed()


def test_spaces_repetitions_and_empty_places_are_no_mistakes() -> None:
    assert read(grant=" 12,, 12 ,", deny="") == (supposed({12}), [])


def test_a_claim_both_granted_and_denied_is_neither_and_a_message_says_so() -> None:
    assert read(grant="1,2", deny="2,3") == (supposed({1}, {3}), ["Both granted and denied, so neither: 2."])


def test_what_is_not_in_the_argument_is_left_out_with_a_message() -> None:
    found, messages = read(grant="1,999,abc", without="8,9,10,-1")
    assert found == supposed({1}, (), {8, 9})
    assert messages == [
        "No claim of this argument, so left out: 999, abc.",
        "No step of this argument, so left out: 10, -1.",
    ]


def test_absurd_numbers_are_left_out_and_shortened_in_the_message() -> None:
    found, messages = read(grant="9" * 5000 + ",١٢,²,1e3,0x1")
    assert found == supposed()
    assert messages == [f"No claim of this argument, so left out: {'9' * 20}…, ١٢, ², 1e3, 0x1."]


def test_a_message_names_a_few_and_counts_the_rest() -> None:
    _, messages = read(deny=",".join(f"x{number}" for number in range(1000)))
    assert messages == ["No claim of this argument, so left out: x0, x1, x2, x3, x4 and 995 more."]


def test_no_more_than_fifty_are_taken() -> None:
    found, messages = read(grant=",".join(map(str, range(1, 61))), without="3")
    assert len(found) == LIMIT
    assert found == supposed(range(1, LIMIT + 1))
    assert messages == ["Only the first 50 suppositions were taken, of 61."]


def test_an_address_is_the_same_for_the_same_suppositions() -> None:
    assert supposed({15, 12}, {31}, {7}).query == "grant=12,15&deny=31&without=7"


@given(st.sets(st.integers(1, 99)), st.sets(st.integers(100, 199)), st.sets(st.integers(1, 9)))
def test_an_address_reads_back_as_what_it_was_made_from(granted, denied, set_aside) -> None:
    suppositions = supposed(sorted(granted)[:20], sorted(denied)[:20], set_aside)
    assert read(**dict(parse_qsl(suppositions.query))) == (suppositions, [])


@given(st.dictionaries(st.sampled_from(["grant", "deny", "without", "other"]), st.text()))
def test_no_address_is_too_strange_to_read(parameters: dict[str, str]) -> None:
    found, _ = read_suppositions(parameters, claims={1, 2}, inferences={3})
    assert found.granted | found.denied <= {1, 2}
    assert not found.granted & found.denied
    assert found.set_aside <= {3}
