"""Texts that have run scripts somewhere, typed into every field: no page that shows them gains anything by it.

Whatever elements and attributes there are, a page with plain words in the same places has them too, or Markdown may.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client

from argmap.models import Citation, Claim, Inference, Misreading, Post, Source
from argmap.prose.markup import ATTRIBUTES, TAGS
from tests.builders import claim, make_post, step
from tests.people import person
from tests.prose.xss import CORPUS

pytestmark = pytest.mark.django_db
Shape = set[tuple[str, frozenset[str]]]
WORDS = "passage p\nwords: The weights are numbers.\nrole: claim\nclaim: a\n"
PLAIN = [f"Plain words, number {number}." for number in range(len(CORPUS))]
#: As a field of one line keeps them, each of them another.
TEXTS = [f"{number}. {' '.join(text.split())}"[:500] for number, text in enumerate(CORPUS)]
ADDRESS = re.compile(r"https?://|mailto:|/(?!/)|[?#]|$|data:,$")
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href", "cite"}
NEVER = re.compile(r"on|style$|srcdoc$|hx-on|background$")
AT_ONCE = 8


class Shapes(HTMLParser):
    """The elements of a page, each with the names of its attributes, and what no page may have."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Shape = set()
        self.wrong: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, frozenset(name for name, _ in attrs)))
        for name, value in attrs:
            if NEVER.match(name) or (name in ADDRESSES and not ADDRESS.match(value or "")):
                self.wrong.append(f"<{tag} {name}={value}>")

    def unlike(self, plain: Shape) -> list[str]:
        """What this page has that neither a page of plain words nor Markdown has."""
        extra = {it for it in self.found - plain if not is_markdown(*it)}
        return self.wrong + [f"<{tag} {' '.join(sorted(names))}>" for tag, names in extra]


def is_markdown(tag: str, names: frozenset[str]) -> bool:
    return tag in TAGS and names <= {*ATTRIBUTES.get(tag, ()), *(["rel"] if tag == "a" else [])}


def token(**fields: str) -> dict[str, str]:
    return {"token": str(uuid4()), "do": "differs"} | fields


def accepted(response) -> None:
    assert response.status_code == 302, response.content.decode()[:2000]


