"""Attaching a source to a claim, a citation's page, and taking it back, without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Citation, Claim, Source
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post
from tests.decisions import moderator
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source feist\nkind: case\ntitle: Feist\ncitation: Feist v. Rural, 499 U.S. 340 (1991)\n"
ARTICLE = "Louis D. Brandeis, The Right to Privacy, 4 Harv. L. Rev. 193, 195 (1890)"
BESIDE = {"HX-Request": "true", "HX-Target": "found"}
CHECKED = {"HX-Request": "true", "HX-Target": "checked"}
PARAGRAPH = "Originality remains the sine qua non of copyright; accordingly, protection may extend only to those."


@pytest.fixture
def ada(client):
    """Ada's browser, at a post with one source."""
    make_post("i: a -> c", main=["c"], sources=SOURCES, extra="cite c\nsource: feist\n")
    client.force_login(person())
    return client


def address(what="new"):
    return f"/claims/{claim('a').pk}/citations/{what}/"


def sent(**fields) -> dict[str, str]:
    return {"token": str(uuid4()), "cited": "", "locator": "", "quotation": "", "note": "", "do": "publish"} | fields


def filled_in(response) -> dict[str, str]:
    """What stands in the fields of a form."""
    page = response.content.decode()
    inputs = re.findall(r"<input[^>]*>", page)
    named = {re.search(r'name="(\w+)"', it)[1]: it for it in inputs if 'name="' in it}
    fields = {name: re.search(r'value="([^"]*)"', it) for name, it in named.items()}
    chosen = re.search(r'<option value="([\w-]*)" selected', page)
    texts = dict(re.findall(r'<textarea name="(\w+)"[^>]*>\n?([^<]*)</textarea>', page))
    values = {name: found[1] if found else "" for name, found in fields.items()} | texts
    return {name: unescape(value) for name, value in values.items()} | {"kind": chosen[1] if chosen else ""}


def test_a_source_that_is_here_is_attached_at_once(ada):
    response = ada.post(address(), sent(cited="499 U.S. 340, 345", quotation="not unique", note="Yes."), follow=True)
    made = Citation.objects.get(claim=claim("a"))
    assert response.redirect_chain == [(f"/claims/{claim('a').pk}/#citation-{made.pk}", 302)]
    assert (made.source.key, made.locator, made.quotation, made.note) == ("feist", "at 345", "not unique", "Yes.")
    assert f"citation-{made.pk}" in Page(response).ids
    assert "Source attached, not yet reviewed" in Page(response).words


def test_where_in_it_is_what_its_author_says(ada):
    ada.post(address(), sent(cited="499 U.S. 340, 345", locator="at 350"))
    assert Citation.objects.get(claim=claim("a")).locator == "at 350"


def test_what_a_new_source_is_is_seen_before_it_is_published(ada):
    response = ada.post(address(), sent(cited=ARTICLE, note="Kept."))
    assert response.status_code == 422
    assert not Citation.objects.filter(claim=claim("a"))
    fields = filled_in(response)
    assert (fields["kind"], fields["title"], fields["date"]) == ("article", "The Right to Privacy", "1890")
    assert fields["citation"] == "Louis D. Brandeis, The Right to Privacy, 4 Harv. L. Rev. 193 (1890)"
    assert fields["note"] == "Kept."
    response = ada.post(address(), fields | {"do": "publish"})
    assert response.status_code == 302
    made = Citation.objects.get(claim=claim("a"))
    assert (made.source.title, made.source.citation, made.locator) == (fields["title"], fields["citation"], "at 195")


def test_what_has_no_known_form_can_be_described(ada):
    fields = filled_in(ada.post(address(), sent(cited="Notes from a lecture")))
    assert (fields["kind"], fields["title"], fields["citation"]) == ("", "", "Notes from a lecture")
    response = ada.post(address(), fields | {"do": "publish"})
    assert response.status_code == 422
    assert {"Choose a kind.", "A source has a title."} <= set(
        re.findall(r"<li>([^<]+)</li>", response.content.decode())
    )
    assert ada.post(address(), fields | {"kind": "page", "title": "A lecture"}).status_code == 302


def test_what_was_written_stays_when_the_citation_changes(ada):
    fields = filled_in(ada.post(address("look"), sent(cited=ARTICLE))) | {"title": "My title"}
    fields = filled_in(ada.post(address("look"), fields | {"cited": "arXiv:1502.01852"}))
    assert (fields["title"], fields["citation"], fields["date"]) == ("My title", "arXiv:1502.01852 (2015)", "2015-02")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("address", "javascript:alert(1)"),
        ("address", "https://user:secret@example.org/"),
        ("archived_address", "http://localhost/"),
        ("date", "March 1890"),
        ("date", "1890-13"),
        ("kind", "rumour"),
        ("title", "x" * 301),
        ("edition", "x" * 61),
    ],
)
def test_a_field_of_a_new_source_that_makes_no_sense_is_refused_with_what_was_typed(ada, name, value):
    fields = filled_in(ada.post(address(), sent(cited=ARTICLE)))
    response = ada.post(address(), fields | {name: value})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert filled_in(response)["title"] or name == "title"
    assert Source.objects.count() == 1


