"""What waits for a moderator, or was hidden by one, is on no page and in no file for others."""

from __future__ import annotations

import io
import zipfile
from uuid import uuid4

from django.test import Client

from argmap.models import Post, Source, Wording
from argmap.operations import citations, edits, passages, remarks
from argmap.prose.passages import anchor
from tests.builders import claim
from tests.decisions import hide, review_first
from tests.people import against, person, reword

WORDS = "Nobody owns a number."


def place():
    text = Post.objects.get().text
    start = text.index(WORDS)
    return anchor(text, start, start + len(WORDS))


def sent():
    return {"contributor": person("grace"), "token": uuid4()}


def a_wording(word):
    """An earlier wording of a claim, which can be hidden alone."""
    reword(claim("b"), f"A {word} wording.", by=person("grace"))
    reword(claim("b"), "Another wording.", by=person("ben"))
    return Wording.objects.get(text__contains=word)


#: What somebody contributes, with a word in each of its fields that stands nowhere else.
CONTRIBUTIONS = {
    "xylophonic": lambda it: against(claim("c"), f"An {it} reason.", by=person("grace"), note=f"Note: {it}."),
    "zymotic": lambda it: citations.cite(
        claim=claim("a"), source=Source.objects.get(), quotation=f"Words: {it}", note=f"Note: {it}.", **sent()
    ),
    "quixotic": lambda it: edits.misread(
        claim=claim("a"), words=WORDS, reading=f"Rather {it}.", note=f"Note: {it}.", **sent()
    ),
    "vexillary": lambda it: remarks.add_remark(post=Post.objects.get(), place=place(), body=f"Note: {it}.", **sent()),
    "ozostomic": a_wording,
    "jocund": lambda it: (
        passages.state_claim(
            post=Post.objects.get(), place=place(), text=f"A {it} claim.", granted=True, note=f"{it}.", **sent()
        ).claim
    ),
}


#: Where they are read as long as they are public.
ABOUT = ("", "history/", "feed.atom", "brief/", "turning/")


def text_of(response) -> str:
    content = response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(map(parts.read, parts.namelist()))
    return content.decode(errors="replace")


def found_by(client, addresses) -> set[tuple[str, str]]:
    """Which of these words a reader meets, and where."""
    asked = [*addresses.values(), "/search/?q=note", "/search/?q=reason", "/search/?q=claim", "/log/?q=rules"]
    asked += [f"/people/grace/{end}" for end in ("", "export.md", "export.json")]
    asked += [f"/claims/{claim(key).pk}/{end}" for key in "bc" for end in ABOUT]
    pages = {address: text_of(client.get(address)) for address in asked}
    return {(word, address) for word in CONTRIBUTIONS for address, page in pages.items() if word in page}


def test_what_a_moderator_hides_is_repeated_nowhere(addresses):
    made = [contribute(word) for word, contribute in CONTRIBUTIONS.items()]
    assert {word for word, _ in found_by(Client(), addresses)} == {*CONTRIBUTIONS}
    for thing in made:
        hide(thing)
    own = {f"its own {thing}": thing.get_absolute_url() for thing in made if not isinstance(thing, Wording)}
    assert found_by(Client(), addresses | own) == set()
    another = Client()
    another.force_login(person("ada"))
    assert found_by(another, addresses | own) == set()


def test_what_waits_is_nowhere_for_others(addresses):
    review_first(Post.objects.get())
    waiting = [contribute(word) for word, contribute in CONTRIBUTIONS.items() if contribute is not a_wording]
    reword(claim("b"), "An ozostomic wording.", by=person("grace"))
    assert {thing.state for thing in waiting} == {"waiting"}
    own = {f"its own {thing}": thing.get_absolute_url() for thing in waiting}
    assert found_by(Client(), addresses | own) == set()
    another = Client()
    another.force_login(person("ada"))
    assert found_by(another, addresses | own) == set()
