"""Sources as programs that keep literature take them."""

from __future__ import annotations

import json
import re

import pytest
import rispy

from argmap.graph.notation import SOURCE_KINDS
from argmap.prose.references import TYPES, Reference, as_bibtex, as_csl, as_meta, as_ris
from tests.csl import errors_in_csl
from tests.prose.xss import CORPUS

FEIST = Reference(
    key="feist",
    kind="case",
    title="Feist Publications, Inc. v. Rural Telephone Service Co.",
    citation="Feist Publ'ns, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)",
    date="1991-03-27",
    address="https://www.courtlistener.com/c/U.S./499/340/",
)
GUIDANCE = Reference(
    "guidance", "fed-reg", "Registration Guidance", "88 Fed. Reg. 16,190 (Mar. 16, 2023)", date="2023-03-16"
)
STATUTE = Reference("usc-17-102", "statute", "Subject matter of copyright", "17 U.S.C. § 102")
PRIVACY = Reference(
    key="privacy",
    kind="article",
    title="The Right to Privacy",
    citation="Samuel D. Warren & Louis D. Brandeis, The Right to Privacy, 4 Harv. L. Rev. 193 (1890)",
    date="1890",
)
HE = Reference(
    key="he-2015",
    kind="article",
    title="Delving Deep into Rectifiers",
    citation="Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852 (2015)",
    date="2015-02",
    address="https://arxiv.org/abs/1502.01852",
)
LICENCE = Reference(
    "apache-2", "licence", "Apache License", "Apache License, Version 2.0", edition="2.0", date="2004-01"
)
ALL = [FEIST, GUIDANCE, STATUTE, PRIVACY, HE, LICENCE]


def test_every_kind_of_source_has_a_type():
    assert set(TYPES) == set(SOURCE_KINDS)


def test_ris_is_read_back_as_it_was_meant():
    read = {entry["id"]: entry for entry in rispy.loads(as_ris(ALL))}
    assert len(read) == len(ALL)
    for reference in ALL:
        assert read[reference.key]["title"] == reference.title
        assert read[reference.key]["notes"] == [reference.citation]
        assert read[reference.key].get("year", "") == reference.date[:4]
    assert read["feist"]["type_of_reference"] == "CASE"
    assert (read["feist"]["volume"], read["feist"]["start_page"], read["feist"]["urls"]) == (
        "499",
        "340",
        [FEIST.address],
    )
    assert read["guidance"]["start_page"] == "16190"
    assert (read["he-2015"]["type_of_reference"], read["he-2015"]["authors"]) == ("UNPB", ["Kaiming He", "et al."])
    assert read["privacy"]["authors"] == ["Samuel D. Warren", "Louis D. Brandeis"]
    assert read["privacy"]["secondary_title"] == "Harv. L. Rev."


def test_csl_is_valid_by_its_schema():
    items = json.loads(as_csl(ALL))
    assert [item["id"] for item in items] == [reference.key for reference in ALL]
    assert errors_in_csl(items) == []


def test_csl_says_what_the_citation_says():
    feist, guidance, statute, privacy, he, _ = json.loads(as_csl(ALL))
    assert (feist["type"], feist["container-title"], feist["volume"], feist["page"]) == (
        "legal_case",
        "U.S.",
        "499",
        "340",
    )
    assert feist["issued"] == {"date-parts": [[1991, 3, 27]]}
    assert (guidance["container-title"], guidance["page"]) == ("Federal Register", "16190")
    assert (statute["volume"], statute["section"]) == ("17", "102")
    assert statute["URL"] == "https://www.law.cornell.edu/uscode/text/17/102"
    assert privacy["type"] == "article-journal"
    assert (he["type"], he["number"], he["issued"]) == ("article", "arXiv:1502.01852", {"date-parts": [[2015, 2]]})


def test_bibtex_is_written_as_it_is_read():
    assert as_bibtex([PRIVACY]) == (
        "@article{privacy,\n"
        "  author = {Samuel D. Warren and Louis D. Brandeis},\n"
        "  title = {{The Right to Privacy}},\n"
        "  journal = {Harv. L. Rev.},\n"
        "  volume = {4},\n"
        "  pages = {193},\n"
        "  year = {1890},\n"
        "}\n"
    )
    assert as_bibtex([HE]) == (
        "@misc{he-2015,\n"
        "  author = {Kaiming He and others},\n"
        "  title = {{Delving Deep into Rectifiers}},\n"
        "  eprint = {1502.01852},\n"
        "  archiveprefix = {arXiv},\n"
        "  year = {2015},\n"
        "  month = {2},\n"
        "  url = {https://arxiv.org/abs/1502.01852},\n"
        "}\n"
    )
    named = Reference("cs231n", "page", "Notes for Students", "Stanford, Notes for Students, https://cs231n.example/")
    assert "howpublished = {Stanford, https://cs231n.example/}," in as_bibtex([named])
    assert "howpublished = {17 U.S.C. § 102}," in as_bibtex([STATUTE])
    assert "month = {3}," in as_bibtex([FEIST])


@pytest.mark.parametrize("text", [*CORPUS, "a\r\nER  - \r\nTY  - CASE", "}, year = {1", "100% & more_$#{}~^\\", "a\tb"])
def test_no_text_breaks_out_of_its_field(text):
    reference = Reference(
        "key", "page", text, text, edition=text, address=f"https://example.org/{{{text}}}".replace("\n", "")
    )
    entries = rispy.loads(as_ris([reference]))
    assert [entry["type_of_reference"] for entry in entries] == ["ELEC"]
    assert entries[0].get("title", "") == " ".join(text.split())
    bibtex = re.sub(r"\\[{}]", "", as_bibtex([reference]))
    assert bibtex.count("{") == bibtex.count("}")
    assert all(
        bibtex[:end].count("{") > bibtex[:end].count("}") for end in range(bibtex.index("{") + 1, len(bibtex) - 2)
    )
    items = json.loads(as_csl([reference]))
    assert items[0].get("title", "") == text
    assert errors_in_csl(items) == []


def test_a_page_says_to_programs_what_it_is_about():
    assert as_meta(PRIVACY) == [
        ("citation_title", "The Right to Privacy"),
        ("citation_author", "Samuel D. Warren"),
        ("citation_author", "Louis D. Brandeis"),
        ("citation_publication_date", "1890"),
        ("citation_journal_title", "Harv. L. Rev."),
        ("citation_volume", "4"),
        ("citation_firstpage", "193"),
    ]
    assert ("citation_publication_date", "1991/03/27") in as_meta(FEIST)
    assert ("citation_public_url", HE.address) in as_meta(HE)