def test_similar_sources_are_offered_and_one_is_chosen_by_a_button(ada):
    response = ada.post(address("look"), sent(cited="Feist versus Rural", note="Kept.", do="look"))
    feist = Source.objects.get()
    assert f'value="use-{feist.pk}"' in response.content.decode()
    fields = filled_in(ada.post(address("look"), filled_in(response) | {"do": f"use-{feist.pk}"}))
    assert (fields["source"], fields["note"]) == (str(feist.pk), "Kept.")
    assert ada.post(address(), fields | {"do": "publish"}).status_code == 302
    assert Citation.objects.get(claim=claim("a")).source == feist


def test_another_source_can_be_chosen_instead(ada):
    feist = Source.objects.get()
    response = ada.post(address("look"), sent(cited="Feist", source=feist.pk, do="use-"))
    assert "source" not in filled_in(response)
    assert filled_in(response)["cited"] == "Feist"


@pytest.mark.parametrize("source", ["0", "-1", "abc", "9" * 30, str(2**63 - 1)])
def test_a_source_that_is_not_there_is_not_chosen(ada, source):
    response = ada.post(address(), sent(source=source))
    assert response.status_code == 422
    assert not Citation.objects.filter(claim=claim("a"))


def test_what_was_typed_is_looked_for_beside_the_field(ada):
    response = ada.post(address("look"), sent(cited="499 U.S. 340"), headers=BESIDE)
    assert b"<html" not in response.content
    assert b"It is here already" in response.content
    assert not Citation.objects.filter(claim=claim("a"))


# -- the words, while they are typed --


def looked_at(ada, **fields) -> str:
    """What stands beside a quotation while it is typed, in words."""
    response = ada.post(address("look"), sent(**fields), headers=CHECKED)
    assert b"<html" not in response.content
    assert response.content.decode().count("<textarea") == 0
    return Page(response).words


def test_a_quotation_is_checked_while_it_is_typed(ada):
    supply_text(source=Source.objects.get(), by=moderator(), text=PARAGRAPH, is_whole=True)
    found = looked_at(ada, cited="feist", quotation="Originality remains the sine qua non")
    assert "Word for word. These words occur in the stored text of Feist" in found
    wrong = looked_at(ada, cited="feist", quotation="Originality remains the conditio sine qua non")
    assert "Not found" in wrong
    assert "what the quotation has instead" in wrong
    assert not Citation.objects.filter(claim=claim("a"))


def test_what_is_left_out_without_a_mark_is_named(ada):
    supply_text(source=Source.objects.get(), by=moderator(), text=PARAGRAPH, is_whole=True)
    found = looked_at(ada, cited="feist", quotation="Originality remains non of copyright")
    assert "Left out without a mark: “the sine qua”." in found


def test_words_that_nothing_is_near_are_compared_with_nothing(ada):
    supply_text(source=Source.objects.get(), by=moderator(), text=PARAGRAPH, is_whole=True)
    found = looked_at(ada, cited="feist", quotation="The moon is made of green cheese")
    assert "nothing in it is near them" in found
    assert "nearest" not in found


def test_the_words_of_a_new_source_are_looked_for_elsewhere(ada):
    supply_text(source=Source.objects.get(), by=person("bo"), text=PARAGRAPH, is_whole=True)
    found = looked_at(ada, cited=ARTICLE, quotation="Originality remains the sine qua non of copyright")
    assert "There is no text of this source on file." in found
    assert "the same words in Feist" in found
    assert "a finding, not a confirmation" in found


def test_a_quotation_is_checked_anew_when_its_source_is_another(ada):
    fields = sent(cited="feist", quotation="Originality remains")
    page = ada.post(address("look"), fields, headers=BESIDE).content.decode()
    assert re.search(r'<div class="checked" id="checked"[^>]* hx-swap-oob="true"', page)
    assert "There is no text of this source on file." in page


def test_without_words_nothing_is_said_of_them(ada):
    assert looked_at(ada, cited="feist").strip() == ""


