"""Citations as people type them: read, printed, linked; real ones in data/citations.txt."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from argmap.prose.citations import (
    LONGEST,
    address_of,
    bare_sections,
    found_by,
    links,
    parse,
    printed,
    printing,
    proposed,
)
from argmap.prose.citations.addresses import refusal

REAL = Path(__file__).parent / "data" / "citations.txt"


def real_ones():
    form = ""
    for line in REAL.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            form = form if " => " in line else line.strip("[]")
        if " => " in line and not line.startswith("#"):
            typed, _, expected = line.partition(" => ")
            citation, _, locator = expected.partition(" @ ")
            yield form, typed, citation, locator


ALL = list(real_ones())


def test_there_are_enough_real_citations_of_every_form():
    assert len(ALL) >= 150
    assert {form for form, *_ in ALL} == set(printing.FORMS)


@pytest.mark.parametrize(("form", "typed", "citation", "locator"), ALL, ids=[typed for _, typed, *_ in ALL])
def test_a_real_citation_is_printed_as_lawyers_do(form, typed, citation, locator):
    cited = parse(typed)
    assert (cited.form, printed(cited), cited.locator) == (form, citation, locator)


@pytest.mark.parametrize("citation", sorted({citation for form, _, citation, _ in ALL if form != "file"}))
def test_what_is_printed_is_read_as_the_same(citation):
    assert printed(parse(citation)) == citation


@pytest.mark.parametrize("typed", [typed for _, typed, *_ in ALL])
def test_a_link_leads_to_a_listed_host_or_is_the_address_that_was_given(typed):
    cited = parse(typed)
    address = address_of(cited)
    if cited.form in ("page", "file"):
        assert address.removeprefix("https://").startswith(typed.removeprefix("https://").partition("#")[0])
    elif address:
        assert urlsplit(address).scheme == "https"
        assert urlsplit(address).hostname in links.HOSTS


LINKS = {
    "499 U.S. 340, 345 (1991)": "https://www.courtlistener.com/c/U.S./499/340/",
    "17 USC 102(b)": "https://www.law.cornell.edu/uscode/text/17/102",
    "88 Fed. Reg. 16,190": "https://www.federalregister.gov/citation/88-FR-16190",
    "37 C.F.R. § 202.1(a)": "https://www.ecfr.gov/current/title-37/section-202.1",
    "U.S. Const. amend. XIV, § 1": "https://constitution.congress.gov/browse/amendment-14",
    "Directive 96/9/EC, art. 7(1)": "https://eur-lex.europa.eu/eli/dir/1996/9/oj",
    "Regulation (EC) No 44/2001": "https://eur-lex.europa.eu/eli/reg/2001/44/oj",
    "[2025] EWHC 2863 (Ch)": "https://caselaw.nationalarchives.gov.uk/ewhc/ch/2025/2863",
    "Copyright, Designs and Patents Act 1988, c. 48": "https://www.legislation.gov.uk/ukpga/1988/48",
    "H.R. Rep. No. 105-551": "https://www.govinfo.gov/link/crpt/105/hrpt/551",
    "H.R. Rep. No. 94-1476": "",
    "He et al., Delving Deep, arXiv:1502.01852v1": "https://arxiv.org/abs/1502.01852",
    "doi:10.1000/a?b#c": "https://doi.org/10.1000/a%3Fb%23c",
    "GPL-3.0 § 5(c)": "https://spdx.org/licenses/GPL-3.0.html",
}


@pytest.mark.parametrize(("typed", "address"), LINKS.items())
def test_a_citation_leads_to_its_source(typed, address):
    assert address_of(parse(typed)) == address


def test_sections_named_in_one_breath_are_sources_of_their_own():
    cited = parse("17 U.S.C. §§ 101, 102(b), and 103")
    assert (printed(cited), cited.more) == ("17 U.S.C. § 101", ("17 U.S.C. § 102(b)", "17 U.S.C. § 103"))


def test_a_page_of_the_register_is_found_with_and_without_its_comma():
    assert found_by(parse("88 FR 16190")) == ["88 Fed. Reg. 16,190", "88 Fed. Reg. 16190"]


def test_a_new_source_is_filled_in():
    assert proposed(parse("Thaler v. Perlmutter, 130 F.4th 1039, 1045 (D.C. Cir. 2025)")) == {
        "kind": "case",
        "title": "Thaler v. Perlmutter",
        "citation": "Thaler v. Perlmutter, 130 F.4th 1039 (D.C. Cir. 2025)",
        "edition": "",
        "date": "2025",
        "address": "https://www.courtlistener.com/c/F.4th/130/1039/",
    }
    assert (
        proposed(parse("X Corp. v. Bright Data Ltd., No. C 23-03698 WHA (N.D. Cal. May 9, 2024)"))["date"]
        == "2024-05-09"
    )
    assert proposed(parse("arXiv:1502.01852"))["date"] == "2015-02"
    assert proposed(parse("Compendium (Third) § 313.2"))["edition"] == "3d ed."


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "hello there",
        "The weights are numbers.",
        "§",
        "17",
        "U.S.C.",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "http://localhost/",
        "x" * (LONGEST + 1),
        "17 U.S.C. § 102 " * 60,
        "\0",
        "\ud800",
    ],
)
def test_what_is_no_citation_is_not_taken_for_one(typed):
    assert parse(typed) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "https://sub.example.co.uk:8443/",
        "https://8.8.8.8/",
        "https://müller.example.org/",
    ],
)
def test_an_address_of_the_public_web_may_be_kept(address):
    assert refusal(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "example.org",
        "https://",
        "https:///path",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://localhost/",
        "https://intranet/",
        "https://printer.local/",
        "https://db.internal/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://0x7f.1/",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::1",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\u202egpj.exe",
        'https://example.org/"onclick=',
        "https://example.org\\@evil.example/",
        " https://example.org/",
        "https://example.org/\n",
    ],
)
def test_an_address_of_anything_else_is_refused(address):
    assert refusal(address)


HOSTILE = [
    "1 U.S. ", "17 U.S.C. § (a)", "(a)", "101, ", "A", "A, ", " v. ", "No. ", " to ", "Letter from a to ", "é", "§",
    "(", " Act 1988, s. ", "Directive 1/1 of ", "88 Fed. Reg. ", "Case C-5/08, ", "[2025] EWHC ", "arXiv:",
    "doi:10.1234/(", "https://a.", "https://github.com/a/", "1, ", "U.S. Const. art. I, § ", "MIT, § ", "License ",
    "Compendium ", "1 A. ", "Pub. L. No. 94-553, ", "VA 1-",
    "Copyright Office Review Bd., Re: (Mar. ", "47 U. Pitt. L. Rev. ", "A v. B, 1 F.3d 2, ",
]  # fmt: skip


def test_no_text_takes_long_to_read():
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from argmap.prose.citations import LONGEST, parse
for text in {HOSTILE!r}:
    for end in ("", "!", " (1991)"):
        parse((text * LONGEST)[: LONGEST - len(end)] + end)
"""
    assert subprocess.run([sys.executable, "-c", script], timeout=120).returncode == 0


