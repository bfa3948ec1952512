"""What is narrowed down, and what is found by nobody."""

from __future__ import annotations

import pytest

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Source, SourceText
from argmap.queries.search import Kind, Wanted, search
from tests.builders import claim, make_post
from tests.people import against, person, reword
from tests.queries.search.searching import found, put_on_file, remark


@pytest.mark.parametrize("state", ["withdrawn", "hidden", "waiting"])
def test_the_key_of_what_is_not_published_finds_nothing(post, state):
    Inference.objects.filter(key="u").update(state=state)
    Claim.objects.filter(key="d").update(state=state)
    assert search(Wanted(words="u", kind=Kind.STEP)).results == []
    assert search(Wanted(words="d", kind=Kind.CLAIM)).results == []


def test_steps_have_no_label_that_one_may_ask_for(post):
    assert search(Wanted(words="i", label="stands", kind=Kind.STEP)).total == 0


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


def test_posts_have_an_author_and_nothing_else_to_filter_by(post):
    assert found("demonstration", voice="author", post=post.pk) == ["post"]
    assert found("demonstration", voice="reader") == []
    assert found("demonstration", has_source=False) == []
    assert found("demonstration", label="stands") == []
    assert found("demonstration", by="ada") == []
    assert found("demonstration", post=make_post("x", slug="other").pk) == ["post"]


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_a_person_is_found_by_their_exact_name_if_they_contributed_anything(post, state):
    grace = person("Grace")
    assert search(Wanted(words="Grace")).person is None
    answer = against(claim("c"), "Not so.", by=grace)
    assert [search(Wanted(words=words)).person for words in ("grace", " GRACE ", "Grac", "Grace is")] == [
        *(grace, grace),
        *(None, None),
    ]
    Inference.objects.filter(pk=answer.pk).update(state=state)
    Claim.objects.filter(contributor=grace).update(state=state)
    assert search(Wanted(words="grace")).person is None
    remark("Why?", contributor=grace)
    assert search(Wanted(words="grace")).person == grace
    type(grace).objects.filter(pk=grace.pk).update(is_active=False)
    assert search(Wanted(words="grace")).person is None