def test_the_paragraph_around_a_quotation_settles_what_no_text_on_file_does(ada):
    pasted = {"cited": "feist", "paragraph": PARAGRAPH}
    assert "In the paragraph that you pasted: word for word." in looked_at(ada, quotation="the sine qua non", **pasted)
    wrong = looked_at(ada, quotation="Originality remains the sine qua none of copyright", **pasted)
    assert "Not in the paragraph that you pasted" in wrong


@pytest.mark.parametrize("cited", ["feist", ARTICLE])
def test_a_pasted_paragraph_goes_on_file_as_supplied_by_who_pasted_it(ada, cited):
    fields = filled_in(ada.post(address("look"), sent(cited=cited, quotation="sine qua non", paragraph=PARAGRAPH)))
    assert ada.post(address(), fields | {"do": "publish"}).status_code == 302
    made = Citation.objects.get(claim=claim("a"))
    text = made.source.texts.get()
    assert (text.text, text.is_whole, text.curation, text.supplied_by.username) == (
        PARAGRAPH,
        False,
        "unreviewed",
        "ada",
    )
    assert (made.found["verdict"], made.found["text"]) == ("verbatim", text.pk)


def test_where_a_paragraph_stands_goes_on_file_with_it(ada):
    pasted = {
        "cited": "feist",
        "quotation": "sine qua non",
        "paragraph": PARAGRAPH,
        "found_at": "at 345, https://example.org/feist.",
    }
    assert ada.post(address(), sent(**pasted)).status_code == 302
    assert Source.objects.get().texts.get().found_at == "at 345, https://example.org/feist."


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"found_at": "page 3 of (http://127.0.0.1/a)", "paragraph": PARAGRAPH}, "leads to no public place"),
        ({"found_at": "at 345"}, "Paste what stands there, or leave out where it is."),
        ({"found_at": "at 345", "paragraph": "---"}, "There are no words in it."),
    ],
)
def test_where_a_paragraph_stands_is_kept_through_errors(ada, fields, reason):
    response = ada.post(address(), sent(cited="feist", **fields))
    assert response.status_code == 422
    assert reason in Page(response).words
    assert filled_in(response)["found_at"] == fields["found_at"]
    assert not Citation.objects.filter(claim=claim("a"))


def test_a_paragraph_is_not_taken_where_the_whole_text_is_on_file(ada):
    supply_text(source=Source.objects.get(), by=moderator(), text="Another text.", is_whole=True)
    found = looked_at(ada, cited="feist", quotation="sine qua non", paragraph=PARAGRAPH)
    assert "Not found" in found
    ada.post(address(), sent(cited="feist", quotation="sine qua non", paragraph=PARAGRAPH))
    assert Source.objects.get().texts.count() == 1


def test_a_paragraph_without_words_is_refused(ada):
    response = ada.post(address(), sent(cited="feist", paragraph="---"))
    assert response.status_code == 422
    assert "There are no words in it" in Page(response).words


def test_without_scripts_the_quotation_is_checked_by_a_button(ada):
    typed = sent(cited="feist", quotation="sine qua non", paragraph=PARAGRAPH, do="look")
    page = Page(ada.post(address("look"), typed))
    assert "In the paragraph that you pasted: word for word." in page.words
    assert "Check the quotation" in page.words


def test_the_address_may_name_a_citation_or_a_source(ada):
    assert filled_in(ada.get(f"{address()}?cited=499+U.S.+340"))["cited"] == "499 U.S. 340"
    assert "It is here already" in Page(ada.get(f"{address()}?cited=499+U.S.+340")).words
    assert filled_in(ada.get(f"{address()}?source={Source.objects.get().pk}"))["source"]


def test_nothing_is_attached_without_a_source(ada):
    response = ada.post(address(), sent(note="Kept."))
    assert response.status_code == 422
    assert "Say which source" in Page(response).words
    assert filled_in(response)["note"] == "Kept."


def test_the_same_citation_twice_is_refused_with_a_link_to_it(ada):
    ada.post(address(), sent(cited="feist"))
    response = ada.post(address(), sent(cited="feist"))
    assert response.status_code == 422
    assert Citation.objects.get(claim=claim("a")).get_absolute_url() in Page(response).links


def test_the_same_source_elsewhere_is_let_go_and_said(ada):
    ada.post(address(), sent(cited="feist", locator="at 345"))
    made = Citation.objects.get(claim=claim("a"))
    beside = ada.post(address("look"), sent(cited="feist"), headers=BESIDE)
    assert "Already cited by this claim: at 345." in Page(beside).words
    assert made.get_absolute_url() in Page(beside).links
    response = ada.post(address(), sent(cited="feist", locator="at 350"), follow=True)
    assert "a cites it also elsewhere." in Page(response).words
    assert Citation.objects.filter(claim=claim("a")).count() == 2


