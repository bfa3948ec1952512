"""A student rests a rebuttal on an article, and a reader sees what is known of the post's quotations."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from argmap.models import Citation
from tests.browser.people import as_, member
from tests.browser.test_moves import EVERYWHERE, has_scripts, message, publish
from tests.builders import claim, make_post

TEXTS = """\
claim D2b
text: Before any training, a model’s initial weights are more often zeroes than random values.

claim CP6
text: The weights of a network are usually started from random numbers.

rebuttal r
from: CP6
against: D2b
"""
HE = "Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852"
PARAGRAPH = "In this work, we study rectifier neural networks for image classification from two aspects."
RIGHT, WRONG = "we study rectifier neural networks", "we study recurrent neural networks"


@pytest.fixture
def student(transactional_db):
    make_post("", main=["D2b"], extra=TEXTS)
    return member("student")


@EVERYWHERE
def test_a_student_rests_a_rebuttal_on_an_article_whose_words_are_checked(browse, student, options):
    address = claim("D2b").get_absolute_url()

    def journey(page):
        def quote(words):
            page.get_by_label("Its exact words").fill(words)
            if not has_scripts(options):
                page.get_by_role("button", name="Check the quotation").click()

        page.goto(address)
        page.locator("#rebuttals ~ .step .premises a", has_text="usually started from random numbers").first.click()
        page.get_by_role("link", name="Attach a source").click()
        page.get_by_label("Citation or address").fill(HE)
        if not has_scripts(options):
            page.get_by_role("button", name="Find the source").click()
        expect(page.get_by_label("Title")).to_have_value("Delving Deep into Rectifiers")
        page.locator("summary", has_text="Paste the paragraph").click()
        page.get_by_label("The paragraph around it").fill(PARAGRAPH)
        quote(WRONG)
        expect(page.locator("#checked")).to_contain_text("Not in the paragraph that you pasted")
        expect(page.locator("#checked del")).to_contain_text("rectifier")
        quote(RIGHT)
        expect(page.locator("#checked")).to_contain_text("Word for word")
        publish(page)
        expect(message(page)).to_contain_text("Source attached, not yet reviewed")
        expect(page.locator(".citation")).to_contain_text("These words occur in the stored text of Delving Deep")
        expect(page.locator(".citation")).to_contain_text("supplied by student")
        page.locator("summary", has_text="Copy the citation").click()
        expect(page.locator("#cited-lines")).to_contain_text(f"{HE} (2015)")
        expect(page.locator("#bibtex")).to_contain_text("author = {Kaiming He and others},")

    browse(journey, **as_(student), **options)
    assert Citation.objects.get().found["verdict"] == "verbatim"


@pytest.mark.parametrize("key", ["Q1", "Q2", "Q3"])
def test_a_reader_sees_what_is_known_of_the_quotations_of_the_post(visit, site, key):
    def read(page):
        page.goto(site.post)
        return page.locator(f'.note[data-claim="{site.claims[key]}"]').inner_text()

    words = visit(read)
    assert "Its quotation could not be looked up where the post says: there is no text on file" in words
    found = "The same words occur in Compendium" if key == "Q1" else "The nearest words are in"
    assert found in words
