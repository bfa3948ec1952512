"""How letters, records, articles, decisions without a reporter and other documents are cited."""

from __future__ import annotations

import re

from argmap.prose.citations.forms import AT, DATE, NAME, PAGES, Form, Parts, iso_date

NEUTRAL = (
    r"UKSC|UKHL|UKPC|UKUT|EWCA Civ|EWCA Crim|EWHC|EWPCC|CSOH|CSIH|NICA|NIQB|"
    r"HCA|FCAFC|FCA|NSWCA|IESC|IECA|IEHC|NZSC|NZCA"
)
AUTHOR_AND_TITLE = re.compile(r"(?P<author>[^,]{2,150}(?:, (?:Jr\.|Sr\.|II|III|IV))?), (?P<title>.{2,300})")
CLASSES = r"TXu|TX|VAu|VA|PAu|PA|SRu|SR|RE|TMP"
DOI = r"(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:? ?)(?P<doi>10\.\d{4,9}/[^\s\"<>]{1,200})"


def of_a_court(parts: Parts) -> Parts:
    """A judgment by the path under which the National Archives keep those of the United Kingdom."""
    court, division = parts["court"].lower().split(), parts.get("division", "").lower()
    kept = [*court, division] if court == ["ewhc"] and division else court
    if kept[0] not in ("uksc", "ukpc", "ewca", "ewhc") or kept == ["ewhc"]:
        return parts
    return {**parts, "path": "/".join([*kept, parts["year"], parts["number"]])}


def of_arxiv(parts: Parts) -> Parts:
    """A preprint's number says when it came out: 1502.01852 in February 2015."""
    number = parts["number"]
    if not number[:4].isdecimal():
        return parts
    year = f"20{number[:2]}"
    return {**parts, "year": year, "date": f"{year}-{number[2:4]}" if "01" <= number[2:4] <= "12" else year}


def of_the_catalogue(parts: Parts) -> Parts:
    """A registration number in its full form of twelve characters: VA 2-345-678 is VA0002345678."""
    digits = "".join(character for character in parts["digits"] if character.isdecimal())
    return {**parts, "number": parts["letters"] + digits.zfill(12 - len(parts["letters"]))}


def decided(parts: Parts) -> Parts:
    """When it was decided, if the court's parentheses say so."""
    return {**parts, "date": iso_date(parts.get("decided", ""))}


def of_a_journal(parts: Parts) -> Parts:
    """An article by its author's name and title, which a comma parts."""
    found = AUTHOR_AND_TITLE.fullmatch(parts["name"])
    return {**parts, **(found.groupdict() if found else {"title": parts["name"]})}


