"""A section as somebody names it who has the law in mind: without its title."""

from __future__ import annotations

import re

from argmap.prose.citations.forms import SECTION, SIGN
from argmap.prose.citations.model import LONGEST

CODES = {"U": "U.S.C.", "C": "C.F.R."}
NUMBER = rf"(?:\d{{1,4}}\.\d{{1,4}}[a-z]?(?:-\d{{1,3}}[A-Z]?)?|{SECTION})"
#: The last bracket may still be open while somebody types.
WITHIN = r"(?: ?\([A-Za-z0-9]{1,5}\)){0,6}(?: ?\([A-Za-z0-9]{0,5})?"
BARE = re.compile(
    rf"(?:(?P<code>U\.? ?S\.? ?C\.?|C\.? ?F\.? ?R\.?) ?)?(?:{SIGN} ?)?"
    rf"(?P<listed>{NUMBER}{WITHIN}(?:(?:, and |, & | and | & |, ){NUMBER}{WITHIN}){{0,8}})",
    re.IGNORECASE,
)


def bare_sections(text: str) -> list[str]:
    """How citations end in which these sections stand, such as `§ 102`; none where a text is more than sections.

    Subsections are left out: they are places in the section.
    """
    words = " ".join(text.split()) if len(text) <= LONGEST else ""
    found = BARE.fullmatch(words.rstrip(" .;,"))
    if not found:
        return []
    code = f"{CODES[found['code'][0].upper()]} " if found["code"] else ""
    sections = (re.split(r"[ (]", it.strip(), maxsplit=1)[0] for it in re.split(r",|\band\b|&", found["listed"]))
    return [f"{code}§ {section}" for section in sections if section]
