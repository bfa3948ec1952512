"""Nothing of what was hidden, refused or never public is to be read at any address, by anybody but who wrote it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client

from argmap.models import Citation, Decision, Source
from argmap.operations import citations, edits
from argmap.operations.curation import dispute
from tests.builders import claim, step
from tests.decisions import WHY, accept, hide, moderator, refuse, review_first
from tests.people import against, person, remark, reword

pytestmark = pytest.mark.django_db
SECRET = "zanzibar"


def text_of(answered) -> str:
    """All that a response says, also inside a document."""
    if answered.headers["Content-Type"].endswith("wordprocessingml.document"):
        with zipfile.ZipFile(BytesIO(answered.content)) as file:
            return " ".join(file.read(name).decode() for name in file.namelist())
    return b"".join(answered).decode()


@pytest.fixture
def hidden_things(demo):
    """Ada's words in every place where words can be, each taken from the pages in one way or another."""
    ada, ben = person("ada"), person("ben")
    whole = against(claim("a"), f"{SECRET} rebuts.", by=ada, note=f"{SECRET} in a note.")
    premise = whole.premises.get().claim
    answered = against(claim("b"), f"{SECRET} was answered.", by=ada)
    against(answered.premises.get().claim, "Ben says no.", by=ben)
    reworded = against(step("i"), "At first it said something good.", by=ada).premises.get().claim
    reword(reworded, f"Then {SECRET} came.", by=ada)
    reword(type(reworded).objects.get(pk=reworded.pk), "At last it says something good.", by=ada)
    cited = citations.cite(
        claim=claim("b"), source=Source.objects.get(key="s"), contributor=ada, token=uuid4(),
        quotation=f"words of {SECRET}", note=f"{SECRET} in a note.", locator=f"at {SECRET}",
    )  # fmt: skip
    said = edits.misread(
        claim=claim("a"), contributor=ada, words="weights", reading=f"{SECRET} reads it.", note=SECRET, token=uuid4()
    )
    noted = remark("The weights are numbers.", f"{SECRET} notes this.", by=ada)
    for thing in (whole, cited, said, noted, answered.premises.get().claim):
        hide(thing)
    hide(reworded.wordings.get(number=2))
    review_first(type(demo).objects.get())
    waiting = against(claim("a"), f"{SECRET} waits.", by=ada)
    taken_back = against(claim("b"), f"{SECRET} waited and was taken back.", by=ada)
    edits.withdraw(thing=taken_back, by=ada)
    refused = against(claim("d"), f"{SECRET} was refused.", by=ada)
    refuse(refused)
    kept = against(claim("d"), "Ada says it well.", by=ada)
    accept(kept)
    for claimed, quoted in (("a", "waits"), ("b", "was refused")):
        described = citations.NewSource(
            "page", f"{SECRET} {quoted}", f"{SECRET} v. {quoted}", address=f"https://{SECRET}.org/"
        )
        brought = citations.cite(
            claim=claim(claimed),
            source=described,
            contributor=ada,
            token=uuid4(),
            quotation=f"the {SECRET} {quoted}",
            paragraph=f"They say the {SECRET} {quoted} here.",
        )
        dispute(source=brought.source, by=moderator(), reason=WHY)
    refuse(brought)
    citations.cite(
        claim=claim("b"),
        source=Source.objects.get(key="s"),
        contributor=ada,
        token=uuid4(),
        paragraph=f"These are the words of the case, and of {SECRET}.",
    )
    edited = kept.premises.get().claim
    reword(type(edited).objects.get(pk=edited.pk), f"{SECRET} is an edit that waits.", by=ada, note=SECRET)
    steps = [whole, answered, waiting, taken_back, refused, kept]
    claims = [premise, answered.premises.get().claim, reworded, edited, *(it.premises.get().claim for it in steps[2:])]
    return {"steps": steps, "claims": claims, "citation": cited, "remark": noted}


