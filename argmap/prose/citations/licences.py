"""How licences are cited: by their SPDX identifier, by their name, or under a name of their own, with a section."""

from __future__ import annotations

import re

from argmap.prose.citations.forms import Form
from argmap.prose.citations.model import Cited

#: SPDX identifier → name and version of the licence (spdx.org/licenses).
SPDX: dict[str, tuple[str, str]] = {
    "0BSD": ("BSD Zero Clause License", ""),
    "AFL-3.0": ("Academic Free License", "3.0"),
    "AGPL-3.0": ("GNU Affero General Public License", "3.0"),
    "AGPL-3.0-only": ("GNU Affero General Public License", "3.0"),
    "AGPL-3.0-or-later": ("GNU Affero General Public License", "3.0"),
    "Apache-2.0": ("Apache License", "2.0"),
    "Artistic-2.0": ("Artistic License", "2.0"),
    "BSD-2-Clause": ("BSD 2-Clause License", ""),
    "BSD-3-Clause": ("BSD 3-Clause License", ""),
    "BSD-4-Clause": ("BSD 4-Clause License", ""),
    "BSL-1.0": ("Boost Software License", "1.0"),
    "BUSL-1.1": ("Business Source License", "1.1"),
    "CC-BY-4.0": ("Creative Commons Attribution License", "4.0"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution-NonCommercial License", "4.0"),
    "CC-BY-ND-4.0": ("Creative Commons Attribution-NoDerivatives License", "4.0"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike License", "4.0"),
    "CC-BY-NC-SA-4.0": ("Creative Commons Attribution-NonCommercial-ShareAlike License", "4.0"),
    "CC0-1.0": ("Creative Commons Zero Universal Public Domain Dedication", "1.0"),
    "EPL-2.0": ("Eclipse Public License", "2.0"),
    "EUPL-1.2": ("European Union Public Licence", "1.2"),
    "GPL-2.0": ("GNU General Public License", "2.0"),
    "GPL-2.0-only": ("GNU General Public License", "2.0"),
    "GPL-2.0-or-later": ("GNU General Public License", "2.0"),
    "GPL-3.0": ("GNU General Public License", "3.0"),
    "GPL-3.0-only": ("GNU General Public License", "3.0"),
    "GPL-3.0-or-later": ("GNU General Public License", "3.0"),
    "ISC": ("ISC License", ""),
    "LGPL-2.1": ("GNU Lesser General Public License", "2.1"),
    "LGPL-2.1-only": ("GNU Lesser General Public License", "2.1"),
    "LGPL-2.1-or-later": ("GNU Lesser General Public License", "2.1"),
    "LGPL-3.0": ("GNU Lesser General Public License", "3.0"),
    "LGPL-3.0-only": ("GNU Lesser General Public License", "3.0"),
    "LGPL-3.0-or-later": ("GNU Lesser General Public License", "3.0"),
    "MIT": ("MIT License", ""),
    "MIT-0": ("MIT No Attribution", ""),
    "MPL-2.0": ("Mozilla Public License", "2.0"),
    "ODbL-1.0": ("Open Data Commons Open Database License", "1.0"),
    "OFL-1.1": ("SIL Open Font License", "1.1"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication & License", "1.0"),
    "PSF-2.0": ("Python Software Foundation License", "2.0"),
    "SSPL-1.0": ("Server Side Public License", "1.0"),
    "Unlicense": ("The Unlicense", ""),
    "WTFPL": ("Do What The F*ck You Want To Public License", ""),
    "Zlib": ("zlib License", ""),
}
IDENTIFIERS = {identifier.lower(): identifier for identifier in SPDX}
#: Of several identifiers of the same text the first listed stands for it.
NAMED = {", version ".join(filter(None, named)).lower(): key for key, named in reversed(SPDX.items())}
WITH_A_SECTION = re.compile(
    r"(?P<licence>.{2,200}?)(?:,? (?P<place>(?:§§? ?|[Ss]ections? |[Ss]ec\. |[Cc]lause |[Pp]aragraph |[Aa]ttachment )"
    r"[A-Za-z0-9][A-Za-z0-9.()-]{0,20}))?"
)
A_LICENCE = re.compile(
    r".{2,150}(?:Licen[cs]e|Agreement|Terms of (?:Use|Service))(?: Agreement)?(?:,? [Vv](?:ersion|\.)? ?[\d.]{1,6})?"
)
VERSION = re.compile(r"(?P<name>.{2,150}?),? (?:[Vv]ersion |[Vv]\.? ?)?(?P<version>\d(?:\.\d){0,2})")
SECTION_WORD = re.compile(r"^(?:§§? ?|[Ss]ections? |[Ss]ec\. )")

FORMS: dict[str, Form] = {
    "spdx": Form(
        kind="licence",
        pattern=r"(?!)",  # read by its name, not by its looks
        citation="{name}<, Version {version}>",
        title="{name}<, Version {version}>",
        edition="{version}",
        found_by=("{name}<, Version {version}>",),
    ),
    "licence": Form(
        kind="licence",
        pattern=r"(?!)",
        citation="{name}< ({decided})>",
        title="{name}",
        found_by=("{name}",),
    ),
}


def parse_licence(text: str) -> Cited | None:
    """Read a licence with or without a section: “GPL-3.0 § 5(c)”, “Llama 3.1 Community License Agreement § 1.b”."""
    found = WITH_A_SECTION.fullmatch(text)
    if found is None:
        return None
    name, place = found["licence"], SECTION_WORD.sub("§ ", found["place"] or "")
    identifier = IDENTIFIERS.get(name.lower()) or NAMED.get(_plain(name))
    if identifier:
        named, version = SPDX[identifier]
        return Cited("spdx", {"identifier": identifier, "name": named, "version": version}, place)
    return Cited("licence", {"name": name}, place) if A_LICENCE.fullmatch(name) else None


def _plain(name: str) -> str:
    """A name as NAMED has it: “Apache License 2.0” is “apache license, version 2.0”."""
    found = VERSION.fullmatch(name.removeprefix("the ").removeprefix("The "))
    return f"{found['name']}, version {found['version']}".lower() if found else name.lower()
