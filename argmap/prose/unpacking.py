"""Taking the text out of a PDF or a page of HTML, in a process of its own that may use only so much.

`python -m argmap.prose.unpacking pdf` reads the file from its input and writes `{"text": …}` or `{"refused": …}`.
Nothing in a file is executed and nothing that it refers to is fetched.
"""

from __future__ import annotations

import codecs
import json
import re
import resource
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from html.parser import HTMLParser
from io import BytesIO

MEBIBYTE = 1 << 20
MOST_PAGES = 500
#: In characters; longer sources are supplied in parts.
LONGEST_TEXT = 400_000
#: Memory in octets, seconds of work, and no file is written.
LIMITS: Mapping[int, int] = {
    resource.RLIMIT_AS: 384 * MEBIBYTE,
    resource.RLIMIT_CPU: 15,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 32,
}
END_OF_PDF, LAST_OCTETS = b"%%EOF", 4096
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{1,20})""", re.IGNORECASE)
FIRST_OCTETS = 2048
#: Encodings that text comes in, where it says so; all others that Python knows are no business of a page.
ENCODINGS = re.compile(r"(?:windows-|cp)125[0-8]|iso-8859-\d{1,2}|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb18030|gbk|big5")
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SILENT = frozenset({"script", "style", "template", "title", "svg"})
INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"}
    | {"tt", "u", "var", "wbr", "nobr"}
)


class Reason(StrEnum):
    """Why there is no text from a file."""

    LOCKED = "locked"
    DAMAGED = "damaged"
    NOT_TEXT = "not text"
    PAGES = "pages"
    LENGTH = "length"
    EMPTY = "empty"
    TOO_MUCH = "too much"


class Refused(Exception):
    """Raised for a file that gives no text."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


def text_of_pdf(content: bytes) -> str:
    """Return the text of all pages, with a blank line between them; raises Refused, and what pypdf raises."""
    from pypdf import PdfReader  # here, so that its memory counts and the site itself does without

    if END_OF_PDF not in content[-LAST_OCTETS:]:
        raise Refused(Reason.DAMAGED)
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(Reason.LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Refused(Reason.PAGES)
    pages, length = list[str](), 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise Refused(Reason.LENGTH)
    return "\n\n".join(pages)


def text_of_html(content: bytes) -> str:
    """Return the words that a page of HTML shows, its blocks a blank line apart; raises Refused."""
    declared = DECLARED.search(content[:FIRST_OCTETS])
    words = _Words()
    words.feed(decoded(content, declared[1].decode("ascii", "replace") if declared else ""))
    words.close()
    lines = (re.sub(" {2,}", " ", line).strip(" ") for line in "".join(words.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def decoded(content: bytes, declared: str = "") -> str:
    """Return octets as text: by their mark, as UTF-8, as they say themselves, or as Western text; raises Refused."""
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    named = declared.lower() if ENCODINGS.fullmatch(declared.lower()) else ""
    for encoding in [marked] if marked else ["utf-8", *([named] if named else []), "cp1252"]:
        try:
            text = content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise Refused(Reason.NOT_TEXT)


class _Words(HTMLParser):
    """The words of a page: white space collapsed but in `pre`, blocks and the cells of tables apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.preformatted += tag == "pre"
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(self.silent - (tag in SILENT), 0)
        self.preformatted = max(self.preformatted - (tag == "pre"), 0)
        if tag != "br":
            self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data if self.preformatted else re.sub(r"[ \t\n\r\f]+", " ", data))

    def _part(self, tag: str) -> None:
        if tag not in INLINE and not self.silent:
            self.parts.append("\n" if tag == "br" else "\t" if tag in ("td", "th") else "\n\n")


KINDS: Mapping[str, Callable[[bytes], str]] = {"pdf": text_of_pdf, "html": text_of_html}


def main(kind: str) -> None:
    """Take the text out of what comes, within the limits, and say it or why there is none."""
    for what, most in LIMITS.items():
        resource.setrlimit(what, (most, most))
    try:
        answer = {"text": KINDS[kind](sys.stdin.buffer.read())}
    except Refused as refused:
        answer = {"refused": refused.reason.value}
    except (MemoryError, RecursionError):
        answer = {"refused": Reason.TOO_MUCH.value}
    except Exception as failure:  # whatever a broken file makes of a parser
        is_limit = type(failure).__name__ == "LimitReachedError"
        answer = {"refused": (Reason.TOO_MUCH if is_limit else Reason.DAMAGED).value}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