def addresses_of(things) -> list[str]:
    """Every address at which one of these could show."""
    post, found = "/posts/demo/", []
    tails = ("", "map/?all=1", "map.svg", "outline/", "open/", "sources/", "sources.bib", "history/", "feed.atom",
             "graph.json", "annotations.json", "passages/new/")  # fmt: skip
    found += [f"{post}{tail}" for tail in tails]
    of_claim = ("", "turning/", "history/", "feed.atom", "brief/", "brief.md", "brief.docx", "sources.ris", "answer/")
    for it in [*things["claims"], *(claim(key) for key in "abcd")]:
        found += [f"/claims/{it.pk}/{tail}" for tail in of_claim]
        found += [f"{post}?claim={it.pk}", f"{post}map/?focus={it.pk}&depth=2"]
    for it in [*things["steps"], step("i")]:
        found += [f"/inferences/{it.pk}/", f"/inferences/{it.pk}/history/"]
    found += [f"/citations/{things['citation'].pk}/", f"/remarks/{things['remark'].pk}/"]
    found += [f"/people/{name}/{tail}" for name in ("ada", "ben") for tail in ("", "export.md", "export.json")]
    found += [f"/decisions/{made.pk}/" for made in Decision.objects.all()]
    for source in Source.objects.values_list("pk", flat=True):
        found += [f"/sources/{source}/", f"/sources/{source}/reference.bib"]
    found += ["/sources/", f"/sources/?q={SECRET}", "/log/", "/log/feed.atom"]
    found += ["/", "/sitemap.xml", f"/search/?q={SECRET}", "/search/?q=something+good", "/answers/"]
    return found


@pytest.mark.parametrize("name", [None, "ben"])
def test_hidden_words_are_at_no_address(hidden_things, name):
    client, wrong = Client(), []
    if name:
        client.force_login(person(name))
    for address in addresses_of(hidden_things):
        said = text_of(client.get(address)).casefold()
        said = (
            said.replace(f"q={SECRET}", "")
            .replace(f"q%3d{SECRET}", "")
            .replace(f'"{SECRET}"', "")
            .replace(f"“{SECRET}”", "")
        )  # as it was asked
        if SECRET in said:
            at = said.index(SECRET)
            wrong.append(f"{address}: {said[max(at - 60, 0) : at + 60]}")
    assert not wrong, "\n".join(wrong)


def test_hidden_words_are_not_suggested_to_who_writes_the_same(hidden_things):
    client = Client()
    client.force_login(person("ben"))
    look = f"/claims/{claim('a').pk}/rebuttals/look/"
    answered = client.post(look, {"text-0": f"Quite different words about {SECRET}, rebuts, waits.", "do": "look"})
    said = text_of(answered)
    for words in ("rebuts.", "waits.", "was refused.", "was answered."):
        assert f"{SECRET} {words}" not in said


def test_a_source_that_waits_is_not_suggested_nor_shown_to_who_guesses_its_number(hidden_things):
    client = Client()
    client.force_login(person("ben"))
    look = f"/claims/{claim('a').pk}/citations/look/"
    for source in Source.objects.exclude(key="s"):
        for sent in ({"cited": f"{SECRET} v. waits"}, {"cited": "zanzibr v wait"}, {"source": source.pk}):
            said = text_of(client.post(look, sent))
            assert f"{SECRET} waits" not in said
            assert f"{SECRET}.org" not in said
        assert client.get(source.get_absolute_url()).status_code == 404


def test_who_mends_a_citation_that_waits_keeps_its_source_and_what_was_pasted_for_it(hidden_things):
    client = Client()
    client.force_login(person("ada"))
    waiting = Citation.objects.get(state="waiting", source__title=f"{SECRET} waits")
    form = text_of(client.get(f"/citations/{waiting.pk}/edit/"))
    assert f"{SECRET} waits" in form
    assert "no moderator has confirmed: word for word" in form


def test_moderators_find_what_waits_on_their_desk_by_its_title(hidden_things):
    client = Client()
    client.force_login(moderator())
    assert f"{SECRET} waits" in text_of(client.get("/review/?kind=duplicate")) + text_of(
        client.get("/review/?kind=text")
    )


def test_who_wrote_it_still_sees_it_with_the_reason(hidden_things):
    client = Client()
    client.force_login(person("ada"))
    said = text_of(client.get("/people/ada/"))
    for words in ("rebuts.", "was answered.", "waits.", "was refused.", "is an edit that waits.", "reads it."):
        assert f"{SECRET} {words}" in said
    assert "Because the house rules say so." in said
