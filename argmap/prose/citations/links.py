"""Where a cited source can be read: one table of templates, and the only hosts that they lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from argmap.prose.citations.forms import fill
from argmap.prose.citations.model import Cited

#: Form of a citation → the address of its source; parts are quoted as they are filled in.
TEMPLATES: dict[str, str] = {
    "case": "https://www.courtlistener.com/c/{reporter}/{volume}/{page}/",
    "usc": "https://www.law.cornell.edu/uscode/text/{number}/{section}",
    "cfr": "https://www.ecfr.gov/current/title-{number}/section-{section}",
    "cfr-part": "https://www.ecfr.gov/current/title-{number}/part-{section}",
    "fed-reg": "https://www.federalregister.gov/citation/{volume}-FR-{plain}",
    "public-law": "https://www.govinfo.gov/link/plaw/{congress}/public/{law}",
    "statutes-at-large": "https://www.govinfo.gov/link/statute/{volume}/{page}",
    "house-report": "https://www.govinfo.gov/link/crpt/{congress}/hrpt/{report}",
    "senate-report": "https://www.govinfo.gov/link/crpt/{congress}/srpt/{report}",
    "arxiv": "https://arxiv.org/abs/{number}",
    "doi": "https://doi.org/{doi}",
    "spdx": "https://spdx.org/licenses/{identifier}.html",
}
HOSTS = frozenset(str(urlsplit(template).hostname) for template in TEMPLATES.values())


def address_of(cited: Cited) -> str:
    """The address of a cited source: the one that was given, or made from its citation; nothing if neither is known."""
    if given := cited.part("address"):
        return given
    template = TEMPLATES.get(cited.form)
    if template is None:
        return ""
    address = fill(
        template, {name: quote(part, safe="/" if name == "doi" else "") for name, part in cited.parts.items()}
    )
    return address if urlsplit(address).hostname in HOSTS else ""
