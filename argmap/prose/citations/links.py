"""Where a cited source can be read: one table of templates, and the only hosts that they lead to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from argmap.prose.citations.forms import PLACE, fill
from argmap.prose.citations.model import Cited

#: Form of a citation → the address of its source, for each a template and then a shorter one for want of a part.
TEMPLATES: dict[str, tuple[str, ...]] = {
    "case": ("https://www.courtlistener.com/c/{reporter}/{volume}/{page}/",),
    "usc": ("https://www.law.cornell.edu/uscode/text/{number}/{section}",),
    "cfr": ("https://www.ecfr.gov/current/title-{number}/section-{section}",),
    "cfr-part": ("https://www.ecfr.gov/current/title-{number}/part-{section}",),
    "fed-reg": ("https://www.federalregister.gov/citation/{volume}-FR-{plain}",),
    "public-law": ("https://uscode.house.gov/statutes/pl/{congress}/{law}.pdf",),
    "statutes-at-large": ("https://www.govinfo.gov/link/statute/{volume}/{page}",),
    "constitution": ("https://constitution.congress.gov/browse/{place}",),
    "house-report": ("https://www.govinfo.gov/link/crpt/{congress}/hrpt/{report}",),
    "senate-report": ("https://www.govinfo.gov/link/crpt/{congress}/srpt/{report}",),
    "compendium": ("https://www.copyright.gov/comp{online}/",),
    "eu-act": ("https://eur-lex.europa.eu/eli/{eli}/oj",),
    "eu-case": ("https://curia.europa.eu/juris/liste.jsf?num={number}",),
    "uk-act": (
        "https://www.legislation.gov.uk/ukpga/{year}/{chapter}/section/{section}",
        "https://www.legislation.gov.uk/ukpga/{year}/{chapter}",
    ),
    "neutral": ("https://caselaw.nationalarchives.gov.uk/{path}",),
    "arxiv": ("https://arxiv.org/abs/{number}",),
    "doi": ("https://doi.org/{doi}",),
    "spdx": ("https://spdx.org/licenses/{identifier}.html",),
}
HOSTS = frozenset(str(urlsplit(template).hostname) for templates in TEMPLATES.values() for template in templates)
#: The first Congress whose reports are online there.
FIRST_ONLINE = 104
REPORTS = ("house-report", "senate-report")


def address_of(cited: Cited) -> str:
    """The address of a cited source: the one that was given, or made from its citation; nothing if neither is known."""
    if given := cited.part("address"):
        return given
    if cited.form in REPORTS and int(cited.part("congress")) < FIRST_ONLINE:
        return ""
    quoted = {name: quote(part, safe="/") for name, part in cited.parts.items()}
    fitting = (it for it in TEMPLATES.get(cited.form, ()) if all(quoted.get(name) for name in PLACE.findall(it)))
    address = fill(next(fitting, ""), quoted)
    return address if urlsplit(address).hostname in HOSTS else ""