FORMS: dict[str, Form] = {
    "neutral": Form(
        kind="case",
        pattern=rf"{NAME}\[(?P<year>\d{{4}})\] (?P<court>{NEUTRAL}) (?P<number>\d{{1,5}})"
        r"(?: \((?P<division>[A-Z][A-Za-z]{1,12})\))?"
        r"(?:,? (?:at )?(?:\[(?P<para>\d{1,4})\]|¶ ?(?P<mark>\d{1,4})))?",
        citation="<{name} >[{year}] {court} {number}< ({division})>",
        title="{name}",
        locator="<[{para}]><¶ {mark}>",
        found_by=("[{year}] {court} {number}",),
        refine=of_a_court,
    ),
    "canada": Form(
        kind="case",
        pattern=rf"{NAME}(?P<year>\d{{4}}) (?P<court>SCC|FCA|FC|ONCA|ONSC|BCCA|BCSC|QCCA|ABCA) (?P<number>\d{{1,5}})"
        r"(?:,? (?:at )?(?:paras? |¶ ?)(?P<para>\d{1,4}))?",
        citation="<{name}, >{year} {court} {number}",
        title="{name}",
        locator="<¶ {para}>",
        found_by=("{year} {court} {number}",),
    ),
    "eu-case": Form(
        kind="case",
        pattern=r"Cases? (?P<number>[CT][-–]\d{1,4}/\d{2}(?: P)?)"
        r"(?:,? (?P<name>\D.{2,250}?))?(?:,? (?P<ecli>ECLI:EU:[CT]:\d{4}:\d{1,5}))?"
        r"(?:,? (?P<ecr>\d{4} E\.?C\.?R\.? (?:I-|II-)?\d{1,5}))?(?:,? ¶¶? ?(?P<para>\d{1,4}))?",
        citation="Case {number}<, {name}><, {ecli}><, {ecr}>",
        title="{name}",
        locator="<¶ {para}>",
        found_by=("Case {number}",),
    ),
    "docket": Form(
        kind="case",
        pattern=rf"{NAME}(?:[Cc]ase |[Dd]ocket )?Nos?\. ?"
        rf"(?P<docket>(?:[A-Z]{{1,3}} )?\d{{1,2}}[-:][A-Za-z0-9:-]{{2,24}}(?: [A-Z]{{2,4}})?)"
        rf"(?:, (?P<database>\d{{4}} (?:WL|U\.S\. Dist\. LEXIS|U\.S\. App\. LEXIS) \d{{1,9}}))?"
        rf"(?:,? (?:slip op\. )?at {PAGES})?"
        r"(?: \((?P<decided>[A-Z][^()]{3,60})\))?",
        citation="<{name}, >No. {docket}<, {database}>< ({decided})>",
        title="{name}",
        locator="<at {at}>",
        found_by=("No. {docket}<, {database}>", "No. {docket}"),
        refine=decided,
    ),
    "registration": Form(
        kind="page",
        pattern=r"(?:(?:U\.? ?S\.? )?Copyright (?:Office,? )?)?(?:Reg(?:istration|\.),? ?)?(?:(?:No\.|#|[Nn]umber) ?)?"
        rf"(?P<letters>{CLASSES})[ -]?(?P<digits>\d{{1,10}}|\d(?:-\d{{3}}){{2}})",
        citation="U.S. Copyright Office, Registration No. {number}",
        title="Copyright registration {number}",
        found_by=("{number}",),
        refine=of_the_catalogue,
    ),
    "review-board": Form(
        kind="letter",
        pattern=r"(?:U\.? ?S\.? )?Copyright Office Review (?:Bd\.|Board),? (?:[Rr]e:? )?(?P<name>\D.{4,300}?) "
        rf"\({DATE}\){AT}",
        citation="U.S. Copyright Office Review Bd., Re: {name} ({date})",
        title="{name}",
        locator="<at {at}>",
    ),
    "letter": Form(
        kind="letter",
        pattern=rf"(?P<name>Letter from .{{3,200}}? to .{{3,300}}?) \({DATE}\){AT}",
        citation="{name} ({date})",
        title="{name}",
        locator="<at {at}>",
    ),
    "arxiv": Form(
        kind="article",
        pattern=rf"{NAME}ar[Xx]iv(?: preprint)?:? ?(?:arXiv:)?(?P<number>\d{{4}}\.\d{{4,5}}|[a-z-]{{2,10}}/\d{{7}})"
        r"(?:v(?P<version>\d{1,2}))?(?: \[[A-Za-z.-]{2,12}\])?(?:,? \(?\d{4}\)?)?",
        citation="<{name}, >arXiv:{number}< ({year})>",
        title="{title}",
        found_by=("arXiv:{number}",),
        refine=lambda parts: of_arxiv(of_a_journal(parts) if "name" in parts else parts),
    ),
    "doi": Form(
        kind="article",
        pattern=rf"{NAME}{DOI}",
        citation="<{name}, >https://doi.org/{doi}",
        title="{title}",
        found_by=("https://doi.org/{doi}",),
        refine=lambda parts: of_a_journal(parts) if "name" in parts else parts,
    ),
    "journal": Form(
        kind="article",
        pattern=r"(?P<name>\D.{3,300}?), (?P<volume>\d{1,4}) (?P<journal>[A-Z][A-Za-z.&'’ -]{1,60}) (?P<page>\d{1,5})"
        rf"{AT} \((?P<year>\d{{4}})\)",
        citation="{name}, {volume} {journal} {page} ({year})",
        title="{title}",
        locator="<at {at}>",
        found_by=("{volume} {journal} {page}",),
        refine=of_a_journal,
    ),
}