# -- a second opinion --

OPINIONS = {
    "U.S. Code": ("usc", {"title": "number", "section": "section"}),
    "Code of Federal Regulations": ("cfr", {"title": "number", "section": "section"}),
    "Federal Register": ("fed-reg", {"volume": "volume", "page": "plain"}),
    "U.S. Public Laws": ("public-law", {"congress": "congress", "law": "law"}),
    "U.S. Statutes at Large": ("statutes-at-large", {"volume": "volume", "page": "page"}),
    "U.S. Caselaw": ("case", {"volume": "volume", "page": "page"}),
}


@pytest.fixture(scope="session")
def citator():
    from citeurl import Citator

    return Citator()


def test_where_another_reader_knows_a_citation_it_reads_the_same(citator):
    agreed = 0
    for form, typed, *_ in ALL:
        opinion = citator.cite(typed)
        if opinion is None or (named := OPINIONS.get(opinion.template.name)) is None or named[0] != form:
            continue
        parts = parse(typed).parts
        for theirs, ours in named[1].items():
            assert re.sub("[–,]", "-", opinion.tokens[theirs]) == parts[ours].replace("–", "-"), typed
        agreed += 1
    assert agreed >= 90


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        ("102(b)", ["§ 102"]),
        ("§§ 101(a) and 102(b)(1), 106A", ["§ 101", "§ 102", "§ 106A"]),
        ("sec. 102(", ["§ 102"]),
        ("u.s.c. § 102", ["U.S.C. § 102"]),
        ("CFR 202.1", ["C.F.R. § 202.1"]),
        ("102(b) is law", []),
        ("17 USC 102", []),
        ("§", []),
        ("1, " * 1000, []),
    ],
)
def test_a_section_is_read_without_its_title(typed, sections):
    assert bare_sections(typed) == sections
