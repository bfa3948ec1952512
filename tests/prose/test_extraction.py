"""The text of files that people hand in, and of those that should not be."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.prose import extraction, unpacking
from argmap.prose.extraction import HOME, LARGEST_FILE, Unreadable, as_stored, extract
from argmap.prose.unpacking import LONGEST_TEXT, MEBIBYTE, MOST_PAGES
from tests.prose.files import assembled, pdf

WORDS = "the weights are free"
PAGE = b"""<!doctype html><title>Not shown</title><style>p { color: red }</style><script>alert("no")</script>
<h1>Who  owns
it?</h1><p>The <b>weights</b> are&nbsp;<i>free</i>.<br>So &lt;they&gt; say.<table><tr><td>1<td>2</table>"""
SHOWN = "Who owns it?\n\nThe weights are\u00a0free.\nSo <they> say."

READ = {
    "plain text": (b"\xef\xbb\xbfOne.\r\nTwo.\r\n", "a.txt", "One.\nTwo."),
    "Markdown": (b"# One\n\n*Two*", "a.md", "# One\n\n*Two*"),
    "a name in capitals": (b"One.", "A.TXT", "One."),
    "UTF-16": ("Köln § 5".encode("utf-16"), "a.txt", "Köln § 5"),
    "Western": ("“Köln” § 5".encode("cp1252"), "a.txt", "“Köln” § 5"),
    "a letter in two parts": ("Cafe\u0301".encode(), "a.txt", "Café"),
    "ends of pages and wide gaps": (b"One. \f\n \n\n\n\nTwo.", "a.txt", "One.\n\n\nTwo."),
    "HTML": (PAGE + b"</p>", "a.html", f"{SHOWN}\n\n\t1\t2"),
    "HTML in another encoding": ("<meta charset=koi8-r><p>Привет".encode("koi8-r"), "a.htm", "Привет"),
    "HTML in an encoding that is none": (b"<meta charset=idna><p>h\xe9llo", "a.html", "héllo"),
    "HTML that never ends": (b"<p>One<ul><li>Two", "a.html", "One\n\nTwo"),
    "PDF": (pdf("One.", "Two."), "a.pdf", "One.\n\nTwo."),
}


@pytest.mark.parametrize(("content", "name", "text"), READ.values(), ids=READ)
def test_the_words_of_a_file_are_read(content, name, text):
    assert extract(content, name=name) == text


BROKEN = pdf(WORDS, WORDS)
NOT_ONE = "This is not a text (.txt), Markdown (.md), HTML or PDF file."
DAMAGED, TOO_MUCH, EMPTY = "damaged or cut off", "more time or memory", "There are no words"
LOOP = assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
DEEP = assembled(
    [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        *(b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % number for number in range(3, 20_000)),
    ]
)
LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O (%s) /U (%s) >> /ID [(x) (x)]" % (b"o" * 32, b"u" * 32)
REFUSED = {
    "nothing": (b"", "a.txt", "This file is empty."),
    "more than ten megabytes": (b"x" * (LARGEST_FILE + 1), "a.txt", "more than 10 MB"),
    "a kind that is not read": (b"PK\x03\x04", "a.docx", NOT_ONE),
    "no kind": (b"One.", "a", NOT_ONE),
    "a PDF called HTML": (BROKEN, "a.html", NOT_ONE),
    "HTML called PDF": (PAGE, "a.pdf", NOT_ONE),
    "HTML that is a PDF, too": (b"<html><!--" + BROKEN + b"-->", "a.html", NOT_ONE),
    "a programme called text": (b"\x7fELF\x02\x01\x01" + bytes(64), "a.txt", "This is no text"),
    "UTF-16 that breaks off": (b"\xff\xfe\x00\xd8\x41", "a.txt", "This is no text"),
    "too many marks on a letter": (("a" + "\u0301\u0323" * 100_000).encode(), "a.txt", "This is no text"),
    "too long": (b"a " * (LONGEST_TEXT // 2 + 1), "a.txt", "This is too long"),
    "no words": (b"<p>&nbsp;<img src=x>", "a.html", EMPTY),
    "no words in a PDF": (pdf(""), "a.pdf", EMPTY),
    "a PDF cut off": (BROKEN[:500], "a.pdf", DAMAGED),
    "a PDF cut off and ended": (BROKEN[:300] + b"%%EOF", "a.pdf", DAMAGED),
    "a PDF of noise": (b"%PDF-1.7\n" + random.Random(1).randbytes(MEBIBYTE) + b"%%EOF", "a.pdf", DAMAGED),
    "a PDF with a password": (pdf(WORDS, trailer=LOCK), "a.pdf", "locked with a password"),
    "a PDF of too many pages": (pdf(*["x"] * (MOST_PAGES + 1)), "a.pdf", f"more than {MOST_PAGES} pages"),
    "pages that hold themselves": (LOOP, "a.pdf", DAMAGED),
    "a PDF that unpacks to too much": (pdf(streams=(bytes(300 * MEBIBYTE),)), "a.pdf", TOO_MUCH),
    "words that unpack to too many": (pdf("x" * 100 * MEBIBYTE), "a.pdf", TOO_MUCH),
}


@pytest.mark.parametrize(("content", "name", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_gives_no_text_is_refused_with_a_reason(content, name, reason):
    with pytest.raises(Unreadable, match=reason.replace("(", r"\(").replace(")", r"\)")):
        extract(content, name=name)


HOSTILE = {
    "megabytes of nesting": b"<div>" * 500_000,
    "comments that never end": b"<!--" * 20_000,
    "attributes without end": b"<a " + b"x " * 1_000_000,
    "signs of entities": b"&#x" * 100_000,
    "tags that never end": b"<a" * 20_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_is_made_to_be_hard_gives_words_or_a_reason(content):
    try:
        assert extract(content + b"<p>one", name="a.html")
    except Unreadable as why:
        assert str(why)


def test_pages_nested_without_end_give_a_reason():
    with pytest.raises(Unreadable):
        extract(DEEP, name="a.pdf")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_any_octets_give_text_or_a_reason(content, name):
    try:
        text = extract(content, name=name)
    except Unreadable as why:
        assert str(why)
    else:
        assert text == as_stored(text)
        assert "\0" not in text
        assert text.encode()


@settings(max_examples=15)
@given(st.integers(0, len(BROKEN)), st.binary(max_size=20))
def test_a_pdf_with_a_broken_place_gives_text_or_a_reason(place, noise):
    try:
        extract(BROKEN[:place] + noise + BROKEN[place + len(noise) :], name="a.pdf")
    except Unreadable as why:
        assert str(why)


@given(st.text(max_size=300))
def test_what_is_stored_would_be_stored_the_same_again(text):
    try:
        stored = as_stored(text)
    except Unreadable:
        return
    assert as_stored(stored) == stored


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(extraction, "LONGEST", 0.01)
    with pytest.raises(Unreadable, match="more time or memory"):
        extract(PAGE, name="a.html")


def test_no_more_files_are_read_at_once_than_there_are_places(monkeypatch):
    monkeypatch.setattr(extraction, "LONGEST_WAIT", 0)
    taken = [extraction._places.acquire() for _ in range(2)]
    try:
        with pytest.raises(Unreadable, match="Please send it again in a minute"):
            extract(PAGE, name="a.html")
    finally:
        for _ in taken:
            extraction._places.release()
    assert extract(PAGE, name="a.html")


PROBE = """
import resource, sys
from argmap.prose import unpacking
def read(content):
    return ", ".join(str(resource.getrlimit(what) == (most, most)) for what, most in unpacking.LIMITS.items())
unpacking.KINDS = {"probe": read}
unpacking.main("probe")
"""


def test_what_reads_a_file_may_use_only_so_much():
    done = subprocess.run([sys.executable, "-c", PROBE], input=b"", capture_output=True, cwd=HOME, check=True)
    assert done.stdout.decode() == '{"text": "' + ", ".join(["True"] * len(unpacking.LIMITS)) + '"}'
