"""Sources as programs that keep literature take them: BibTeX, RIS, CSL-JSON, and what a page says to such programs.

What a citation says of a source (its reporter, its journal, its authors) is read from the citation itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.prose.citations import Cited, address_of, parse

#: Kind of source → its type in CSL, and in RIS.
TYPES = {
    "case": ("legal_case", "CASE"),
    "statute": ("legislation", "STAT"),
    "regulation": ("regulation", "STAT"),
    "fed-reg": ("regulation", "GOVDOC"),
    "compendium": ("report", "RPRT"),
    "letter": ("personal_communication", "PCOMM"),
    "report": ("report", "RPRT"),
    "licence": ("document", "GEN"),
    "article": ("article", "JOUR"),
    "page": ("webpage", "ELEC"),
    "file": ("software", "COMP"),
}
#: Form of a citation → what its source is a part of, where that has a name of its own.
CONTAINERS = {"usc": "U.S.C.", "cfr": "C.F.R.", "fed-reg": "Federal Register", "statutes-at-large": "Stat."}
ET_AL = "et al."
ESCAPED = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "{}$&#_%"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as it is on file; `date` is a year, a month or a day, `authors` those that no citation names."""

    key: str
    kind: str
    title: str
    citation: str
    edition: str = ""
    date: str = ""
    address: str = ""
    authors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What the citation of a source says besides its title: nothing where it does not.

    `address` is where it can be read: its own, or the one that its citation leads to.
    """

    authors: Sequence[str] = ()
    container: str = ""
    volume: str = ""
    page: str = ""
    section: str = ""
    number: str = ""
    eprint: str = ""
    doi: str = ""
    address: str = ""


def details_of(reference: Reference) -> Details:
    """Read what the citation of a source says of it."""
    cited = parse(reference.citation)
    if cited is None:
        return Details(authors=reference.authors, address=reference.address)
    return Details(
        authors=_authors(cited),
        container=CONTAINERS.get(cited.form, "") or cited.part("reporter") or cited.part("journal"),
        volume=cited.part("volume") or (cited.part("number") if cited.form in ("usc", "cfr") else ""),
        page=cited.part("plain") or cited.part("page"),
        section=cited.part("section") if cited.form in ("usc", "cfr") else "",
        number=_number(cited),
        eprint=cited.part("number") if cited.form == "arxiv" else "",
        doi=cited.part("doi"),
        address=reference.address or address_of(cited),
    )


def _authors(cited: Cited) -> list[str]:
    """Each author by name; “et al.” stands for those that the citation leaves out."""
    names = cited.part("author").replace(", & ", " & ").replace(f" {ET_AL}", f" & {ET_AL}").split(" & ")
    return [name for name in names if name]


def as_csl(references: Iterable[Reference]) -> str:
    """The sources as a CSL-JSON document."""
    return json.dumps([_csl(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def as_ris(references: Iterable[Reference]) -> str:
    """The sources in RIS, a tag a line."""
    records = ("".join(f"{tag}  - {value}\r\n" for tag, value in _ris(reference)) for reference in references)
    return "\r\n".join(records)


def as_bibtex(references: Iterable[Reference]) -> str:
    """The sources in BibTeX: articles in a journal as such, preprints as arXiv has them, all else with its citation."""
    return "\n".join(_bibtex(reference) for reference in references)


def as_meta(reference: Reference) -> list[tuple[str, str]]:
    """What the page of a source says to programs that read pages (Highwire Press tags), as names and contents."""
    details = details_of(reference)
    pairs = [
        ("citation_title", reference.title),
        *(("citation_author", name) for name in details.authors),
        ("citation_publication_date", reference.date.replace("-", "/")),
        ("citation_journal_title" if reference.kind == "article" else "citation_series_title", details.container),
        ("citation_volume", details.volume),
        ("citation_firstpage", details.page),
        ("citation_doi", details.doi),
        ("citation_public_url", details.address),
    ]
    return [(name, content) for name, content in pairs if content]


def _number(cited: Cited) -> str:
    if cited.form == "arxiv":
        return f"arXiv:{cited.part('number')}"
    return cited.part("docket") or (cited.part("number") if cited.form in ("eu-case", "registration") else "")


def _csl(reference: Reference) -> dict[str, Any]:
    details = details_of(reference)
    is_journal = reference.kind == "article" and bool(details.container)
    fields: dict[str, Any] = {
        "id": reference.key,
        "type": "article-journal" if is_journal else TYPES[reference.kind][0],
        "title": reference.title,
        "author": [{"literal": name} for name in details.authors],
        "container-title": details.container,
        "volume": details.volume,
        "page": details.page,
        "section": details.section,
        "number": details.number,
        "edition": reference.edition,
        "DOI": details.doi,
        "URL": details.address,
        "issued": {"date-parts": [[int(part) for part in reference.date.split("-")]]} if reference.date else None,
        "note": reference.citation,
    }
    return {name: value for name, value in fields.items() if value}


def _ris(reference: Reference) -> Iterator[tuple[str, str]]:
    details = details_of(reference)
    pairs = [
        ("TY", "UNPB" if details.eprint else TYPES[reference.kind][1]),
        ("ID", reference.key),
        ("TI", reference.title),
        *(("AU", name) for name in details.authors),
        ("T2", details.container),
        ("VL", details.volume),
        ("SP", details.page),
        ("SE", details.section),
        ("M1", details.number),
        ("ET", reference.edition),
        ("PY", reference.date[:4]),
        ("DA", reference.date.replace("-", "/")),
        ("DO", details.doi),
        ("UR", details.address),
        ("N1", reference.citation),
    ]
    yield from ((tag, " ".join(value.split())) for tag, value in pairs if value)
    yield "ER", ""


def _bibtex(reference: Reference) -> str:
    details = details_of(reference)
    is_journal = reference.kind == "article" and bool(details.container)
    year, _, month = reference.date.partition("-")
    fields = {
        "author": " and ".join("others" if name == ET_AL else _escaped(name) for name in details.authors),
        "title": f"{{{_escaped(reference.title)}}}",
        "journal": _escaped(details.container) if is_journal else "",
        "volume": details.volume if is_journal else "",
        "pages": details.page if is_journal else "",
        "eprint": _escaped(details.eprint),
        "archiveprefix": "arXiv" if details.eprint else "",
        "howpublished": "" if is_journal or details.eprint else _escaped(_without_title(reference)),
        "edition": _escaped(reference.edition),
        "year": year,
        "month": str(int(month[:2])) if month else "",
        "doi": _escaped(details.doi),
        "url": _address(details.address),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{'article' if is_journal else 'misc'}{{{reference.key},", *lines, "}", ""])


def _without_title(reference: Reference) -> str:
    """What the citation of a source says besides its title, which BibTeX has in a field of its own."""
    around = (part.strip(" ,") for part in reference.citation.split(reference.title or None, 1))
    return ", ".join(part for part in around if part)


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(ESCAPED)


def _address(address: str) -> str:
    """An address as it stands in braces: what would end them is written as in an address."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
