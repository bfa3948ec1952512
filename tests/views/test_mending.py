"""Mending a citation: by who made it, by a moderator with a reason, and when somebody else was quicker."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest

from argmap.models import Citation, Decision, Source
from argmap.operations import citations
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post
from tests.decisions import moderator
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = """\
source feist
kind: case
title: Feist
citation: Feist v. Rural, 499 U.S. 340 (1991)

source book
kind: page
title: A book
citation: A book
"""


@pytest.fixture
def mine(db) -> Citation:
    """A citation of Ada's with a word that is wrong."""
    make_post("i: a -> c", main=["c"], sources=SOURCES)
    feist = Source.objects.get(key="feist")
    supply_text(source=feist, by=moderator(), text="Originality is the sine qua non of copyright.", is_whole=True)
    words = {"locator": "at 345", "quotation": "Originality is the conditio sine qua non"}
    return citations.cite(claim=claim("a"), source=feist, contributor=person(), token=uuid4(), **words)


@pytest.fixture
def ada(client, mine):
    client.force_login(person())
    return client


@pytest.fixture
def mod(client, mine):
    client.force_login(moderator())
    return client


def address(mine) -> str:
    return f"/citations/{mine.pk}/edit/"


def decisions() -> list[Decision]:
    """What moderators decided, without what the site records by itself."""
    return list(Decision.objects.exclude(moderator=None))


def form_of(response) -> dict[str, str]:
    """What stands in the fields of the form."""
    page = response.content.decode()
    named = {found[1]: it for it in re.findall(r"<input[^>]*>", page) if (found := re.search(r'name="(\w+)"', it))}
    values = {name: found[1] if (found := re.search(r'value="([^"]*)"', it)) else "" for name, it in named.items()}
    values |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', page))
    return {name: unescape(value) for name, value in values.items() if name not in ("csrfmiddlewaretoken", "q")}


def changed(client, mine, **fields):
    return client.post(address(mine), form_of(client.get(address(mine))) | fields)


def test_its_author_mends_the_words_and_they_are_checked_again(ada, mine):
    assert mine.found["verdict"] == "not found"
    shown = ada.get(address(mine))
    assert form_of(shown)["locator"] == "at 345"
    assert "Not found" in Page(shown).words
    response = changed(ada, mine, quotation="Originality is the sine qua non", note="Mended.")
    assert response.headers["Location"] == mine.get_absolute_url()
    mine.refresh_from_db()
    assert (mine.quotation, mine.note, mine.found["verdict"]) == (
        "Originality is the sine qua non",
        "Mended.",
        "verbatim",
    )
    assert not decisions()


def looked(client, mine, *, target="", **fields) -> str:
    """What the page says it would change, by its button or beside the fields."""
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    typed = form_of(client.get(address(mine))) | {"do": "look"} | fields
    response = client.post(f"{address(mine)}look/", typed, headers=headers)
    assert (b"<html" in response.content) is not bool(target)
    return Page(response).words.partition("What it would change")[2]


@pytest.mark.parametrize("target", ["", "changes"])
def test_before_it_is_saved_what_changes_is_shown(ada, mine, target):
    words = looked(ada, mine, target=target, quotation="Originality is the sine qua non", locator="at 346", note="Why.")
    assert "Printed asFeist v. Rural, 499 U.S. 340 (1991), at [removed: 345][added: 346]" in words
    assert "Its wordsOriginality is the [removed: conditio ]sine qua non" in words
    assert "The check✕ not found → ● word for word" in words
    assert "Its note[added: Why.]" in words
    assert "Labelsnone: they do not go by sources" in words
    mine.refresh_from_db()
    assert (mine.locator, mine.note) == ("at 345", "")


def test_where_nothing_changes_that_is_said(ada, mine):
    assert "Nothing so far: it says what it said." in Page(ada.get(address(mine))).words
    assert looked(ada, mine).startswith(" Nothing so far")


def test_another_place_leaves_the_check_as_it_was(ada, mine):
    assert "The checkas before: ✕ not found" in looked(ada, mine, locator="at 346")


def test_another_source_is_shown_as_it_would_be_printed_and_checked(ada, mine):
    words = looked(ada, mine, source="", cited="A book")
    assert "A book" in words and "The check✕ not found → ○ not checked, since no text is on file" in words
    words = looked(ada, mine, source="", cited="17 U.S.C. § 102(b)")
    assert "17 U.S.C. § 102" in words
    assert "→ no words are quoted" in looked(ada, mine, quotation="")


def test_words_that_were_read_in_another_source_are_looked_up_there(ada, mine):
    Citation.objects.update(source=Source.objects.get(key="book"), quoted_in=Source.objects.get(key="feist"))
    words = looked(ada, mine, quotation="Originality is the sine qua non")
    assert "→ ● word for word" in words
    assert "Printed as" not in words


def test_a_pasted_paragraph_is_said_to_be_what_was_looked_in(ada, mine):
    fields = {"source": "", "cited": "A book", "quotation": "the sine qua non", "paragraph": "It is the sine qua non."}
    assert "→ ● word for word, in the paragraph that you pasted" in looked(ada, mine, **fields)


