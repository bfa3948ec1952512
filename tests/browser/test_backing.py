"""A rebuttal that brings its source along: the fold in the form, with scripts and without, at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from argmap.models import Citation
from tests.browser.people import as_, member
from tests.browser.test_moves import EVERYWHERE, because, has_scripts, message, publish, unexpected
from tests.builders import claim, make_post

REASON = "The numbers are drawn at random before training starts."
SOURCES = """\
source he
kind: article
title: Delving Deep into Rectifiers
citation: Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852 (2015)
text: he.txt
extent: excerpt
"""
TEXT = "Second, we derive a robust initialization method that particularly considers the rectifier nonlinearities.\n"
RIGHT, WRONG = "we derive a robust initialization method", "we derive a random initialization method"


@pytest.fixture
def ada(transactional_db):
    make_post("i: a -> c", main=["c"], sources=SOURCES, texts={"he.txt": TEXT})
    return member("ada")


@EVERYWHERE
def test_a_rebuttal_brings_a_source_along_whose_words_are_checked_while_it_is_written(browse, ada, options):
    rebutted = claim("a").get_absolute_url()

    def look(page):
        if not has_scripts(options):
            page.get_by_role("button", name="Find the source, check the words").click()

    def quote(page, words):
        page.get_by_label("Its exact words").fill(words)
        look(page)
        if not has_scripts(options):  # the page comes anew, and not at its top
            expect(page.locator(".backing .checked")).to_be_in_viewport()

    def rebut(page):
        page.goto(rebutted)
        page.get_by_role("link", name="Not true? Say why").click()
        expect(because(page)).to_be_focused()
        because(page).fill(REASON)
        page.locator("summary", has_text="Attach a source").click()
        page.get_by_label("Citation or address").fill("He, Delving deep in rectifiers")
        look(page)
        page.get_by_role("button", name=re.compile("^Use this source ?: Delving Deep")).click()
        expect(page.locator(".backing .chosen")).to_contain_text("Delving Deep into Rectifiers")
        expect(because(page)).to_have_value(REASON)
        quote(page, WRONG)
        checked = page.locator(".backing .checked")
        expect(checked).to_contain_text("Not in the part on file, which has nearly the same words")
        expect(checked.locator("ins")).to_contain_text("random")
        publish(page)
        expect(checked.locator(".asked")).to_be_focused()
        expect(page.locator("#move .publish")).to_have_text("Publish it all the same", use_inner_text=True)
        quote(page, RIGHT)
        expect(checked).to_contain_text("Word for word")
        publish(page)
        expect(message(page)).to_contain_text("Rebuttal published")
        page.locator("#rebuttals ~ .step .premises a", has_text=REASON).click()
        expect(page.locator("h1")).to_have_text(REASON)
        expect(page.locator(".citation")).to_contain_text(RIGHT)
        expect(page.locator(".citation")).to_contain_text("These words occur in the stored text of Delving Deep")

    _, complaints = browse(rebut, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints, "422")
    cited = Citation.objects.get()
    assert (cited.source.key, cited.found["verdict"]) == ("he", "verbatim")
