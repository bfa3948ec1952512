"""Putting texts on file in a browser, judging them, and comparing two."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from argmap.models import Decision, Source, SourceText
from argmap.models.source_text import LONGEST_PASSAGE
from argmap.operations.texts import reject_text, supply_text
from tests.builders import make_post
from tests.people import person
from tests.prose.files import pdf
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
CITED = "cite a\nsource: s\nquotation: the weights are free\n"
WORDS = "They say: the weights are free."
FILLED = {
    "text": WORDS,
    "extent": "excerpt",
    "found_at": "https://example.org/a-page",
    "retrieved": "2023-03-16",
    "rights": "in the public domain",
}


@pytest.fixture
def source(db) -> Source:
    make_post("a", sources=SOURCE, extra=CITED)
    return Source.objects.get()


@pytest.fixture
def ada(client):
    client.force_login(person())
    return client


def new(source) -> str:
    return f"/sources/{source.pk}/texts/new/"


def supplied(source, text=WORDS, *, by="ada", **columns) -> SourceText:
    role = "moderator" if by == "mo" else "member"
    return supply_text(source=source, by=person(by, role=role), text=text, **{"is_whole": True} | columns)


def shown(client, source) -> str:
    return Page(client.get(f"/sources/{source.pk}/")).words


def test_a_pasted_text_is_put_on_file_and_shown_as_supplied(ada, source):
    response = ada.post(new(source), FILLED | {"law_as_of": "2022-01-01", "edition": "2d ed."})
    text = SourceText.objects.get()
    assert response.headers["Location"] == f"/sources/{source.pk}/?text={text.pk}#text-{text.pk}"
    assert (text.text, text.is_whole, text.found_at) == (WORDS, False, "https://example.org/a-page")
    assert (text.retrieved, text.law_as_of, text.edition) == (date(2023, 3, 16), date(2022, 1, 1), "2d ed.")
    words = shown(ada, source)
    assert "The text is on file, not yet confirmed." in words
    assert "Supplied by ada, not yet confirmed." in words
    assert WORDS in words


def test_the_badge_of_a_quotation_says_who_supplied_the_text(client, source):
    supplied(source)
    page = Page(client.get(source.citations.get().get_absolute_url())).words
    assert "◐ In a text that ada supplied and no moderator has confirmed: word for word." in page
    assert "These words occur in the stored text of A page." in page


def test_the_badge_says_nothing_of_it_where_a_moderator_supplied_the_text(client, source):
    supplied(source, by="mo")
    page = Page(client.get(source.citations.get().get_absolute_url())).words
    assert "These words occur in the stored text of A page." in page


def test_a_file_is_put_on_file(ada, source):
    file = SimpleUploadedFile("page.pdf", pdf("the weights are free"))
    ada.post(new(source), FILLED | {"text": "", "file": file})
    assert SourceText.objects.get().text == "the weights are free"


def test_the_text_of_a_file_can_be_looked_through_first(ada, source):
    file = SimpleUploadedFile("page.html", b"<p>the weights <b>are</b> free")
    response = ada.post(new(source), {"do": "look", "file": file, "edition": "2d ed."})
    assert response.status_code == 200
    assert "the weights are free</textarea>" in response.content.decode()
    assert "This is the text of page.html. The file itself is not kept." in Page(response).words
    assert 'value="2d ed."' in response.content.decode()
    assert not SourceText.objects.exists()


def test_looking_at_no_file_asks_for_one_and_for_nothing_else(ada, source):
    response = ada.post(new(source), {"do": "look", "text": "kept"})
    assert response.status_code == 422
    assert "Choose a file first." in Page(response).words
    assert "kept</textarea>" in response.content.decode()
    assert "Say why it may be shown" not in Page(response).words


def test_what_is_wrong_stands_beside_its_field_and_the_text_of_the_file_is_kept(ada, source):
    file = SimpleUploadedFile("page.txt", b"the weights are free")
    response = ada.post(new(source), FILLED | {"text": "", "file": file, "extent": ""})
    assert response.status_code == 422
    assert "the weights are free</textarea>" in response.content.decode()
    assert "This is the text of page.txt." in Page(response).words
    assert "Say whether it is all of it." in Page(response).words


WRONG = {
    "nothing": ({"text": " "}, "Paste the text here, or choose a file below."),
    "no words": ({"text": "…"}, "There are no words in it."),
    "no extent": ({"extent": ""}, "Say whether it is all of it."),
    "no place": ({"found_at": ""}, "Say where, so that others can compare."),
    "an address of this machine": ({"found_at": "http://127.0.0.1/"}, "leads to no public place"),
    "no right": ({"rights": ""}, "Say why it may be shown, or let it be for checking only."),
    "a day to come": ({"retrieved": "2999-01-01"}, "This day is still to come."),
    "no day": ({"law_as_of": "yesterday"}, "A day is written as in 2023-03-16."),
}


@pytest.mark.parametrize(("fields", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_not_right_is_said_and_what_was_typed_stays(ada, source, fields, reason):
    response = ada.post(new(source), FILLED | {"edition": "my edition"} | fields)
    assert response.status_code == 422
    assert reason in Page(response).words
    assert "my edition" in response.content.decode()
    assert not SourceText.objects.exists()


def test_a_text_and_a_file_at_once_are_not_guessed_between(ada, source):
    response = ada.post(new(source), FILLED | {"file": SimpleUploadedFile("a.txt", b"Other words.")})
    assert "Either paste the text or choose a file." in Page(response).words
    assert f"{WORDS}</textarea>" in response.content.decode()


def test_what_is_for_checking_only_needs_no_other_right(ada, source):
    ada.post(new(source), FILLED | {"rights": "", "is_for_checking": "on"})
    assert SourceText.objects.get().is_for_checking


def test_the_same_text_leads_to_the_one_there(ada, source):
    there = supplied(source, by="mo")
    response = ada.post(new(source), FILLED)
    assert response.headers["Location"] == f"/sources/{source.pk}/?text={there.pk}#text-{there.pk}"
    assert "Exactly this text is on file already." in shown(ada, source)


def test_a_text_that_was_rejected_is_not_put_on_file_again(ada, source):
    reject_text(text=supplied(source), by=person("mo", role="moderator"), reason="Not its words.")
    response = ada.post(new(source), FILLED)
    assert response.status_code == 422
    assert "A moderator has rejected exactly this text" in Page(response).words


def test_a_merged_source_leads_to_its_survivor(ada, source):
    merged = Source.objects.create(key="old", kind="page", title="A page", citation="a page", merged_into=source)
    assert ada.get(new(merged)).headers["Location"] == new(source)
    ada.post(new(merged), FILLED)
    assert SourceText.objects.get().source == source


def test_of_a_text_for_checking_only_passages_around_quotations_are_shown(client, source):
    secret = "Nobody may read this sentence here. " * 30
    supplied(source, f"{secret}the weights are free. {secret}", is_for_checking=True)
    page = client.get(f"/sources/{source.pk}/").content.decode()
    passage = page.partition('<p class="words">')[2].partition("</p>")[0]
    assert "the weights are free" in passage
    assert len(strip_tags(passage)) <= LONGEST_PASSAGE
    assert page.count("Nobody may read") <= 6


def test_a_long_quotation_shows_no_more_of_a_text_for_checking_only(client):
    words = " ".join(f"word{number}" for number in range(400))
    make_post("a", sources=SOURCE, extra=CITED.replace("the weights are free", words))
    source = Source.objects.get()
    supplied(source, f"Before. {words} After.", is_for_checking=True)
    on_claim = client.get(source.citations.get().get_absolute_url()).content.decode()
    assert "word0" in on_claim.partition("<mark>")[2].partition("</mark>")[0]
    assert len(on_claim.partition("<mark>")[2].partition("</mark>")[0]) <= LONGEST_PASSAGE
    assert "word399" not in shown(client, source).partition("Text on file")[2]


def test_older_texts_are_there_and_read_at_an_address_of_their_own(client, source):
    old = supplied(source, "The older text: the weights are free.", retrieved=date(2020, 1, 1))
    supplied(source, "The newer text.", retrieved=date(2023, 1, 1))
    words = shown(client, source)
    assert words.index("retrieved 1 January 2023") < words.index("retrieved 1 January 2020")
    assert "The newer text." in words
    assert "The older text" not in words.partition("Text on file")[2]
    assert "The older text" in Page(client.get(f"/sources/{source.pk}/?text={old.pk}")).words


def test_two_texts_are_compared(client, source):
    kept = "\n\n".join(f"Paragraph {number} stays." for number in range(9))
    old = supplied(source, f"Weights are free.\n\n{kept}")
    new = supplied(source, f"Weights are numbers.\n\n{kept}")
    address = f"/sources/{source.pk}/texts/{new.pk}/compare/{old.pk}/"
    assert address in Page(client.get(f"/sources/{source.pk}/")).links
    words = Page(client.get(address)).words
    assert "Weights are [removed: free][added: numbers]." in words
    assert "9 paragraphs the same" in words
    assert "Paragraph 3" not in words


def test_what_is_for_checking_only_is_not_shown_by_comparing_it(client, source):
    old = supplied(source, "Weights are free.", is_for_checking=True)
    new = supplied(source, "Weights are numbers.")
    words = Page(client.get(f"/sources/{source.pk}/texts/{new.pk}/compare/{old.pk}/")).words
    assert "One of these texts is for checking only" in words
    assert "Weights" not in words
    assert "compare" not in " ".join(Page(client.get(f"/sources/{source.pk}/")).links)


def test_texts_of_different_sources_are_not_compared(client, source):
    other = Source.objects.create(key="t", kind="page", title="Another", citation="Another")
    texts = supplied(source).pk, supplied(other).pk
    assert client.get(f"/sources/{source.pk}/texts/{texts[0]}/compare/{texts[1]}/").status_code == 404


@pytest.fixture
def mo(client):
    client.force_login(person("mo", role="moderator"))
    return client


def test_a_moderator_confirms_a_text_from_the_page_of_its_source(mo, source):
    text = supplied(source)
    address = f"/sources/{source.pk}/texts/{text.pk}/review/"
    assert address in Page(mo.get(f"/sources/{source.pk}/")).links
    assert WORDS in Page(mo.get(address)).words
    response = mo.post(address, {"do": "confirm", "reason": "Compared."})
    assert response.headers["Location"] == f"/sources/{source.pk}/#texts"
    assert "Supplied by ada · confirmed by a moderator" in shown(mo, source)
    assert Decision.objects.get().reason == "Compared."


def test_a_rejected_text_is_shown_to_moderators_alone(mo, source, client):
    text = supplied(source)
    mo.post(f"/sources/{source.pk}/texts/{text.pk}/review/", {"do": "reject", "reason": "Not its words."})
    assert "Rejected, and shown to moderators only" in shown(mo, source)
    mo.logout()
    words = shown(mo, source)
    assert "No text of this source is on file" in words
    assert "Rejected" not in words
    assert mo.get(f"/sources/{source.pk}/texts/{text.pk}/compare/{text.pk}/").status_code == 404


def test_a_decision_has_a_reason(mo, source):
    text = supplied(source)
    response = mo.post(f"/sources/{source.pk}/texts/{text.pk}/review/", {"do": "confirm", "reason": ""})
    assert response.status_code == 422
    assert SourceText.objects.get().curation == "unreviewed"


def test_what_another_moderator_decided_meanwhile_is_said(mo, source):
    text = supplied(source, by="mo")
    response = mo.post(f"/sources/{source.pk}/texts/{text.pk}/review/", {"do": "confirm", "reason": "Compared."})
    assert response.status_code == 409
    assert "Another moderator has decided this meanwhile." in Page(response).words


def test_a_request_that_is_too_large_is_answered_with_a_page(ada, source):
    body = b"x" * (15 * 2**20)
    response = ada.post(new(source), body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 413
    assert "A file may have 10 MB" in Page(response).words


def test_fields_that_are_too_long_or_too_many_are_answered_with_a_page(ada, source):
    for fields in ({"text": "x" * 3_000_000}, {f"field{number}": "x" for number in range(400)}):
        response = ada.post(new(source), fields)
        assert response.status_code == 413


def test_a_confirmed_text_stays_the_one_that_is_read_when_somebody_supplies_another(client, source):
    supplied(source, "The text that a moderator knows.", by="mo")
    supplied(source, "The text that somebody brought.")
    words = shown(client, source)
    assert "The text that a moderator knows." in words
    assert "The text that somebody brought." not in words


def test_a_search_shows_no_more_of_a_text_for_checking_only_and_nothing_of_a_rejected_one(client, source):
    text = supplied(source, "Nobody may read this sentence here. " * 100, is_for_checking=True)
    excerpt = client.get("/search/?q=nobody+sentence").content.decode().partition('<blockquote class="excerpt">')[2]
    assert 0 < len(strip_tags(excerpt.partition("</blockquote>")[0])) <= LONGEST_PASSAGE
    reject_text(text=text, by=person("mo", role="moderator"), reason="Not its words.")
    assert "may read" not in Page(client.get("/search/?q=nobody+sentence")).words


def test_a_page_takes_as_many_queries_for_one_text_as_for_many(client, source, django_assert_num_queries):
    address = f"/sources/{source.pk}/"
    supplied(source)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    needed = len(few)
    for number in range(5):
        supplied(source, f"{WORDS} {number}")
    client.get(address)
    with django_assert_num_queries(needed):
        client.get(address)
