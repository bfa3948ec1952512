"""Reading a citation, whatever it is one of."""

from __future__ import annotations

import re
import unicodedata

from argmap.prose.citations import documents, laws
from argmap.prose.citations.addresses import arxiv_number, parse_address
from argmap.prose.citations.cases import parse_case
from argmap.prose.citations.forms import Form, fill
from argmap.prose.citations.licences import parse_licence
from argmap.prose.citations.model import LONGEST, Cited

SIGNAL = re.compile(r"^(?:But )?(?:[Ss]ee(?: also| generally)?(?:, e\.g\.)?|[Cc]f\.|[Aa]ccord|[Cc]ontra|E\.g\.),? ")
LISTED = re.compile(r"(?:, and |, & | and | & |, )")
#: What is read after cases, since it may look like one: “47 U. Pitt. L. Rev. 1185” has the shape of a reporter.
AFTER_CASES = ("journal",)


def parse(text: str) -> Cited | None:
    """Read a citation or an address as somebody typed it; None where it has no form that is known."""
    words = tidied(text)
    if not words or len(words) > LONGEST:
        return None
    if number := arxiv_number(words):
        words = f"arXiv:{number}"
    first = {name: form for name, form in (laws.FORMS | documents.FORMS).items() if name not in AFTER_CASES}
    return (
        _of_a_form(words, first)
        or parse_address(words)
        or parse_case(words)
        or _of_a_form(words, {name: documents.FORMS[name] for name in AFTER_CASES})
        or parse_licence(words)
    )


def tidied(text: str) -> str:
    """A citation in one line, without what introduces or ends it in a footnote."""
    line = " ".join(unicodedata.normalize("NFC", text[: 4 * LONGEST]).split())
    return SIGNAL.sub("", line).rstrip(" .;,")


def _of_a_form(words: str, forms: dict[str, Form]) -> Cited | None:
    for name, form in forms.items():
        parts = form.read(words)
        if parts is not None:
            return Cited(name, parts, _locator(form, dict(parts)), _more(form, parts.get("more", ""), dict(parts)))
    return None


def _locator(form: Form, parts: dict[str, str]) -> str:
    """Where in the source, with a dash between numbers."""
    plain = {"pin": parts.get("pin", "").replace(" ", ""), "at": parts.get("at", "").replace("-", "–")}
    return fill(form.locator, parts | plain)


def _more(form: Form, listed: str, parts: dict[str, str]) -> tuple[str, ...]:
    """The other sections that were named with the first, each as a citation of its own."""
    sections = (section for section in LISTED.split(listed) if section)
    return tuple(fill(form.citation, parts | {"section": section}) for section in sections)
