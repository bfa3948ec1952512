"""Which source a citation means."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Source
from argmap.queries.matching import match, sources_of_section
from tests.builders import make_post

pytestmark = pytest.mark.django_db
STANZA = "source {}\nkind: {}\ntitle: {}\ncitation: {}\n"
COMPENDIUM = "U.S. Copyright Office, Compendium of U.S. Copyright Office Practices ch. 300 (3d ed. 2021)"
LIBRARY = [
    ("feist", "case", "Feist", "Feist Publ'ns, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)"),
    ("usc-17-102", "statute", "Subject matter of copyright", "17 U.S.C. § 102"),
    ("guidance", "fed-reg", "Registration guidance", "Registration Guidance, 88 Fed. Reg. 16190 (Mar. 16, 2023)"),
    ("chapter-300", "compendium", "Chapter 300", COMPENDIUM),
    ("he-2015", "article", "Delving Deep into Rectifiers", "He et al., Delving Deep, arXiv:1502.01852 (2015)"),
    ("page", "page", "A page", "A page, example.org"),
]


@pytest.fixture
def library():
    texts = [STANZA.format(*row) for row in LIBRARY]
    texts[-1] += "address: https://example.org/a\narchived: https://archive.example.org/a\n"
    make_post("a", sources="\n".join(texts))


MEANT = {
    "Feist Publ'ns, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)": "feist",
    "FEIST PUBL’NS INC V RURAL TEL SERV CO — 499 U.S. 340, 1991": "feist",
    "499 U.S. 340": "feist",
    "See Feist Publications v. Rural Telephone, 499 U.S. 340, 345 (1991).": "feist",
    "feist": "feist",
    "17 U.S.C. § 102": "usc-17-102",
    "17 USC 102(b)": "usc-17-102",
    "88 Fed. Reg. 16,190": "guidance",
    "88 FR 16190, 16192": "guidance",
    "Compendium (Third) § 313.2": "chapter-300",
    "arXiv:1502.01852v1": "he-2015",
    "https://arxiv.org/abs/1502.01852": "he-2015",
    "https://example.org/a": "page",
    "https://archive.example.org/a": "page",
}


@pytest.mark.parametrize(("typed", "key"), MEANT.items())
def test_a_citation_a_key_and_an_address_mean_a_source(library, typed, key):
    assert match(typed).source.key == key


@pytest.mark.parametrize(
    "typed",
    ["", " ", "17 U.S.C. § 103", "17 U.S.C. § 1020", "499 U.S. 3", "Compendium II § 313", "\0", "\ud800", "%", "§"],
)
def test_what_is_not_there_means_no_source(library, typed):
    assert match(typed).source is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Delving Deep into Rectifers", "he-2015"),
        ("Feist v. Rural", "feist"),
        ("Registration guidanse 2023", "guidance"),
    ],
)
def test_what_is_spelled_something_like_it_is_offered(library, typed, key):
    found = match(typed)
    assert found.source is None
    assert found.similar[0].key == key


def test_what_was_merged_means_its_survivor(library):
    Source.objects.filter(key="page").update(merged_into=Source.objects.get(key="feist"))
    assert match("https://example.org/a").source.key == "feist"


def test_of_several_editions_none_is_meant_and_all_are_offered(library):
    for edition in ("1.0", "2.0"):
        Source.objects.create(
            key=f"l-{edition}", kind="licence", title="L", citation="A Model License", edition=edition
        )
    found = match("A Model License")
    assert found.source is None
    assert [source.edition for source in found.similar] == ["1.0", "2.0"]


def test_a_larger_library_takes_as_many_queries(library):
    counts = []
    for size in (0, 40):
        rows = (
            Source(key=f"s{n}", kind="case", title=f"Feist {n}", citation=f"Feist v. Rural {n}") for n in range(size)
        )
        Source.objects.bulk_create(rows)
        with CaptureQueriesContext(connection) as asked:
            match("Feist v. Rural")
        counts.append(len(asked))
    assert counts == [3, 3]


@pytest.mark.parametrize("typed", ["§ 10", "1", "1020", "§ 102.1", "CFR 102", "499", "300", "copyright", "\0", ""])
def test_a_section_that_is_not_there_is_of_no_law(library, typed):
    assert sources_of_section(typed) == []


def test_a_section_is_of_the_laws_that_end_in_it_whatever_else_was_named(library):
    law = Source.objects.get(key="usc-17-102").pk
    assert [sources_of_section(typed) for typed in ("§ 102(b)", "102", "§§ 99, 102")] == [[law], [law], [law]]
