"""Citations as they are printed, in the form of the Bluebook, and what a new source is filled in with."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.prose.citations import addresses, cases, documents, laws, licences
from argmap.prose.citations.forms import Form, fill, iso_date
from argmap.prose.citations.links import address_of
from argmap.prose.citations.model import Cited

FORMS: Mapping[str, Form] = laws.FORMS | documents.FORMS | licences.FORMS | addresses.FORMS | cases.FORMS


def printed(cited: Cited) -> str:
    """The citation of a source as lawyers print it, without the place in it."""
    return fill(FORMS[cited.form].citation, cited.parts)


def found_by(cited: Cited) -> list[str]:
    """Shorter citations that the same source may stand under, the longest first."""
    return list(dict.fromkeys(fill(template, cited.parts) for template in FORMS[cited.form].found_by))


def proposed(cited: Cited) -> dict[str, str]:
    """What the columns of a new source are filled in with: kind, title, citation, edition, date, address."""
    form = FORMS[cited.form]
    return {
        "kind": form.kind,
        "title": fill(form.title, cited.parts),
        "citation": printed(cited),
        "edition": fill(form.edition, cited.parts),
        "date": _date(cited),
        "address": address_of(cited),
    }


def _date(cited: Cited) -> str:
    return iso_date(cited.part("date")) if " " in cited.part("date") else cited.part("date") or cited.part("year")
