"""Attaching a source in a browser: with htmx where the claim is, without scripts on a page of its own."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from argmap.models import Citation, Source
from argmap.operations.citations import cite
from argmap.operations.texts import supply_text
from tests.browser.people import as_, member
from tests.browser.test_moves import BOTH, EVERYWHERE, has_scripts, message, publish, unexpected
from tests.builders import claim, make_post
from tests.decisions import moderator

SOURCES = """\
source he
kind: article
title: Delving Deep into Rectifiers
citation: Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852 (2015)
date: 2015
"""
PRIVACY = "Samuel D. Warren & Louis D. Brandeis, The Right to Privacy, 4 Harv. L. Rev. 193, 195 (1890)"


@pytest.fixture
def ada(transactional_db):
    make_post("i: a -> c", main=["c"], sources=SOURCES)
    return member("ada")


@pytest.fixture
def claim_a(ada) -> str:
    """The address of the claim."""
    return claim("a").get_absolute_url()


def open_form(page, address):
    page.goto(address)
    page.get_by_role("link", name="Attach a source").first.click()
    expect(page.locator("#move")).to_contain_text("What does it rest on?")
    expect(page.get_by_label("Citation or address")).to_be_focused()


@EVERYWHERE
def test_a_source_that_is_here_is_found_as_one_types(browse, ada, claim_a, options):
    def attach(page):
        open_form(page, claim_a)
        page.get_by_label("Citation or address").fill("arXiv 1502.01852")
        if has_scripts(options):
            expect(page.locator("#found")).to_contain_text("Delving Deep into Rectifiers")
        page.get_by_label("Where in it").fill("abstract")
        publish(page)
        expect(message(page)).to_contain_text("Source attached, not yet reviewed")
        expect(page.locator(".citation")).to_contain_text("Delving Deep into Rectifiers, abstract")

    browse(attach, **as_(ada), **options)
    assert Citation.objects.get().source.key == "he"


PARAGRAPH = "In this work, we study rectifier neural networks for image classification from two aspects."


@EVERYWHERE
def test_a_wrong_word_is_told_before_publishing(browse, ada, claim_a, options):
    def quote(page):
        def type_in(words):
            page.get_by_label("Its exact words").fill(words)
            if not has_scripts(options):
                page.get_by_role("button", name="Check the quotation").click()

        open_form(page, claim_a)
        page.get_by_label("Citation or address").fill("arXiv 1502.01852")
        type_in("we study rectifier neural networks")
        expect(page.locator("#checked")).to_contain_text("There is no text of this source on file.")
        page.locator("summary", has_text="Paste the paragraph").click()
        page.get_by_label("The paragraph around it").fill(PARAGRAPH)
        type_in("we study convolutional neural networks for image classification")
        expect(page.locator("#checked")).to_contain_text("Not in the paragraph that you pasted")
        expect(page.locator("#checked ins")).to_contain_text("convolutional")
        type_in("we study rectifier neural networks for image classification")
        expect(page.locator("#checked")).to_contain_text("In the paragraph that you pasted: word for word")
        publish(page)
        expect(message(page)).to_contain_text("Source attached")
        expect(page.locator(".citation")).to_contain_text("These words occur in the stored text")

    browse(quote, **as_(ada), **options)
    assert Citation.objects.get().found["verdict"] == "verbatim"
    assert Source.objects.get().texts.get().curation == "unreviewed"


@EVERYWHERE
def test_doubtful_words_are_attached_by_a_second_press_or_mended_first(browse, ada, claim_a, options):
    supply_text(source=Source.objects.get(), by=moderator(), text=PARAGRAPH, is_whole=True)
    wrong = "we study convolutional neural networks for image classification"

    def quote(page):
        open_form(page, claim_a)
        page.get_by_label("Citation or address").fill("arXiv 1502.01852")
        page.get_by_label("Its exact words").fill(wrong)
        page.get_by_label("Note, in Markdown").fill("Kept.")
        if has_scripts(options):
            expect(page.locator("#checked")).to_contain_text("Not found")
        publish(page)
        asked = page.locator("#checked .asked")
        expect(asked).to_contain_text("Not attached yet.")
        expect(asked).to_be_focused()
        expect(asked).to_be_in_viewport()
        expect(page.locator("#checked ins")).to_contain_text("convolutional")
        button = page.locator("#move .publish")
        expect(button).to_have_text("Attach it all the same", use_inner_text=True)
        if has_scripts(options):
            page.get_by_label("Its exact words").fill("we study rectifier neural networks")
            expect(page.locator("#checked")).to_contain_text("Word for word")
            expect(button).to_have_text("Attach source", use_inner_text=True)
            page.get_by_label("Its exact words").fill(wrong)
            expect(page.locator("#checked")).to_contain_text("Not found")
            publish(page)
            expect(asked).to_be_focused()
        publish(page)
        expect(message(page)).to_contain_text("Source attached")

    _, complaints = browse(quote, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints, "422")
    assert (Citation.objects.get().quotation, Citation.objects.get().note) == (wrong, "Kept.")


@BOTH
def test_a_new_source_is_filled_in_from_its_citation(browse, ada, claim_a, options):
    def attach(page):
        open_form(page, claim_a)
        page.get_by_label("Citation or address").fill(PRIVACY)
        if has_scripts(options):
            expect(page.get_by_label("Title")).to_have_value("The Right to Privacy")
        else:
            publish(page)
            expect(page.locator("#move")).to_contain_text("This source is not here yet.")
        expect(page.get_by_label("Kind")).to_have_value("article")
        expect(page.get_by_label("Date, as exact as is known")).to_have_value("1890")
        expect(page.locator("#found")).to_contain_text("Where in it: at 195")
        page.get_by_label("Title").fill("The Right to Privacy, an article")
        publish(page)
        expect(message(page)).to_contain_text("Source attached")
        expect(page.locator(".citation")).to_contain_text("The Right to Privacy, an article, at 195")

    _, complaints = browse(attach, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints, "422")
    assert Source.objects.get(key__startswith="samuel").citation.endswith("4 Harv. L. Rev. 193 (1890)")


@BOTH
def test_a_source_that_is_spelled_otherwise_is_chosen_by_a_button(browse, ada, claim_a, options):
    def attach(page):
        open_form(page, claim_a)
        page.get_by_label("Note, in Markdown").fill("Kept.")
        page.get_by_label("Citation or address").fill("Delving deep in rectifiers")
        if not has_scripts(options):
            page.get_by_role("button", name="Find the source").click()
        page.get_by_role("button", name=re.compile("^Use this source ?: Delving Deep")).click()
        expect(page.locator(".chosen")).to_contain_text("Delving Deep into Rectifiers")
        expect(page.get_by_label("Note, in Markdown")).to_have_value("Kept.")
        publish(page)
        expect(message(page)).to_contain_text("Source attached")

    browse(attach, **as_(ada), **options)
    assert Citation.objects.get().note == "Kept."


@BOTH
def test_what_mending_a_citation_changes_is_shown_before_it_is_saved(browse, ada, options):
    made = cite(claim=claim("a"), source=Source.objects.get(), contributor=ada, token=uuid4(), locator="abstract")

    def mend(page):
        page.goto(f"/citations/{made.pk}/edit/")
        expect(page.locator("#changes")).to_contain_text("Nothing so far")
        page.get_by_label("Where in it").fill("section 2")
        if not has_scripts(options):
            page.get_by_role("button", name="See what it changes").click()
        expect(page.locator("#changes ins")).to_contain_text("section 2")
        expect(page.locator("#changes del")).to_contain_text("abstract")
        page.get_by_role("button", name="Save").click()
        expect(message(page)).to_contain_text("Saved.")

    _, complaints = browse(mend, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints)
    made.refresh_from_db()
    assert made.locator == "section 2"


@BOTH
def test_a_citation_is_taken_back_and_put_back(browse, ada, claim_a, options):
    def change_mind(page):
        open_form(page, claim_a)
        page.get_by_label("Citation or address").fill("he")
        publish(page)
        message(page).get_by_role("link").click()
        own = page.url
        page.get_by_role("link", name="Withdraw").click()
        page.get_by_role("button", name="Withdraw").click()
        expect(message(page)).to_contain_text("Withdrawn: a source of a")
        expect(page.locator(".citation")).to_have_count(0)
        page.goto(own)
        page.get_by_role("link", name="Put it back").click()
        page.get_by_role("button", name="Put it back").click()
        expect(page.locator("h1")).to_contain_text("Delving Deep into Rectifiers, cited for a")

    _, complaints = browse(change_mind, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints, "410")


def test_the_citation_and_the_bibtex_of_a_source_can_be_copied(browse, ada):
    address = Source.objects.get().get_absolute_url()

    def copy(page):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(address)
        copied = []
        for name in ("Copy citation", "Copy BibTeX"):
            if name == "Copy BibTeX":
                page.locator("summary", has_text="BibTeX").click()
            button = page.get_by_role("button", name=name)
            button.click()
            expect(button.locator("+ [role=status]")).to_have_text("Copied")
            copied.append(page.evaluate("navigator.clipboard.readText()"))
        return copied

    citation, bibtex = browse(copy, **as_(ada))
    assert citation == "Kaiming He et al., Delving Deep into Rectifiers, arXiv:1502.01852 (2015)"
    assert bibtex.startswith("@misc{he,")
