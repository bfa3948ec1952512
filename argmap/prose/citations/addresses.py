"""Addresses of the web: what they say of the source they lead to, and which of them are not to be kept."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote, urlsplit

from argmap.prose.citations.forms import Form
from argmap.prose.citations.model import Cited

A_FILE = re.compile(
    r"https?://(?:www\.)?(?P<host>github\.com|gitlab\.com|huggingface\.co)/(?P<owner>[\w.-]{1,60})/(?P<repository>[\w.-]{1,100})"
    r"(?:/-)?/(?:blob|raw|resolve)/(?P<commit>[\w.-]{1,60})/(?P<path>[^\s?#]{1,200})(?:\?[^\s#]{0,60})?"
    r"(?:#L(?P<first>\d{1,6})(?:C\d{1,4})?(?:-L?(?P<last>\d{1,6})(?:C\d{1,4})?)?)?"
)
ARXIV = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/([\w./-]{4,24}?)(?:\.pdf)?/?(?:[?#]\S*)?")
A_COMMIT = re.compile(r"[0-9a-f]{40}")
UNSAFE = re.compile(r"[\x00-\x20\x7f\\\"<>^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
#: Names that only a network of one's own knows.
LOCAL = (".local", ".localhost", ".internal", ".lan", ".home", ".arpa", ".test", ".invalid", ".onion")

FORMS: dict[str, Form] = {
    "file": Form(
        kind="file",
        pattern=A_FILE.pattern,
        citation="{owner}, {repository}, {path}, {version}",
        title="{repository}: {path}",
        locator="{lines}",
    ),
    "page": Form(kind="page", pattern=r"(?!)", citation="{address}"),
}


def parse_address(text: str) -> Cited | None:
    """Read an address: a file of a repository at a commit, or any page; None if it is none that can be kept."""
    address = f"https://{text}" if text.lower().startswith("www.") else text
    if not address.lower().startswith(("http://", "https://")) or refusal(address):
        return None
    if found := A_FILE.fullmatch(address):
        return _file(address, found)
    return Cited("page", {"address": address})


def arxiv_number(text: str) -> str:
    """The number of the preprint that an address leads to, or nothing."""
    found = ARXIV.fullmatch(text)
    return found[1] if found else ""


def refusal(address: str) -> str:
    """Why an address may not stand beside a source; nothing if it may."""
    if UNSAFE.search(address):
        return "An address has no spaces or quotation marks in it."
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "This is no address of the web."
    if parts.scheme not in ("http", "https"):
        return "An address begins with https:// or http://."
    if parts.username is not None or parts.password is not None:
        return "An address must not hold a name or a password."
    return "" if _is_public(host) else "This address leads to no public place on the web."


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]  # a name ends in letters; a number in disguise, such as 0x7f.1, does not
        return "." in host and not last[:1].isdecimal() and len(last) > 1 and not host.lower().endswith(LOCAL)


def _file(address: str, found: re.Match[str]) -> Cited:
    commit, first, last = found["commit"], found["first"], found["last"]
    parts = {name: found[name] for name in ("owner", "repository", "commit")}
    parts["path"] = unquote(found["path"])
    parts["version"] = f"commit {commit[:8]}" if A_COMMIT.fullmatch(commit) else f"at {commit}"
    parts["address"] = address.partition("#")[0].partition("?")[0]
    lines = f"lines {first}–{last}" if last and last != first else f"line {first}"
    return Cited("file", parts, lines if first else "")