def test_the_same_place_spelled_otherwise_is_refused_and_what_was_typed_stays(ada):
    ada.post(address(), sent(cited="feist", locator="at 345"))
    response = ada.post(address(), sent(cited="feist", locator="p. 345", note="Kept."))
    assert response.status_code == 422
    assert "a cites this already, at the same place in the same words." in Page(response).words
    assert (filled_in(response)["locator"], filled_in(response)["note"]) == ("p. 345", "Kept.")


def test_a_form_that_is_sent_twice_attaches_once(ada):
    form = sent(cited="feist")
    for _ in range(2):
        response = ada.post(address(), form)
        assert response.status_code == 302
    assert Citation.objects.filter(claim=claim("a")).count() == 1


def test_a_claim_that_goes_meanwhile_leaves_the_words(ada, monkeypatch):
    from argmap.views import citations

    shown = claim("a")
    monkeypatch.setattr(citations, "claim_or_404", lambda number: shown)
    where = address()
    Claim.objects.filter(key="a").update(state="withdrawn")
    response = ada.post(where, sent(cited="feist", note="Kept."))
    assert response.status_code == 422
    assert filled_in(response)["note"] == "Kept."


def test_who_signs_in_finds_what_was_typed(client):
    make_post("a", sources=SOURCES)
    assert client.post(address(), sent(cited="499 U.S. 340, 345", note="Kept.")).status_code == 302
    client.force_login(person())
    fields = filled_in(client.get(address()))
    assert (fields["cited"], fields["note"]) == ("499 U.S. 340, 345", "Kept.")


# -- the page of a citation --


@pytest.fixture
def mine(ada) -> Citation:
    """A citation of Ada's."""
    ada.post(address(), sent(cited="feist", locator="at 345", quotation="<b>words</b>", note="<script>x</script>"))
    return Citation.objects.get(claim=claim("a"))


def test_a_citation_has_a_page_that_says_who_cites_what_where(ada, mine):
    page = Page(ada.get(f"/citations/{mine.pk}/"))
    for words in (
        "Claim a.",
        "Feist v. Rural, 499 U.S. 340 (1991)",
        "at 345",
        "<b>words</b>",
        "ada",
        "not yet reviewed",
    ):
        assert words in page.words
    assert {mine.claim.get_absolute_url() + "history/", f"/citations/{mine.pk}/withdraw/"} <= set(page.links)


def test_who_did_not_make_it_is_not_offered_to_withdraw_it(client, mine):
    client.force_login(person("bob"))
    assert f"/citations/{mine.pk}/withdraw/" not in Page(client.get(mine.get_absolute_url())).links
    assert client.post(f"/citations/{mine.pk}/withdraw/").status_code == 403


def test_what_is_withdrawn_leaves_a_stub_and_can_be_put_back(ada, mine):
    own = mine.get_absolute_url()
    assert ada.get(f"{own}withdraw/").status_code == 200
    response = ada.post(f"{own}withdraw/", follow=True)
    assert "Withdrawn: a source of a." in Page(response).words
    assert f"citation-{mine.pk}" not in Page(response).ids
    stub = ada.get(own)
    assert stub.status_code == 410
    assert f"{own}restore/" in Page(stub).links
    assert ada.get(f"{own}withdraw/").headers["Location"] == f"{own}restore/"
    assert ada.get(f"{own}restore/").status_code == 200
    response = ada.post(f"{own}restore/", follow=True)
    assert response.status_code == 200
    assert "Put back" in Page(response).words


@pytest.mark.parametrize(("state", "status"), [("hidden", 410), ("withdrawn", 410), ("waiting", 404)])
def test_a_citation_that_is_not_published_is_not_shown_nor_that_of_such_a_claim(client, mine, state, status):
    own = mine.get_absolute_url()
    client.logout()
    Citation.objects.filter(pk=mine.pk).update(state=state)
    assert client.get(own).status_code == status
    Citation.objects.filter(pk=mine.pk).update(state="published")
    Claim.objects.filter(key="a").update(state=state)
    response = client.get(own)
    assert response.status_code == status
    assert "Claim a." not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 30, str(2**63)])
def test_a_citation_that_never_was_is_404(client, db, number):
    assert client.get(f"/citations/{number}/").status_code == 404


def test_a_larger_argument_takes_as_many_queries(client, db):
    counts = []
    for size in (1, 9):
        slug = f"size-{size}"
        steps = "; ".join(f"i{number}: a{number} -> c" for number in range(size))
        make_post(f"i: a -> c; {steps}", main=["c"], slug=slug, sources=SOURCES, extra="cite a\nsource: feist\n")
        cited = claim("a", slug).citations.get()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(cited.get_absolute_url()).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
