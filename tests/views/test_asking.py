"""A quotation that the check doubts is published only by somebody who was shown so: alone, in a move, in mending."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import Citation, Inference, Source
from argmap.operations.citations import cite
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post, step
from tests.decisions import moderator
from tests.people import person
from tests.views.pages import Page
from tests.views.test_backing import filled_in

pytestmark = pytest.mark.django_db
SOURCES = """\
source feist
kind: case
title: Feist
citation: Feist v. Rural, 499 U.S. 340 (1991)

source book
kind: page
title: A book
citation: A book
"""
TEXT = "Originality is the sine qua non of copyright. It is not enough that labor was spent."
RIGHT, WRONG, DOUBTFUL = "the sine qua non", "the sine qua none of copyright", "enough that labor was spent"
BESIDE = {"HX-Request": "true", "HX-Target": "checked"}


@pytest.fixture
def ada(client):
    """Ada's browser, at a post with a source whose text is on file and one without."""
    make_post("i: a -> c; r: d -x c", main=["c"], sources=SOURCES)
    supply_text(source=Source.objects.get(key="feist"), by=moderator(), text=TEXT, is_whole=True)
    client.force_login(person())
    return client


def address(what="new") -> str:
    return f"/claims/{claim('a').pk}/citations/{what}/"


def sent(**fields) -> dict[str, str]:
    return {"token": str(uuid4()), "cited": "feist", "locator": "", "note": "", "do": "publish"} | fields


def stored() -> list[str]:
    return list(Citation.objects.order_by("pk").values_list("quotation", flat=True))


@pytest.mark.parametrize(
    ("words", "said"), [(WRONG, "✕ Not found."), (DOUBTFUL, "◐ A person should look.")], ids=["wrong", "turned"]
)
def test_doubtful_words_are_published_only_after_their_author_was_shown_so(ada, words, said):
    response = ada.post(address(), sent(quotation=words, note="Kept."))
    assert response.status_code == 422
    page, html = Page(response).words, response.content.decode()
    assert "Not attached yet." in page
    assert said in page
    assert "Attach it all the same" in page
    assert html.count("autofocus") == 1
    assert 'id="asked" tabindex="-1" autofocus' in html
    assert stored() == []
    fields = filled_in(response)
    assert (fields["quotation"], fields["note"]) == (words, "Kept.")
    assert ada.post(address(), fields | {"do": "publish"}).status_code == 302
    assert stored() == [words]


@pytest.mark.parametrize(
    "fields",
    [{"quotation": RIGHT}, {"quotation": ""}, {"quotation": WRONG, "cited": "A book"}],
    ids=["found", "no words", "no text on file"],
)
def test_what_the_check_does_not_doubt_asks_nothing(ada, fields):
    assert ada.post(address(), sent(**fields)).status_code == 302


def test_words_that_are_not_in_the_pasted_paragraph_are_asked_about(ada):
    pasted = {"cited": "A book", "paragraph": TEXT}
    response = ada.post(address(), sent(quotation=WRONG, **pasted))
    assert response.status_code == 422
    assert "Not in the paragraph that you pasted" in Page(response).words
    assert ada.post(address(), filled_in(response) | {"quotation": RIGHT, "do": "publish"}).status_code == 302


def test_other_doubtful_words_are_asked_about_again(ada):
    fields = filled_in(ada.post(address(), sent(quotation=WRONG)))
    response = ada.post(address(), fields | {"quotation": "the sine qua nothing", "do": "publish"})
    assert response.status_code == 422
    assert 'tabindex="-1" autofocus' in response.content.decode()
    assert stored() == []


def test_the_check_while_one_types_asks_nothing_by_itself_and_keeps_what_was_asked(ada):
    typed = sent(quotation=WRONG)
    assert "shown" not in filled_in(ada.post(address("look"), typed, headers=BESIDE))
    asked = filled_in(ada.post(address(), typed))
    beside = ada.post(address("look"), asked, headers=BESIDE)
    assert filled_in(beside)["shown"] == asked["shown"]
    assert "autofocus" not in beside.content.decode()
    assert "shown" not in filled_in(ada.post(address("look"), asked | {"quotation": RIGHT}, headers=BESIDE))


MOVES = {"rebuttals": "c", "reasons": "c", "undercuts": "i"}


@pytest.mark.parametrize("kind", MOVES)
def test_a_move_asks_about_the_words_of_its_premise(ada, kind):
    to = f"/inferences/{step('i').pk}" if kind == "undercuts" else f"/claims/{claim('c').pk}"
    source = {"source-0-cited": "feist", "source-0-quotation": WRONG}
    typed = {"token": str(uuid4()), "premise-0": "It took no effort.", "do": "publish"} | source
    response = ada.post(f"{to}/{kind}/new/", typed)
    assert response.status_code == 422
    page, html = Page(response).words, response.content.decode()
    assert "Not published yet." in page
    assert "Publish it all the same" in page
    assert html.count("autofocus") == 1
    assert not Inference.objects.filter(contributor__username="ada")
    assert ada.post(f"{to}/{kind}/new/", filled_in(response) | {"do": "publish"}).status_code == 302
    assert stored() == [WRONG]


def test_a_move_that_is_like_another_and_quotes_doubtfully_asks_both_at_once(ada):
    to = f"/claims/{claim('c').pk}/rebuttals/new/"
    source = {"source-0-cited": "feist", "source-0-quotation": WRONG}
    said = claim("d").text
    response = ada.post(to, {"token": str(uuid4()), "premise-0": f"{said} indeed", "do": "publish"} | source)
    assert "Is it there already?" in Page(response).words
    html = response.content.decode()
    assert html.count("autofocus") == 1
    assert 'name="do" value="differs"' in html
    assert ada.post(to, filled_in(response) | {"do": "differs"}).status_code == 302


def test_mending_asks_about_new_words_and_not_about_those_that_stay(ada):
    made = cite(
        claim=claim("a"),
        source=Source.objects.get(key="feist"),
        contributor=person(),
        token=uuid4(),
        quotation="the sine qua nothing of copyright",
    )
    edit = f"/citations/{made.pk}/edit/"
    fields = filled_in(ada.get(edit))
    response = ada.post(edit, fields | {"quotation": WRONG, "do": "publish"})
    assert response.status_code == 422
    assert "Not saved yet." in Page(response).words
    assert "Save it all the same" in Page(response).words
    assert ada.post(edit, filled_in(response) | {"do": "publish"}).status_code == 302
    assert stored() == [WRONG]
    assert ada.post(edit, filled_in(ada.get(edit)) | {"note": "A note.", "do": "publish"}).status_code == 302
