"""Quotations are checked when they are loaded, and again when the texts on file change."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from django.core.management import call_command

from argmap.library import shipped_folders
from argmap.models import Citation, Source, SourceText
from argmap.operations.checking import recheck_source
from argmap.operations.citations import cite
from argmap.operations.loading import load_post
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post
from tests.people import person

pytestmark = pytest.mark.django_db
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
CITED = "cite a\nsource: s\nquotation: {}\n"


def store(text: str, *, is_whole: bool = True) -> SourceText:
    source = Citation.objects.first().source
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {"text": text, "sha256": digest, "is_whole": is_whole, "curation": "confirmed"}
    return SourceText.objects.create(source=source, **given)


def quoted(words: str) -> Citation:
    make_post("a", sources=SOURCE, extra=CITED.format(words))
    return Citation.objects.get()


def test_a_quotation_without_a_text_on_file_is_not_checked():
    assert quoted("the weights are free").found["verdict"] == "no text on file"


def test_a_citation_without_words_has_nothing_to_check():
    make_post("a", sources=SOURCE, extra="cite a\nsource: s\n")
    assert Citation.objects.get().found is None


def test_a_new_text_settles_what_was_open():
    citation = quoted("the weights are free")
    text = store("They say: the weights are free.")
    assert recheck_source(source=citation.source_id) == [citation]
    citation.refresh_from_db()
    assert (citation.found["verdict"], citation.found["text"]) == ("verbatim", text.pk)
    assert (citation.found["start"], citation.found["end"]) == (10, 30)


def test_what_an_excerpt_lacks_may_be_in_the_rest():
    citation = quoted("the weights are free")
    store("Something else.", is_whole=False)
    recheck_source(source=citation.source_id)
    citation.refresh_from_db()
    assert citation.found["verdict"] == "not in the stored part"


PARAGRAPH = "They say: the weights are free."


def cited_by(name: str, words: str) -> Citation:
    make_post("a", sources=SOURCE)
    return cite(claim=claim("a"), source=Source.objects.get(), contributor=person(name), token=uuid4(), quotation=words)


def supplied_by(name: str, text: str, *, is_whole: bool = False) -> SourceText:
    return supply_text(source=Source.objects.get(), by=person(name), text=text, is_whole=is_whole)


@pytest.mark.parametrize("is_whole", [True, False], ids=["whole", "part"])
def test_an_unconfirmed_text_denies_nothing_that_somebody_else_cites(is_whole):
    citation = cited_by("ada", "the weights are free")
    supplied_by("eve", "They say: the weights are freely invented.", is_whole=is_whole)
    citation.refresh_from_db()
    assert (citation.found["verdict"], citation.found["elsewhere"]) == ("no text on file", [])


def test_an_unconfirmed_text_denies_what_its_supplier_cites():
    citation = cited_by("ada", "the weights are free")
    supplied_by("ada", "They say: something else.")
    citation.refresh_from_db()
    assert citation.found["verdict"] == "not in the stored part"


def test_words_in_an_unconfirmed_text_alone_are_told_as_that_until_it_is_confirmed():
    citation = cited_by("ada", "the weights are free")
    text = supplied_by("eve", PARAGRAPH)
    citation.refresh_from_db()
    assert (citation.found["verdict"], citation.found["is_confirmed"]) == ("verbatim", False)
    SourceText.objects.filter(pk=text.pk).update(curation="confirmed")
    recheck_source(source=citation.source_id)
    citation.refresh_from_db()
    assert (citation.found["verdict"], citation.found["is_confirmed"]) == ("verbatim", True)


def test_a_confirmed_text_that_has_the_words_comes_before_an_unconfirmed_one_that_has_them_better():
    citation = quoted("the weights are free")
    confirmed = store("They say: The weights are free.", is_whole=False)
    supplied_by("eve", PARAGRAPH)
    citation.refresh_from_db()
    assert citation.found["text"] == confirmed.pk
    assert (citation.found["verdict"], citation.found["is_confirmed"]) == ("marked changes", True)


def test_all_quotations_can_be_checked_again(capsys):
    citation = quoted("the weights are free")
    store("They say: the weights are free.")
    call_command("check_quotations")
    citation.refresh_from_db()
    assert citation.found["verdict"] == "verbatim"
    said = capsys.readouterr().out
    assert "demo: 1 quotations" in said
    assert "verbatim: 1" in said


@pytest.fixture
def shipped():
    load_post(folder=next(folder for folder in shipped_folders() if folder.name == "ai-models-are-not-copyrightable"))


def of(key: str, source: str) -> Citation:
    return claim(key, "ai-models-are-not-copyrightable").citations.get(source__key=source)


def elsewhere(citation: Citation) -> list[str]:
    texts = SourceText.objects.select_related("source").in_bulk([it["text"] for it in citation.found["elsewhere"]])
    return [texts[it["text"]].source.key for it in citation.found["elsewhere"]]


def test_what_is_known_of_the_quotations_of_the_shipped_post(shipped):
    licence = of("X3", "sdxl-licence")
    assert (licence.found["verdict"], licence.found["reasons"]) == ("marked changes", [])
    assert [it["kind"] for it in licence.found["departures"]] == ["omission", "omission"]
    assert of("X2", "sdxl-licence").found["verdict"] == "verbatim"
    office = [of(key, "usco-ai-page") for key in ("Q1", "Q2", "Q3")]
    assert {citation.found["verdict"] for citation in office} == {"no text on file"}
    assert elsewhere(office[0]) == ["compendium-3-700-2014"]
    assert office[0].found["elsewhere"][0]["exact"] is True
    assert elsewhere(office[1])[0] == "refusal-2019"
    assert {"compendium-3-300", "compendium-3-700-2014"} <= set(elsewhere(office[2]))
