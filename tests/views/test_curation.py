"""The pages on which moderators curate a source, and what everybody sees of it."""

from __future__ import annotations

import pytest

from argmap.models import Decision, LaterHistory, LinkCheck, Source
from argmap.operations import curation
from tests.builders import claim
from tests.merging import merge, moderator
from tests.people import against, person


@pytest.fixture
def signed_in(client, demo):
    client.force_login(moderator())
    return client


@pytest.fixture
def source(demo) -> Source:
    return Source.objects.get()


def at(source, rest: str = "") -> str:
    return f"/sources/{source.pk}/{rest}"


def shown(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("decision", "words"),
    [("confirm", "● Confirmed"), ("dispute", "◐ Disputed"), ("reject", "✕ Rejected as a source")],
)
def test_how_a_source_stands_is_said_on_it_and_where_it_is_cited(signed_in, source, decision, words):
    response = signed_in.post(at(source, "curation/"), {"decision": decision, "reason": "I read it whole."})
    assert response["Location"] == at(source)
    signed_in.logout()
    for address in (at(source), claim("a").get_absolute_url(), claim("a").citations.get().get_absolute_url()):
        page = shown(signed_in, address)
        assert words in page and "/people/moderator/" in page, address
    assert "I read it whole." in shown(signed_in, at(source))


def test_a_rejected_source_stays_on_the_claim(signed_in, source):
    curation.reject(source=source, by=moderator(), reason="No such case.")
    assert "words of the case" in shown(signed_in, claim("a").get_absolute_url())
    assert "rejected as a source" in shown(signed_in, "/posts/demo/sources/")


def test_a_decision_needs_a_choice_and_a_reason(signed_in, source):
    response = signed_in.post(at(source, "curation/"), {"reason": ""})
    assert response.status_code == 422
    assert "Choose one of these." in response.content.decode()
    assert "Every decision says why." in response.content.decode()
    assert not Decision.objects.exists()


def test_a_correction_is_looked_at_and_then_made(signed_in, source):
    assert "no moderator has looked at it yet" in shown(signed_in, at(source))
    values = {
        "kind": "case", "title": "Someone v. Nobody", "citation": "Someone v. Nobody, 1 U.S. 1 (1800)",
        "reason": "Misspelled.", "seen": curation.state_of(source),
    }  # fmt: skip
    look = signed_in.post(at(source, "edit/"), values | {"do": "look", "reason": ""})
    assert look.status_code == 200
    assert "Read as: Someone v. Nobody, 1 U.S. 1 (1800)" in look.content.decode()
    assert not Decision.objects.exists()
    assert signed_in.post(at(source, "edit/"), values | {"reason": ""}).status_code == 422
    assert signed_in.post(at(source, "edit/"), values)["Location"] == at(source)
    source.refresh_from_db()
    assert source.title == "Someone v. Nobody"
    assert "not yet confirmed" in shown(signed_in, at(source))


def test_a_correction_of_what_somebody_else_has_changed_is_not_made(signed_in, source):
    seen = curation.state_of(source)
    Source.objects.update(title="Another")
    values = {"kind": "case", "title": "Mine", "citation": source.citation, "reason": "So.", "seen": seen}
    response = signed_in.post(at(source, "edit/"), values)
    assert response.status_code == 422
    assert "Somebody changed this meanwhile" in response.content.decode()


def test_later_history_is_recorded_shown_where_the_source_is_cited_and_taken_back(signed_in, source):
    values = {
        "treatment": "reversed", "extent": "on other grounds", "cited": "Doe v. Roe, 2 U.S. 2 (1801)", "reason": "So.",
    }  # fmt: skip
    assert signed_in.post(at(source, "history/new/"), values).status_code == 302
    page = shown(signed_in, at(source))
    assert "<i>rev&#x27;d on other grounds sub nom.</i> Doe v. Roe, 2 U.S. 2 (1801)" in page
    assert "† Reversed" in shown(signed_in, claim("a").get_absolute_url())
    row = LaterHistory.objects.get()
    removed = signed_in.post(at(source, f"history/{row.pk}/remove/"), {"reason": "Another case."})
    assert removed.status_code == 302
    assert "† Reversed" not in shown(signed_in, claim("a").get_absolute_url())
    assert signed_in.get(at(source, f"history/{row.pk}/remove/")).status_code == 404


def test_later_history_says_by_what(signed_in, source):
    response = signed_in.post(
        at(source, "history/new/"), {"treatment": "amended", "extent": "in part", "reason": "So."}
    )
    assert response.status_code == 422
    assert "Say by what." in response.content.decode()