class Typist:
    """Somebody who types the same kind of text into every field there is, and what pages show it then."""

    def __init__(self, slug: str, texts: list[str], notes: list[str]) -> None:
        make_post("i: a + b -> c; j: d -> a", main=["c"], slug=slug, extra=WORDS)
        self.slug, self.texts, self.notes = slug, texts, notes
        self.ada, self.ben = Client(), Client()
        self.ada.force_login(person(f"ada-{slug}"))
        self.ben.force_login(person(f"ben-{slug}"))
        self.move()
        self.change()

    def move(self) -> None:
        """Publish all texts as premises, by turns as rebuttals, reasons and undercuts, and all notes."""
        first, i = claim("a", self.slug), step("i", self.slug)
        rooms = [
            f"/claims/{first.pk}/rebuttals/new/",
            f"/claims/{first.pk}/reasons/new/",
            f"/inferences/{i.pk}/undercuts/new/",
        ]
        for number in range(0, len(self.texts), AT_ONCE):
            some = slice(number, number + AT_ONCE)
            premises = {f"premise-{place}": text for place, text in enumerate(self.texts[some])}
            note = "\n\n".join(self.notes[some])[:5000]
            accepted(self.ada.post(rooms[number // AT_ONCE % 3], token(**premises, note=note, met="1")))

    def change(self) -> None:
        """Answer, reword, cite, misread and withdraw with such texts."""
        mine = self.mine()
        for number, found in enumerate(mine[:6]):
            note = "\n\n".join(self.notes[number * 20 : number * 20 + 20])[:5000]
            edition = re.search(
                r'name="edition" value="(\w+)"', self.ada.get(f"/claims/{found.pk}/edit/").content.decode()
            )
            sent = token(text=f"Otherwise: {found.text}"[:500], note=note, edition=edition[1])
            accepted(self.ada.post(f"/claims/{found.pk}/edit/", sent))
        for number, text in enumerate(self.texts[:4]):
            accepted(
                self.ben.post(
                    f"/claims/{mine[number].pk}/rebuttals/new/", token(**{"premise-0": f"Answer {text}"[:500]})
                )
            )
            fields = {"words": text, "reading": text, "note": self.notes[number]}
            accepted(self.ada.post(f"/claims/{claim('a', self.slug).pk}/misreadings/new/", token(**fields)))
            described = {
                "kind": "page",
                "title": text,
                "citation": text,
                "edition": text[:60],
                "filled": text,
                "cited": text,
            }
            described |= {"locator": text[:200], "quotation": text, "note": self.notes[number]}
            self.ada.post(f"/claims/{claim('a', self.slug).pk}/citations/new/", token(**described))
        taken = Inference.objects.filter(contributor__username=f"ada-{self.slug}", conclusion=None).last()
        self.ada.post(f"/inferences/{taken.pk}/withdraw/")

    def mine(self) -> list[Claim]:
        found = Claim.objects.published().with_wording().filter(contributor__username=f"ada-{self.slug}")
        return list(found.order_by("pk"))

    def pages(self) -> list[str]:
        """Every address that shows something of it as a page."""
        post, top, slug = f"/posts/{self.slug}/", claim("a", self.slug).pk, self.slug
        shown = Post.objects.get(slug=slug)
        of_ada, gone = (
            shown.claims.filter(contributor__isnull=False),
            shown.inferences.exclude(state="published").last(),
        )
        mine = [it.pk for it in of_ada.published().order_by("pk")]
        found = ["/", post, f"{post}?claim={top}", f"{post}map/?all=1&claim={top}", f"{post}outline/", f"{post}open/"]
        found += [f"{post}sources/", f"{post}history/", f"{post}history/?page=2", "/sources/", "/answers/"]
        found += [
            f"/claims/{top}/{room}" for room in ("", "turning/", "history/", "brief/", "answer/", "rebuttals/new/")
        ]
        found += [f"/claims/{top}/misreadings/new/", f"/claims/{top}/citations/new/?deny={mine[0]}"]
        for pk in mine[:: max(1, len(mine) // 8)]:
            found += [
                f"/claims/{pk}/{room}" for room in ("", "history/", "edit/", "withdraw/", "brief/", "rebuttals/new/")
            ]
        for number in shown.inferences.filter(contributor__isnull=False, state="published").values_list(
            "pk", flat=True
        )[:6]:
            found += [f"/inferences/{number}/{room}" for room in ("", "history/", "withdraw/", "undercuts/new/")]
        found += [f"/inferences/{gone.pk}/", f"/inferences/{gone.pk}/restore/"]
        found += [
            f"/claims/{top}/?deny={mine[1]}",
            f"{post}map/?deny={mine[1]}&all=1",
            f"{post}outline/?deny={mine[1]}",
        ]
        found += [f"/people/{who}-{slug}/" for who in ("ada", "ben")]
        found += [it.get_absolute_url() for it in Citation.objects.filter(claim__post=shown)]
        found += [f"/sources/{it.pk}/" for it in Source.objects.filter(citations__claim__post=shown)]
        return found

    def shapes(self) -> dict[str, Shapes]:
        """What each of these pages is made of."""
        return {address: Shapes(self.ada.get(address).content.decode()) for address in self.pages()}


@pytest.fixture
def plain() -> Typist:
    return Typist("plain", PLAIN, PLAIN)


@pytest.fixture
def attacker() -> Typist:
    return Typist("demo", TEXTS, CORPUS)


def test_no_page_gains_an_element_or_an_attribute_by_what_people_type(plain, attacker):
    known = set().union(*(shapes.found for shapes in plain.shapes().values()))
    wrong = {address: unlike for address, shapes in attacker.shapes().items() if (unlike := shapes.unlike(known))}
    assert wrong == {}


def test_every_text_is_shown_as_it_was_typed(attacker):
    stored = {found.wordings.get(number=1).text for found in Claim.objects.filter(contributor__username="ada-demo")}
    assert len(stored) == len(TEXTS)
    assert Misreading.objects.count() == 4
    graph = json.loads(attacker.ada.get("/posts/demo/graph.json").content)
    assert {found.text for found in attacker.mine()} <= {it["text"] for it in graph["claims"]}


def test_what_is_not_a_page_is_sent_as_what_it_is(attacker):
    top, mine = claim("a").pk, attacker.mine()[0].pk
    kinds = {
        "application/json": ["/posts/demo/graph.json", "/people/ada-demo/export.json", f"/claims/{top}/sources.json"],
        "text/markdown": ["/people/ada-demo/export.md", f"/claims/{top}/brief.md", f"/claims/{mine}/brief.md"],
        "application/atom+xml": ["/posts/demo/feed.atom", f"/claims/{top}/feed.atom", f"/claims/{mine}/feed.atom"],
        "image/svg+xml": ["/posts/demo/map.svg", f"/posts/demo/map.svg?focus={mine}&depth=2"],
        "application/vnd.openxmlformats": [f"/claims/{top}/brief.docx", f"/claims/{mine}/brief.docx"],
    }
    for kind, addresses in kinds.items():
        for address in addresses:
            response = attacker.ada.get(address)
            assert response.status_code == 200, address
            assert kind in response.headers["Content-Type"] or kind == "application/json", address
            assert "html" not in response.headers["Content-Type"], address
            assert response.headers["X-Content-Type-Options"] == "nosniff", address


def test_feeds_drawings_and_word_files_are_whole_and_hold_words_alone(attacker, plain):
    known = set().union(*(shapes.found for shapes in plain.shapes().values()))
    for number in (claim("a").pk, *(it.pk for it in attacker.mine()[::20])):
        feed = ET.fromstring(attacker.ada.get(f"/claims/{number}/feed.atom").content)
        for told in feed.iter("{http://www.w3.org/2005/Atom}summary"):
            assert Shapes(told.text).unlike(known) == []
        with ZipFile(BytesIO(attacker.ada.get(f"/claims/{number}/brief.docx").content)) as word:
            parts = [ET.fromstring(word.read(name)) for name in word.namelist() if name.endswith((".xml", ".rels"))]
        targets = [it.get("Target") for part in parts for it in part.iter() if it.get("TargetMode") == "External"]
        assert all(re.match("https?://|mailto:", target) for target in targets)
        drawing = ET.fromstring(attacker.ada.get(f"/posts/demo/map.svg?focus={number}&depth=2").content)
        assert not {it.tag.rpartition("}")[2] for it in drawing.iter()} & {"script", "style", "foreignObject", "image"}
        assert all(ADDRESS.match(it.get("href", "")) for it in drawing.iter())


# -- what is refused comes back in the form --

ALL = "\n".join(CORPUS)
