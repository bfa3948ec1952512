"""What a moderator sees of a text that somebody supplied: its words, where from, and what is quoted from it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import DeskItem, Source
from argmap.models.source_text import LONGEST_PASSAGE
from argmap.operations.citations import cite
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = "source feist\nkind: case\ntitle: Feist\ncitation: Feist v. Rural, 499 U.S. 340 (1991)\n"
PARAGRAPH = "Originality remains the sine qua non of copyright; accordingly, protection may extend only to those."
AT = "https://example.org/feist"


@pytest.fixture
def mod(client):
    make_post("i: a -> c", main=["c"], sources=SOURCES)
    client.force_login(person("mo", role="moderator"))
    return client


def cited(quotation: str, *, by: str = "ada", **fields):
    return cite(
        claim=claim("a"),
        source=Source.objects.get(),
        contributor=person(by),
        token=uuid4(),
        quotation=quotation,
        **fields,
    )


def item() -> str:
    return DeskItem.objects.open().get(kind="text").get_absolute_url()


def test_a_pasted_paragraph_lies_on_the_desk_with_who_pasted_it_where_it_is_from_and_for_which_words(mod):
    cited("the sine qua non of copyright", paragraph=PARAGRAPH, found_at=AT)
    answer = mod.get(item())
    words = Page(answer).words
    assert "Supplied by ada, not yet confirmed." in words
    assert f"found at {AT}" in words
    assert "<mark>the sine qua non of copyright</mark>; accordingly, protection" in answer.content.decode()
    assert "Claim a." in words
    assert "◐ In a text that ada supplied and no moderator has confirmed: word for word." in words


def test_what_the_quotation_has_otherwise_is_marked_beside_the_paragraph(mod):
    cited("the sine qua none of copyright", paragraph=PARAGRAPH)
    answer = mod.get(item())
    assert PARAGRAPH in Page(answer).words
    assert "Whoever supplied it did not say where it stands." in Page(answer).words
    assert '<ins><span class="visually-hidden">[added: </span>none' in answer.content.decode()


def test_the_quotation_of_who_supplied_the_text_comes_first(mod):
    cited("the sine qua non", by="ada")
    cited("Originality remains", by="ben")
    supply_text(source=Source.objects.get(), by=person("ada"), text=PARAGRAPH, is_whole=False)
    words = Page(mod.get(item())).words
    assert words.index("cited by ada") < words.index("cited by ben")


def test_of_a_text_for_checking_no_more_is_shown_than_passages(mod):
    cited("the sine qua non")
    text = f"Before. {PARAGRAPH} " + "After that there is much more to read. " * 40
    supply_text(source=Source.objects.get(), by=person("ada"), text=text, is_whole=True, is_for_checking=True)
    words = Page(mod.get(item())).words
    assert PARAGRAPH[:60] in words
    assert words.count("After that there is much more to read.") < LONGEST_PASSAGE / 39
    assert f"{len(text.strip())} characters, for checking only." in words


def test_nothing_may_be_quoted_from_it(mod):
    supply_text(source=Source.objects.get(), by=person("ada"), text=PARAGRAPH, is_whole=False)
    assert "Nobody quotes from this source yet" in Page(mod.get(item())).words


def test_the_queries_are_as_many_however_much_is_quoted(mod):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            mod.get(item())
        return len(captured)

    cited("the sine qua non", paragraph=PARAGRAPH)
    mod.get(item())
    few = queries()
    for number in range(6):
        cited("protection may extend", locator=f"at {number}")
    assert queries() == few
    assert "And 2 more quotations" in Page(mod.get(item())).words
