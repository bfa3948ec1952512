"""Texts that have run scripts somewhere, typed into every field: no page that shows them gains anything by it.

Whatever elements and attributes there are, a page with plain words in the same places has them too, or Markdown may.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client

from argmap.forms.citations import DESCRIBED
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


def test_nothing_gains_an_element_or_an_attribute_by_what_people_type():
    """One test for all that can be looked at, since it takes a while to type all this."""
    plain, attacker = Typist("plain", PLAIN, PLAIN), Typist("demo", TEXTS, CORPUS)
    known = set().union(*(shapes.found for shapes in plain.shapes().values()))
    wrong = {address: unlike for address, shapes in attacker.shapes().items() if (unlike := shapes.unlike(known))}
    assert wrong == {}
    all_is_there(attacker)
    files_are_sent_as_what_they_are(attacker)
    for number in (claim("a").pk, *(it.pk for it in attacker.mine()[::20])):
        feeds_hold_words_alone(attacker.ada, number, known)
        word_files_are_whole(attacker.ada, number)
        drawings_hold_words_alone(attacker.ada, number)


def all_is_there(attacker: Typist) -> None:
    stored = {found.wordings.get(number=1).text for found in Claim.objects.filter(contributor__username="ada-demo")}
    assert len(stored) == len(TEXTS)
    assert (Misreading.objects.count(), Citation.objects.filter(claim__post__slug="demo").count()) == (8, 4)
    graph = json.loads(attacker.ada.get("/posts/demo/graph.json").content)
    assert {found.text for found in attacker.mine()} <= {it["text"] for it in graph["claims"]}


def files_are_sent_as_what_they_are(attacker: Typist) -> None:
    top, mine = claim("a").pk, attacker.mine()[0].pk
    files = ["/posts/demo/graph.json", "/posts/demo/feed.atom", "/posts/demo/map.svg", "/posts/demo/sources.bib"]
    files += ["/people/ada-demo/export.json", "/people/ada-demo/export.md"]
    for room in (f"/claims/{top}/", f"/claims/{mine}/"):
        files += [f"{room}{name}" for name in ("feed.atom", "brief.md", "brief.docx", "sources.ris", "sources.json")]
    for address in files:
        response = attacker.ada.get(address)
        assert response.status_code == 200, address
        assert "html" not in response.headers["Content-Type"], address
        assert response.headers["X-Content-Type-Options"] == "nosniff", address


def feeds_hold_words_alone(client: Client, number: int, known: Shape) -> None:
    feed = ET.fromstring(client.get(f"/claims/{number}/feed.atom").content)
    told = [it.text for it in feed.iter("{http://www.w3.org/2005/Atom}summary")]
    assert told and all(Shapes(text).unlike(known) == [] for text in told)


def word_files_are_whole(client: Client, number: int) -> None:
    with ZipFile(BytesIO(client.get(f"/claims/{number}/brief.docx").content)) as word:
        parts = [ET.fromstring(word.read(name)) for name in word.namelist() if name.endswith((".xml", ".rels"))]
    targets = [it.get("Target") for part in parts for it in part.iter() if it.get("TargetMode") == "External"]
    assert all(re.match("https?://|mailto:", target) for target in targets)


def drawings_hold_words_alone(client: Client, number: int) -> None:
    drawing = ET.fromstring(client.get(f"/posts/demo/map.svg?focus={number}&depth=2").content)
    assert not {it.tag.rpartition("}")[2] for it in drawing.iter()} & {"script", "style", "foreignObject", "image"}
    assert all(ADDRESS.match(it.get("href", "")) for it in drawing.iter())


# -- what is refused comes back in the form --

ALL = "\n".join(CORPUS)
FIELDS = {
    "moves": ["premise-0", "premise-1", "claim-1", "note", "scheme", "question", "token", "met", "do"],
    "edit": ["text", "note", "edition", "token", "granted"],
    "misreading": ["words", "reading", "note", "token"],
    "citation": [*DESCRIBED, "locator", "quotation", "note", "cited", "source", "filled", "token", "do"],
    "account": ["username", "email", "login", "password1", "password", "next"],
}


@pytest.fixture
def moderator(client) -> Client:
    """Somebody who may use every form about what came with a post."""
    make_post("i: a + b -> c", main=["c"], extra=WORDS)
    client.force_login(person("mo", role="moderator"))
    return client


def forms() -> Iterator[tuple[str, str]]:
    """Where each form is sent to, and which form it is."""
    a, i = claim("a").pk, step("i").pk
    for page in ("new", "look"):
        yield f"/claims/{a}/rebuttals/{page}/", "moves"
        yield f"/claims/{a}/reasons/{page}/", "moves"
        yield f"/inferences/{i}/undercuts/{page}/", "moves"
        yield f"/claims/{a}/citations/{page}/", "citation"
    yield f"/claims/{a}/edit/", "edit"
    yield f"/claims/{a}/misreadings/new/", "misreading"
    yield "/accounts/signup/", "account"
    yield "/accounts/login/", "account"


def test_what_is_refused_comes_back_inert(moderator):
    for address, form in forms():
        client = Client() if form == "account" else moderator
        plain, other, typed = (
            client.post(address, dict.fromkeys(FIELDS[form], it)) for it in ("x" * len(ALL), "x\x00", ALL)
        )
        known = Shapes(plain.content.decode()).found | Shapes(other.content.decode()).found
        assert typed.status_code == plain.status_code in (200, 409, 422), address
        assert Shapes(typed.content.decode()).unlike(known) == [], address


def test_what_an_address_asks_a_form_for_is_inert(moderator):
    for address in (
        f"/claims/{claim('a').pk}/rebuttals/new/",
        f"/inferences/{step('i').pk}/undercuts/new/",
        "/answers/",
    ):
        plain = Shapes(moderator.get(f"{address}?use=x&deny=x&page=x").content.decode()).found
        for number in range(0, len(CORPUS), AT_ONCE):
            text = " ".join(CORPUS[number : number + AT_ONCE])
            asked = urlencode(dict.fromkeys(["use", "question", "of", "next", "deny", "page"], text))
            response = moderator.get(f"{address}?{asked}")
            assert response.status_code == 200
            assert Shapes(response.content.decode()).unlike(plain) == [], text
