"""What pages say beside a label when a quotation was not found where it is said to be, and how that is raised."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from argmap.models import Citation, DeskItem, Source
from argmap.operations.texts import supply_text
from tests.builders import claim, make_post, step
from tests.decisions import moderator
from tests.people import person
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
SOURCES = """\
source page
kind: page
title: A page
citation: A page

source book
kind: page
title: A book
citation: A book
"""
CITED = """\
passage p
words: The weights are numbers.
role: claim
claim: a

cite a
source: page
quotation: a sufficient amount of creativity
"""
MISSING = "was not found where the post says"
ELSEWHERE = "there is no text on file"


@pytest.fixture
def post():
    return make_post("i: a -> c", main=["c"], sources=SOURCES, extra=CITED)


@pytest.fixture
def places(post) -> dict[str, str]:
    """Where something is said of the claim."""
    number = claim("a").pk
    return {
        "claim": f"/claims/{number}/",
        "note": "/posts/demo/",
        "panel": f"/posts/demo/?claim={number}",
        "outline": "/posts/demo/outline/",
    }


def put_on_file(key: str, words: str) -> None:
    supply_text(source=Source.objects.get(key=key), by=moderator(), text=words, is_whole=True)


@pytest.mark.parametrize("place", ["claim", "note", "panel", "outline"])
def test_a_quotation_that_was_not_found_is_told_beside_the_label(client, places, place):
    before = Page(client.get(places[place])).words
    assert MISSING not in before
    put_on_file("page", "Of something else.")
    after = client.get(places[place])
    assert MISSING in Page(after).words
    assert re.search(r'data-label="stands">stands</span>', after.content.decode())


def test_it_changes_no_label(post):
    before = claim("a").label
    put_on_file("page", "Of something else.")
    assert claim("a").label == before == "stands"


@pytest.mark.parametrize("place", ["claim", "note", "panel"])
def test_where_the_words_do_occur_is_told_too(client, places, place):
    put_on_file("book", "It says: a sufficient amount of creativity.")
    page = Page(client.get(places[place]))
    found = "The same words, perhaps about something else, occur in A book."
    assert f"could not be looked up where the post says: {ELSEWHERE}. {found}" in page.words
    assert Source.objects.get(key="book").get_absolute_url() in page.links


def put_a_part_on_file(words: str) -> None:
    supply_text(source=Source.objects.get(key="page"), by=moderator(), text=words, is_whole=False)


@pytest.mark.parametrize("place", ["claim", "note", "panel"])
def test_a_part_that_has_nearly_the_same_words_is_told_as_a_doubt(client, places, place):
    put_a_part_on_file("It says: a sufficient level of creativity is needed.")
    page = Page(client.get(places[place])).words
    assert "Its quotation from A page is not in the part on file, which has nearly the same words." in page
    assert "not found" not in page


def test_what_differs_from_the_part_on_file_is_shown_word_by_word_and_on_the_desk(client, places):
    put_a_part_on_file("It says: a sufficient level of creativity is needed.")
    page = client.get(places["claim"])
    assert "Not in the part on file, which has nearly the same words:" in Page(page).words
    assert '<del><span class="visually-hidden">[removed: </span>level' in page.content.decode()
    client.force_login(moderator())
    desk = client.get(DeskItem.objects.open().get(kind="quotation").get_absolute_url())
    assert "Its words are not in the part on file, which has nearly the same words." in Page(desk).words


def test_a_part_with_other_words_is_no_more_than_a_part(client, places):
    put_a_part_on_file("It says: creativity of a sufficient kind is enough.")
    page = Page(client.get(places["claim"])).words
    assert "these words are not in it" in page
    assert "nearly the same words" not in page


@pytest.mark.parametrize("place", ["claim", "note", "panel"])
def test_words_that_only_an_unconfirmed_text_has_stay_doubtful(client, places, place):
    words = "It says: a sufficient amount of creativity."
    supply_text(source=Source.objects.get(key="page"), by=person("eve"), text=words, is_whole=True)
    page = Page(client.get(places[place])).words
    assert "Its quotation from A page was found only in a text that nobody has confirmed." in page
    assert "●" not in page


@pytest.mark.parametrize("place", ["claim", "step", "panel", "map"])
def test_a_premise_whose_quotation_is_doubtful_says_so_where_it_is_used(client, post, place):
    put_on_file("page", "Of something else.")
    used = {
        "claim": f"/claims/{claim('c').pk}/",
        "step": f"/inferences/{step('i').pk}/",
        "panel": f"/posts/demo/?claim={claim('c').pk}",
        "map": f"/posts/demo/map/?step={step('i').pk}",
    }
    page = Page(client.get(used[place]))
    assert "stands · its quotation from A page was not found" in page.words
    assert f"/claims/{claim('a').pk}/#citation-{Citation.objects.get().pk}" in page.links


def test_a_premise_whose_quotations_nobody_could_look_up_says_so_once_in_few_words(client):
    cited = f"{CITED}\ncite a\nsource: book\nquotation: another thing\n"
    make_post("i: a -> c", main=["c"], sources=SOURCES, extra=cited)
    page = Page(client.get(f"/claims/{claim('c').pk}/")).words
    assert page.count("stands · quotation not checked ·") == page.count("quotation not checked") == 1


def test_quotations_are_told_apart_by_their_sources_and_the_same_doubt_is_told_once(client):
    cited = "cite a\nsource: {}\nquotation: {}\n"
    more = [("page", "another thing"), ("book", "a third thing")]
    make_post("i: a -> c", main=["c"], sources=SOURCES, extra="\n".join([CITED, *(cited.format(*it) for it in more)]))
    page = Page(client.get(f"/claims/{claim('a').pk}/")).words
    assert page.count("Its quotation from A page could not be looked up") == 1
    assert page.count("Its quotation from A book could not be looked up") == 1


def test_words_that_are_found_raise_no_doubt(client, places):
    put_on_file("page", "It says: a sufficient amount of creativity.")
    assert all("quotation could not" not in Page(client.get(place)).words for place in places.values())


def test_what_a_reader_quotes_is_not_laid_to_the_post(client, places):
    Citation.objects.update(voice="reader")
    put_on_file("page", "Of something else.")
    assert "not found where it is said to be" in Page(client.get(places["outline"])).words


def raised(client, places) -> str | None:
    """The link with which a doubt is raised as a rebuttal."""
    page = client.get(places["claim"]).content.decode()
    found = re.search(r'href="([^"]+)">Raise it as a rebuttal', page)
    return unescape(found[1]) if found else None


def test_it_is_raised_as_a_rebuttal_with_the_words_filled_in(client, places):
    put_on_file("page", "Of something else.")
    link = raised(client, places)
    client.force_login(person())
    form = client.get(link).content.decode()
    words = parse_qs(urlsplit(link).query)["words"][0]
    assert words == "The words “a sufficient amount of creativity” do not occur in the text on file of A page."
    assert f">\n{words}</textarea>" in unescape(form)
    assert f"/citations/{Citation.objects.get().pk}/" in form
    sent = {"token": str(uuid4()), "premise-0": words, "do": "differs"}
    assert client.post(urlsplit(link).path, sent).status_code == 302
    assert claim("a").label == "falls"


def test_where_the_words_do_occur_comes_along_as_the_source_of_the_rebuttal(client, places):
    put_on_file("book", "It says: a sufficient amount of creativity.")
    client.force_login(person())
    page = Page(client.get(raised(client, places)))
    assert "Word for word. These words occur in the stored text of A book" in page.words


def test_nothing_is_raised_where_nothing_speaks_for_it(client, places):
    assert raised(client, places) is None
    put_on_file("page", "It says: a sufficient amount of creativity.")
    assert raised(client, places) is None


def test_doubts_take_as_many_queries_for_many_as_for_one(client, django_assert_max_num_queries):
    counts = []
    for size in (1, 5):
        cited = "".join(f"cite a{number}\nsource: page\nquotation: words of {number}\n\n" for number in range(size))
        steps = "; ".join(f"i{number}: a{number} -> c" for number in range(size))
        slug = f"size-{size}"
        make_post(f"i: a -> c; {steps}", main=["c"], slug=slug, sources=SOURCES, extra=f"{CITED}\n{cited}")
        with django_assert_max_num_queries(40) as asked:
            client.get(f"/posts/{slug}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
