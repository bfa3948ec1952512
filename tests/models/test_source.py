from __future__ import annotations

import hashlib

import pytest

from argmap.models import Source, SourceText
from tests.builders import make_post
from tests.models.rows import insert, refused, run

pytestmark = pytest.mark.django_db
FEIST = "Feist Publications, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)"


def store(source, text="The text.", **values):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return insert("sourcetext", source_id=source, text=text, **({"sha256": digest} | values))


@pytest.mark.parametrize(
    "citation",
    [
        FEIST,
        FEIST.upper(),
        FEIST.replace(",", ""),
        f"  {FEIST.replace(' ', '  ')}",
        FEIST.replace(".", ". "),
        f"{FEIST}.",
    ],
)
def test_one_citation_and_edition_is_one_source(citation):
    insert("source", key="feist", citation=FEIST)
    with refused("source_cited_one_way"):
        insert("source", key="again", citation=citation)


def test_another_edition_is_another_source():
    insert("source", key="second", citation="Compendium of U.S. Copyright Office Practices", edition="2d ed.")
    insert("source", key="third", citation="Compendium of U.S. Copyright Office Practices", edition="3d ed.")
    assert Source.objects.count() == 2


def test_a_section_sign_tells_citations_apart():
    insert("source", key="section", citation="17 U.S.C. § 102")
    insert("source", key="page", citation="17 U.S.C. 102")
    assert Source.objects.count() == 2


def test_a_merged_source_stays_as_an_alias_of_the_same_citation():
    survivor = insert("source", key="feist", citation=FEIST)
    insert("source", key="old", citation=FEIST, merged_into_id=survivor)
    with refused("source_cited_one_way"):
        run("UPDATE argmap_source SET merged_into_id = NULL WHERE key = 'old'")
    assert [alias.key for alias in Source.objects.get(key="feist").aliases.all()] == ["old"]
    assert [source.key for source in Source.objects.listed()] == ["feist"]


def test_a_source_is_not_merged_into_itself():
    number = insert("source", key="feist", citation=FEIST)
    with refused("source_not_merged_into_itself"):
        run("UPDATE argmap_source SET merged_into_id = %s", number)


def test_a_key_is_given_once_everywhere():
    insert("source", key="feist", citation=FEIST)
    with refused("key"):
        insert("source", key="feist", citation="Another")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"kind": "rumour"}, "source_kind"),
        ({"curation": "loved"}, "source_curation"),
        ({"date": "March 1991"}, "source_date_form"),
        ({"date": "1991-3"}, "source_date_form"),
    ],
)
def test_kind_curation_and_date_keep_their_form(values, name):
    with refused(name):
        insert("source", key="feist", citation=FEIST, **values)


@pytest.mark.parametrize("date", ["", "1991", "1991-03", "1991-03-27"])
def test_a_date_is_as_exact_as_is_known(date):
    insert("source", key="feist", citation=FEIST, date=date)
    assert Source.objects.get().date == date


def test_a_cited_source_cannot_be_deleted():
    make_post("a", extra="cite a\nsource: s\n", sources="source s\nkind: page\ntitle: A page\ncitation: A page\n")
    with refused("violates foreign key"):
        run("DELETE FROM argmap_source")


def test_a_source_that_another_was_read_in_cannot_be_deleted():
    stanza = "source {0}\nkind: page\ntitle: Page {0}\ncitation: Page {0}\n\n"
    make_post("a", extra="cite a\nsource: s\nas-quoted-in: t\n", sources=stanza.format("s") + stanza.format("t"))
    with refused("violates foreign key"):
        run("DELETE FROM argmap_source WHERE key = 't'")


def test_a_stored_text_matches_its_hash():
    number = insert("source", key="feist", citation=FEIST)
    store(number)
    with refused("text_matches_its_hash"):
        store(number, "Another text.", sha256="0" * 64)


def test_a_stored_text_is_not_empty_and_stored_once():
    number = insert("source", key="feist", citation=FEIST)
    store(number)
    with refused("text_stored_once"):
        store(number)
    with refused("text_is_not_empty"):
        store(number, "")


@pytest.mark.parametrize("change", ["text = 'Other'", "sha256 = repeat('0', 64)", "source_id = 0"])
def test_a_stored_text_is_frozen(change):
    store(insert("source", key="feist", citation=FEIST))
    with refused("Cannot update"):
        run(f"UPDATE argmap_sourcetext SET {change}")


def test_a_stored_text_is_never_deleted():
    store(insert("source", key="feist", citation=FEIST))
    with refused("Cannot .*delete"):
        run("DELETE FROM argmap_sourcetext")
    with refused("Cannot .*delete|violates foreign key"):
        run("DELETE FROM argmap_source")
    assert SourceText.objects.count() == 1


def test_a_newer_text_stands_beside_the_older():
    number = insert("source", key="feist", citation=FEIST)
    store(number)
    store(number, "The text, corrected.")
    assert SourceText.objects.filter(source=number).count() == 2


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org/", " https://example.org/"]
)
def test_an_address_is_one_of_the_web(address):
    with refused("source_address_is_of_the_web"):
        insert("source", key="s", citation="S", address=address)
    with refused("source_archive_is_of_the_web"):
        insert("source", key="s", citation="S", archived_address=address)
