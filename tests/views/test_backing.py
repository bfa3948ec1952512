"""A source that is attached to a new premise while one answers, without JavaScript and beside its fields."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest

from argmap.models import Citation, Claim, Inference, Source
from tests.builders import claim, make_post, step
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source feist\nkind: case\ntitle: Feist\ncitation: Feist v. Rural, 499 U.S. 340 (1991)\n"
HE = "Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852"
PARAGRAPH = "In this work, we study rectifier neural networks for image classification."
KINDS = ["rebuttals", "reasons", "undercuts"]


@pytest.fixture
def ada(client):
    """Ada's browser, at a post with one source."""
    make_post("i: a -> c; r: d -x c", main=["c"], sources=SOURCES, extra="cite c\nsource: feist\n")
    client.force_login(person())
    return client


def address(kind="rebuttals", what="new"):
    return (
        f"/inferences/{step('i').pk}/undercuts/{what}/"
        if kind == "undercuts"
        else f"/claims/{claim('a').pk}/{kind}/{what}/"
    )


def sent(*words: str, **fields) -> dict[str, str]:
    """A form as it was filled in; what belongs to a source of the first premise is named without its number."""
    typed = {f"premise-{number}": text for number, text in enumerate(words)}
    sources = {f"source-0-{name}": value for name, value in fields.items() if name != "do"}
    return {"token": str(uuid4()), "do": fields.get("do", "differs"), **typed, **sources}