@pytest.mark.parametrize(("decision", "words"), [("dead", "no longer there"), ("keep", "Address"), ("replace", "/b")])
def test_an_address_is_replaced_kept_or_marked_as_dead(signed_in, source, decision, words):
    Source.objects.update(address="https://example.org/a")
    values = {
        "address": "https://example.org/a",
        "decision": decision,
        "becomes": "https://example.org/b",
        "reason": "So.",
    }
    assert signed_in.post(at(source, "links/"), values).status_code == 302
    assert words in shown(signed_in, at(source))
    assert Decision.objects.get(moderator=moderator()).details["address"] == "https://example.org/a"
    assert LinkCheck.objects.count() == (1 if decision == "dead" else 0)


def test_a_source_is_merged_by_a_form_and_its_page_leads_to_the_survivor(signed_in, source):
    other = Source.objects.create(key="t", kind="case", title="The same", citation="Someone, 1 U. S. 1")
    values = {"into": "t", "reason": "One case."}
    assert signed_in.post(at(source, "merge/"), values)["Location"] == at(other)
    assert signed_in.get(at(source))["Location"] == at(other)
    assert "The same" in shown(signed_in, claim("a").get_absolute_url())
    merged = Decision.objects.get(action="merge")
    undo = f"/decisions/{merged.pk}/undo/"
    assert undo in shown(signed_in, merged.get_absolute_url())
    assert signed_in.post(undo, {"reason": "Two cases."})["Location"] == at(source)
    assert "Someone v. Someone Else" in shown(signed_in, claim("a").get_absolute_url())


def test_claims_and_steps_are_merged_by_key_and_what_cannot_be_says_why(signed_in, demo):
    one, other = (against(claim("b"), words, by=person("ada")) for words in ("Not so.", "No."))
    response = signed_in.post(f"/inferences/{one.pk}/merge/", {"into": "nothing", "reason": "Same."})
    assert "There is no such step in this post." in response.content.decode()
    response = signed_in.post(f"/claims/{claim('c').pk}/merge/", {"into": "a", "reason": "Same."})
    assert "The post itself says this." in response.content.decode()
    done = signed_in.post(f"/inferences/{one.pk}/merge/", {"into": other.key.lower(), "reason": "Same."})
    assert done["Location"] == other.get_absolute_url()
    assert "also made by" in shown(signed_in, claim("b").get_absolute_url())


def test_what_something_may_be_merged_into_is_offered_by_its_words(signed_in, source, demo):
    step, other = (against(claim("b"), words, by=person("ada")) for words in ("Nobody wrote it.", "It has no author."))
    Source.objects.create(key="t", kind="case", title="Someone v. Somebody Else", citation="Someone, 1 U. S. 1")
    one, same = claim("b"), against(claim("a"), "Claim b, too.", by=person("ada")).premises.get().claim
    offers = {
        f"/inferences/{step.pk}/merge/": (other.key, f"{other.key}, by ada, applies: It has no author."),
        f"/claims/{same.pk}/merge/": (one.key, f"{one.key}, {one.label}: {one.text}"),
        at(source, "merge/"): ("t", "t: Someone, 1 U. S. 1"),
    }
    for address, (key, words) in offers.items():
        assert words in shown(signed_in, address)
        said = signed_in.post(address, {"reason": "Same."})
        assert said.status_code == 422
        assert "Say which one stays." in said.content.decode()
        assert signed_in.post(address, {"chosen": key, "reason": "Same."}).status_code == 302


def test_a_page_names_what_was_merged_into_it_with_the_decision(signed_in, demo):
    one, other = (against(claim("b"), words, by=person("ada")) for words in ("Not so.", "No."))
    made = merge(one, other)
    address = other.get_absolute_url()
    assert f"{one.key}</span> makes the same point" in shown(signed_in, address)
    assert made.get_absolute_url() in shown(signed_in, address)
    signed_in.post(f"{made.get_absolute_url()}undo/", {"reason": "So."})
    assert "makes the same point" not in shown(signed_in, address)


def test_a_merge_that_was_merged_further_is_undone_last(signed_in, demo):
    one, two = (against(claim("b"), words).premises.get().claim for words in ("Not so.", "No."))
    first, _ = merge(one, two), merge(two, claim("f"))
    response = signed_in.post(f"{first.get_absolute_url()}undo/", {"reason": "So."})
    assert response.status_code == 422
    assert "Undo that first." in response.content.decode()


def test_a_source_takes_as_many_queries_however_much_is_known_of_it(signed_in, source, django_assert_max_num_queries):
    for number in range(6):
        by = Source.objects.create(key=f"t{number}", kind="case", title="T", citation=f"T, {number} U.S. 1")
        LaterHistory.objects.create(source=source, treatment="amended", by=by)
        curation.confirm(source=source, by=moderator(), reason="So.")
    with django_assert_max_num_queries(26):
        signed_in.get(at(source))
