"""A student rests a rebuttal of the shipped post on an article and answers its words; a reader sees what is known."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from argmap.library import shipped_folders
from argmap.models import Citation, Inference
from argmap.operations.loading import load_post
from tests.browser.people import as_, member
from tests.browser.selecting import bar, drag_over, touch_long
from tests.browser.test_moves import PHONE, WITHOUT_JAVASCRIPT, because, has_scripts, message, publish
from tests.builders import claim

SLUG = "ai-models-are-not-copyrightable"
READ = f"/posts/{SLUG}/"
PARAGRAPH = """\
In this work, we study rectifier neural networks for image classification from two aspects. Second, we derive a robust
initialization method that particularly considers the rectifier nonlinearities.
"""
RIGHT, WRONG = "we derive a robust initialization method", "we derive a random initialization method"
BLUEBOOK = (
    "Kaiming He et al., Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification, "
)
KNOWN = {
    "Q1": "The same words, perhaps about something else, occur in Compendium",
    "Q2": "The nearest words are in",
    "Q3": "The nearest words are in",
}
DEVICES = pytest.mark.parametrize(
    "options",
    [{}, PHONE, WITHOUT_JAVASCRIPT, PHONE | WITHOUT_JAVASCRIPT],
    ids=["desk", "phone", "desk-without-javascript", "phone-without-javascript"],
)


@pytest.fixture
def student(transactional_db):
    for folder in shipped_folders():
        load_post(folder=folder)
    return member("student")


class Student:
    """What one does on a page with the hand at hand: a mouse or a finger, with scripts or without."""

    def __init__(self, page, options):
        self.page, self.scripts, self.touches = page, has_scripts(options), options.get("has_touch", False)

    def press(self, what):
        what.tap() if self.touches else what.click()

    def open_fold(self, words):
        self.press(self.page.locator("summary", has_text=words))

    def look(self, button):
        """Without scripts a button asks the server what they would say of themselves."""
        if not self.scripts:
            self.press(self.page.get_by_role("button", name=button))

    def quote(self, words):
        self.page.get_by_label("Its exact words").fill(words)
        self.look("Check the quotation")
        if not self.scripts:  # the page comes anew, and not at its top
            expect(self.page.locator("#checked > *")).to_be_in_viewport()

    def select(self, words, word):
        """Choose words, or one of them where a finger does; without scripts they are typed."""
        if not self.scripts:
            self.press(self.page.get_by_role("link", name="Annotate words"))
            self.page.get_by_label("The words", exact=True).fill(words)
            self.press(self.page.get_by_role("button", name="Find these words"))
            return
        touch_long(self.page, word) if self.touches else drag_over(self.page, words)
        self.press(bar(self.page).get_by_role("button", name="Answer this"))

    def copied(self, button, shown):
        """What one has copied; without scripts there is the text to mark and copy."""
        if not self.scripts:
            return self.page.locator(shown).inner_text()
        self.press(self.page.get_by_role("button", name=button))
        expect(self.page.get_by_role("status").filter(has_text="Copied").last).to_be_visible()
        return self.page.evaluate("navigator.clipboard.readText()")


@DEVICES
def test_a_student_rests_a_rebuttal_on_an_article_and_answers_the_words_of_the_post(browse, student, options):
    rebutted = claim("D2b", SLUG).get_absolute_url()

    def rest_it_on_he(page, hand):
        page.goto(rebutted)
        premise = page.locator("#rebuttals ~ .step .premises a", has_text="usually started from random numbers")
        hand.press(premise.first)
        hand.press(page.get_by_role("link", name="Attach a source"))
        cited = page.get_by_label("Citation or address")
        expect(cited).to_be_focused()
        cited.fill("arXiv 1502.01852")
        hand.look("Find the source")
        expect(page.locator("#found")).to_contain_text("Delving Deep into Rectifiers")
        hand.open_fold("Paste the paragraph")
        page.get_by_label("The paragraph around it").fill(PARAGRAPH)
        hand.quote(WRONG)
        expect(page.locator("#checked")).to_contain_text("Not in the paragraph that you pasted")
        expect(page.locator("#checked del")).to_contain_text("robust")
        expect(page.locator("#checked ins")).to_contain_text("random")
        hand.quote(RIGHT)
        expect(page.locator("#checked")).to_contain_text("In the paragraph that you pasted: word for word")
        hand.press(page.locator("#move .publish"))
        expect(message(page)).to_contain_text("Source attached, not yet reviewed")
        expect(page.locator(".citation").last).to_contain_text("These words occur in the stored text of Delving Deep")
        expect(page.locator(".citation").last).to_contain_text("In a text that student supplied")

    def copy_it(page, hand):
        hand.press(page.locator(".citation").last.locator("footer a"))
        citation = hand.copied("Copy citation", "#citation-text")
        hand.open_fold("BibTeX")
        return citation, hand.copied("Copy BibTeX", "#bibtex")

    def answer_words(page, hand):
        page.goto(READ)
        hand.select("more frequently, zeroes", "zeroes")
        hand.press(page.get_by_role("link", name="Answer D2b"))
        hand.press(page.get_by_role("link", name="It is not true"))
        because(page).fill("No library for learning begins with blank tensors.")
        publish(page)
        expect(message(page)).to_contain_text("Rebuttal published")

    def journey(page):
        hand = Student(page, options)
        if hand.scripts:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        rest_it_on_he(page, hand)
        copied = copy_it(page, hand)
        answer_words(page, hand)
        return copied

    citation, bibtex = browse(journey, **as_(student), **options)
    assert citation == f"{BLUEBOOK}arXiv:1502.01852 (2015)"
    assert bibtex.startswith("@misc{he-2015,")
    assert Citation.objects.get(contributor=student).found["verdict"] == "verbatim"
    assert Inference.objects.get(contributor=student).conclusion == claim("D2b", SLUG)


@pytest.mark.parametrize("options", [{}, PHONE | WITHOUT_JAVASCRIPT], ids=["desk", "phone-without-javascript"])
def test_a_reader_sees_what_is_known_of_the_quotations_of_the_post(visit, site, options):
    def read(page):
        page.goto(site.post)
        return {key: page.locator(f'.note[data-claim="{site.claims[key]}"]').inner_text() for key in KNOWN}

    for key, words in visit(read, **options).items():
        assert "could not be looked up where the post says: there is no text on file" in words
        assert KNOWN[key] in words