def test_it_can_point_to_another_source(ada, mine):
    response = changed(ada, mine, source="", cited="A book")
    assert response.status_code == 302
    mine.refresh_from_db()
    assert (mine.source.key, mine.found["verdict"]) == ("book", "no text on file")


def test_the_history_says_to_which_source_it_points_now(ada, mine):
    changed(ada, mine, source="", cited="A book")
    words = Page(ada.get(f"/claims/{claim('a').pk}/history/")).words
    assert "cited A book for this claim" in words
    assert "cited Feist for this claim" in words


def test_it_can_point_to_a_new_source(ada, mine):
    fields = form_of(ada.post(f"{address(mine)}look/", form_of(ada.get(address(mine))) | {"do": "use-"}))
    response = ada.post(address(mine), fields | {"cited": "17 U.S.C. § 102(b)"})
    assert response.status_code == 422
    assert "This source is not here yet." in Page(response).words
    fields = form_of(response) | {"kind": "statute", "title": "Subject matter of copyright"}
    assert ada.post(address(mine), fields).status_code == 302
    mine.refresh_from_db()
    assert mine.source.citation == "17 U.S.C. § 102"


def test_the_history_of_the_claim_says_so(ada, mine):
    changed(ada, mine, quotation="Originality is the sine qua non")
    words = Page(ada.get(f"/claims/{claim('a').pk}/history/")).words
    assert (
        "edited the quotation of a citation of Feist for this claim Originality is the [removed: conditio ]sine qua non"
        in words
    )


def test_a_moderator_decides_with_a_reason(mod, mine):
    response = changed(mod, mine, quotation="Originality is the sine qua non")
    assert response.status_code == 422
    assert "Every decision says why." in Page(response).words
    assert changed(mod, mine, quotation="the sine qua non", reason="As it stands there.").status_code == 302
    (made,) = decisions()
    assert (made.action, made.reason, made.citation) == ("correct", "As it stands there.", mine)
    assert made.details["was"] == {"quotation": "Originality is the conditio sine qua non"}
    assert made.details["became"] == {"quotation": "the sine qua non"}


def test_a_moderator_who_points_elsewhere_says_so_in_the_log(mod, mine):
    book = Source.objects.get(key="book")
    assert changed(mod, mine, source=str(book.pk), reason="It stands there.").status_code == 302
    (made,) = decisions()
    assert (made.action, made.details["became"]) == ("point elsewhere", {"source": book.pk})


def test_what_was_accepted_is_looked_at_again_when_its_author_mends_it(ada, mine):
    Citation.objects.update(is_accepted=True)
    changed(ada, mine, quotation="Originality is the sine qua non")
    mine.refresh_from_db()
    assert not mine.is_accepted


def test_somebody_else_may_not(client, mine):
    client.force_login(person("bo"))
    assert client.get(address(mine)).status_code == 403
    assert client.post(address(mine), {}).status_code == 403


def test_where_somebody_was_quicker_both_are_shown(ada, mine):
    opened = form_of(ada.get(address(mine)))
    Citation.objects.update(locator="at 350", note="Theirs.")
    response = ada.post(address(mine), opened | {"note": "Mine."})
    assert response.status_code == 409
    page = Page(response)
    assert "This citation was changed while you wrote." in page.words
    assert {"at 350", "Theirs."} <= {words for words in ("at 350", "Theirs.") if words in page.words}
    fields = form_of(response)
    assert fields["note"] == "Mine."
    assert ada.post(address(mine), fields).status_code == 302
    mine.refresh_from_db()
    assert (mine.locator, mine.note) == ("at 345", "Mine.")


def test_what_the_claim_cites_already_is_refused_with_a_link(ada, mine):
    other = citations.cite(claim=claim("a"), source=mine.source, contributor=person(), token=uuid4())
    response = changed(ada, mine, locator="", quotation="")
    assert response.status_code == 422
    assert other.get_absolute_url() in Page(response).links


def test_a_form_that_is_sent_twice_is_saved_once(mod, mine):
    fields = form_of(mod.get(address(mine))) | {"locator": "at 346", "reason": "Why."}
    assert [mod.post(address(mine), fields).status_code for _ in range(2)] == [302, 302]
    assert len(decisions()) == 1


def test_in_a_post_that_is_reviewed_first_it_waits_when_its_author_mends_it(ada, mine):
    mine.claim.post.is_reviewed_first = True
    mine.claim.post.save()
    changed(ada, mine, locator="at 346")
    mine.refresh_from_db()
    assert mine.state == "waiting"


@pytest.mark.parametrize("part", ["found", "checked"])
def test_what_is_typed_is_looked_up_beside_its_field(ada, mine, part):
    fields = form_of(ada.get(address(mine))) | {"quotation": "the sine qua non"}
    headers = {"HX-Request": "true", "HX-Target": part}
    response = ada.post(f"{address(mine)}look/", fields, headers=headers)
    assert b"<html" not in response.content
    assert "Word for word" in Page(response).words