def filled_in(response) -> dict[str, str]:
    """What stands in the fields of the form that comes back."""
    page = response.content.decode()
    named = {found[1]: it for it in re.findall(r"<input[^>]*>", page) if (found := re.search(r'name="([\w-]+)"', it))}
    values = {name: found[1] if (found := re.search(r'value="([^"]*)"', it)) else "" for name, it in named.items()}
    values |= dict(re.findall(r'<textarea name="([\w-]+)"[^>]*>\n?([^<]*)</textarea>', page))
    chosen = re.search(r'<select name="source-0-kind".*?<option value="([\w-]*)" selected', page, re.DOTALL)
    values |= {"source-0-kind": chosen[1]} if chosen else {}
    return {name: unescape(value) for name, value in values.items() if name not in ("csrfmiddlewaretoken", "q")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_published_with_the_source_of_its_premise(ada, kind):
    typed = sent(
        "It took effort.",
        cited="499 U.S. 340, 345",
        quotation="sine qua non",
        paragraph="The sine qua non.",
        found_at="at 345",
    )
    assert ada.post(address(kind), typed).status_code == 302
    made = Citation.objects.get(claim__wording__text="It took effort.")
    assert (made.source.key, made.locator, made.quotation, made.contributor.username) == (
        "feist",
        "at 345",
        "sine qua non",
        "ada",
    )
    assert made.found["verdict"] == "verbatim"
    text = made.source.texts.get()
    assert (text.text, text.found_at) == ("The sine qua non.", "at 345")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_new_source_is_is_seen_before_the_step_is_published(ada, kind):
    response = ada.post(address(kind), sent("They were trained.", cited=HE, quotation="we study", locator="abstract"))
    assert response.status_code == 422
    assert "This source is not here yet." in Page(response).words
    assert not Inference.objects.filter(contributor__username="ada")
    fields = filled_in(response)
    assert (fields["premise-0"], fields["source-0-quotation"]) == ("They were trained.", "we study")
    assert (fields["source-0-title"], fields["source-0-kind"]) == ("Delving Deep into Rectifiers", "article")
    assert ada.post(address(kind), fields | {"do": "differs"}).status_code == 302
    made = Citation.objects.get(claim__wording__text="They were trained.")
    assert (made.source.title, made.locator) == ("Delving Deep into Rectifiers", "abstract")


def test_a_step_whose_source_makes_no_sense_is_not_published(ada):
    fields = filled_in(ada.post(address(), sent("They were trained.", cited=HE)))
    response = ada.post(address(), fields | {"do": "differs", "source-0-address": "javascript:alert(1)"})
    assert response.status_code == 422
    assert "An address begins with https://" in Page(response).words
    assert not Source.objects.filter(title__startswith="Delving")
    assert not Claim.objects.filter(contributor__username="ada")


def test_words_without_a_source_ask_for_one(ada):
    response = ada.post(address(), sent("They were trained.", quotation="we study"))
    assert response.status_code == 422
    assert "Say which source" in Page(response).words
    assert filled_in(response)["source-0-quotation"] == "we study"


def test_a_source_without_a_premise_asks_what_it_shows(ada):
    response = ada.post(address(), sent("", cited="feist"))
    assert response.status_code == 422
    assert "Say in one sentence what its source shows." in Page(response).words


def test_each_premise_has_a_source_of_its_own(ada):
    typed = sent("One thing.", "Another thing.", cited="feist", locator="at 1")
    typed |= {"source-1-cited": "feist", "source-1-locator": "at 2"}
    assert ada.post(address(), typed).status_code == 302
    rows = Citation.objects.filter(claim__contributor__username="ada").order_by("locator")
    assert list(rows.values_list("claim__wording__text", "locator")) == [
        ("One thing.", "at 1"),
        ("Another thing.", "at 2"),
    ]


def test_a_premise_more_or_less_keeps_each_source_with_its_premise(ada):
    typed = sent("One thing.", "Another thing.", cited="feist", do="drop-0") | {"source-1-cited": HE}
    fields = filled_in(ada.post(address(what="look"), typed))
    assert (fields["premise-0"], fields["source-0-cited"]) == ("Another thing.", HE)
    fields = filled_in(ada.post(address(what="look"), fields | {"do": "add"}))
    assert (fields["source-0-cited"], fields["source-1-cited"]) == (HE, "")


def test_a_claim_in_place_of_words_keeps_what_was_said_of_a_source(ada):
    fields = filled_in(ada.post(address(what="look"), sent("One thing.", cited="feist", do="use-0-d")))
    assert (fields["claim-0"], fields["source-0-cited"]) == ("d", "feist")
    assert ada.post(address(), fields | {"do": "differs"}).status_code == 302
    assert not Citation.objects.filter(claim=claim("d"))


def test_a_source_like_it_is_chosen_by_a_button(ada):
    response = ada.post(address(what="look"), sent("One thing.", cited="Feist versus Rural", do="look"))
    wish = f"cite-0-{Source.objects.get().pk}"
    assert f'value="{wish}"' in response.content.decode()
    fields = filled_in(ada.post(address(what="look"), filled_in(response) | {"do": wish}))
    assert fields["source-0-source"] == str(Source.objects.get().pk)
    assert ada.post(address(), fields | {"do": "differs"}).status_code == 302
    assert Citation.objects.get(claim__contributor__username="ada").source.key == "feist"


@pytest.mark.parametrize(("part", "says"), [("found", "It is here already"), ("checked", "paragraph that you pasted")])
def test_what_is_typed_is_looked_up_beside_its_field(ada, part, says):
    typed = sent("One thing.", cited="feist", quotation="we study rectifier", paragraph=PARAGRAPH)
    headers = {"HX-Request": "true", "HX-Target": f"source-0-{part}"}
    response = ada.post(address(what="look"), typed, headers=headers)
    assert b"<html" not in response.content
    assert f'id="source-0-{part}"' in response.content.decode()
    assert says in Page(response).words
    assert not Citation.objects.filter(contributor__username="ada")


def test_a_step_that_is_sent_twice_cites_once(ada):
    typed = sent("One thing.", cited="feist")
    assert [ada.post(address(), typed).status_code for _ in range(2)] == [302, 302]
    assert Citation.objects.filter(contributor__username="ada").count() == 1


def test_who_signs_in_finds_the_source_that_was_typed(client):
    make_post("i: a -> c", main=["c"], sources=SOURCES)
    client.post(address(), sent("One thing.", cited="499 U.S. 340", quotation="we study"))
    client.force_login(person())
    fields = filled_in(client.get(address()))
    assert (fields["source-0-cited"], fields["source-0-quotation"]) == ("499 U.S. 340", "we study")
