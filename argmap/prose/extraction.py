"""The text of a file that somebody hands in: plain text, Markdown, HTML or PDF.

What takes a parser runs in a process of its own with limits on memory and time (`prose.unpacking`), so that no file
can do more than fail.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from itertools import groupby
from pathlib import Path, PurePath
from threading import BoundedSemaphore

from argmap.prose.markup import UNPRINTABLE
from argmap.prose.unpacking import LONGEST_TEXT, MEBIBYTE, MOST_PAGES, Reason, Refused, decoded

LARGEST_FILE = 10 * MEBIBYTE
#: What a file is called at its end, and how it is read.
KINDS = {".txt": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html", ".pdf": "pdf"}
SUFFIXES = tuple(KINDS)
#: Seconds for one file, and for one that waits; so many are read at once by each process of the site.
LONGEST, LONGEST_WAIT = 20, 20
_places = BoundedSemaphore(2)
HOME = Path(__file__).parents[2]
PDF_BEGINS, FIRST_OCTETS = b"%PDF-", 1024
BREAKS = re.compile(r"\r\n?|\f|\v|\x85|\u2028|\u2029")
GAPS = re.compile(r"\n{4,}")
#: On one letter; no language has so many (Unicode Standard Annex 15, stream-safe text).
MOST_MARKS = 30
PART = f"a text on file has at most {LONGEST_TEXT:,} characters. Supply the part that matters, as an excerpt."
MESSAGES = {
    Reason.LOCKED: "This PDF is locked with a password. Save it without one, or paste the text.",
    Reason.DAMAGED: "This file could not be read: it seems to be damaged or cut off. You can paste the text instead.",
    Reason.NOT_TEXT: "This is no text, or in an encoding that is not known. Save it as UTF-8, or paste the words.",
    Reason.PAGES: f"This PDF has more than {MOST_PAGES} pages. Save the pages that matter as a file of their own.",
    Reason.LENGTH: f"This is too long: {PART}",
    Reason.EMPTY: "There are no words in it. If the pages of a file are pictures, paste the words instead.",
    Reason.TOO_MUCH: "This file takes more time or memory than one may have here. You can paste the text instead.",
}


class Unreadable(Exception):
    """Raised for a file that gives no text; says why, for whoever handed it in."""


def extract(content: bytes, *, name: str) -> str:
    """Return the text of a file as it would be stored, by what its name ends in; raises Unreadable."""
    if not content:
        raise Unreadable("This file is empty.")
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"This file has more than {LARGEST_FILE // MEBIBYTE} MB. Supply the part that matters.")
    kind = KINDS.get(PurePath(name).suffix.lower())
    is_pdf = PDF_BEGINS in content[:FIRST_OCTETS]
    if kind is None or is_pdf != (kind == "pdf"):
        raise Unreadable("This is not a text (.txt), Markdown (.md), HTML or PDF file.")
    try:
        text = decoded(content) if kind == "text" else _unpacked(content, kind)
    except Refused as refused:
        raise Unreadable(MESSAGES[refused.reason]) from refused
    return as_stored(text)


def as_stored(text: str) -> str:
    """Return a text in NFC with LF, without signs that nobody can see, ends of lines and wide gaps between them.

    Raises Unreadable for a text that has no words, or too many.
    """
    lines = (line.rstrip() for line in UNPRINTABLE.sub("", BREAKS.sub("\n", text)).split("\n"))
    words = GAPS.sub("\n\n\n", "\n".join(lines)).strip("\n ")
    if not any(character.isalnum() for character in words):
        raise Unreadable(MESSAGES[Reason.EMPTY])
    if len(words) > LONGEST_TEXT:
        raise Unreadable(MESSAGES[Reason.LENGTH])
    if not words.isascii() and _most_marks(words) > MOST_MARKS:
        raise Unreadable(MESSAGES[Reason.NOT_TEXT])
    return unicodedata.normalize("NFC", words)


def _most_marks(text: str) -> int:
    """How many marks at most stand on one letter; bringing them in order takes time as the square of that."""
    runs = groupby(map(unicodedata.combining, text), bool)
    return max((sum(1 for _ in run) for is_mark, run in runs if is_mark), default=0)


def _unpacked(content: bytes, kind: str) -> str:
    """Let another process read a file; it is ended when it takes too long."""
    command = [sys.executable, "-E", "-s", "-B", "-m", "argmap.prose.unpacking", kind]
    if not _places.acquire(timeout=LONGEST_WAIT):
        raise Unreadable("Other files are being read at the moment. Please send it again in a minute.")
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=HOME,
            env={},
            timeout=LONGEST,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as failure:
        raise Refused(Reason.TOO_MUCH) from failure
    finally:
        _places.release()
    if "refused" in answer:
        raise Refused(Reason(answer["refused"]))
    return str(answer["text"])
