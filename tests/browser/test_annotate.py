"""Selecting words of a post in a browser and annotating them: by mouse, keyboard and touch, and without scripts."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from playwright.sync_api import expect

from argmap.models import Passage, Post, Remark
from tests.browser.people import PASSWORD, as_, member
from tests.browser.selecting import SELECT, double_click, drag_over, move_caret, touch_long
from tests.browser.test_journey import tab_to
from tests.browser.test_moves import PHONE, WITHOUT_JAVASCRIPT, message, publish
from tests.builders import claim, make_post

BODY = """\
# The case of 👩‍⚖️ v. *Cafe\u0301*

The weights 🏛️ are  numbers,
says the cafe\u0301 👨‍👩‍👧 of שָׁלוֹם עולם in *Zu\u0308rich*. They are free.

- a first 🏳️‍🌈 item
- a second item, e\u0323\u0301t al.

> Nobody owns a number.

1. one
2. two
"""
EXTRA = """\
passage p
words: The weights 🏛️ are numbers
role: claim
claim: a

passage q
words: numbers, says the café
role: claim
claim: b

passage r
words: Nobody owns a number.
role: quotation
"""


@pytest.fixture
def post(transactional_db) -> Post:
    return make_post("a; b", body=BODY, extra=EXTRA)


@pytest.fixture
def ada(post):
    return member("ada")


def open_post(page):
    page.goto("/posts/demo/")
    page.evaluate("document.fonts.ready.then(() => null)")


def sent(page, name="exact"):
    return page.locator(f"#annotate [name={name}]").input_value()


def words_at(address: str) -> str:
    """The words that an address names, by the canonical text."""
    start, end = map(int, address.split("/passages/")[1].split("/")[0].split("-"))
    return Post.objects.get().text[start:end]


#: What is selected on the page, and which words of the canonical text that is.
SELECTIONS = [
    ("weights 🏛️ are  numbers", "weights 🏛️ are numbers"),
    ("numbers,\nsays", "numbers, says"),
    ("cafe\u0301 👨‍👩‍👧 of", "café 👨‍👩‍👧 of"),
    ("👨‍👩‍👧", "👨‍👩‍👧"),
    ("שָׁלוֹם", "שָׁלוֹם"),
    ("שָׁלוֹם עולם in", "שָׁלוֹם עולם in"),
    ("עולם in Zu\u0308rich", "עולם in Zürich"),
    ("Zu\u0308rich. They are", "Zürich. They are"),
    ("Zu\u0308rich", "Zürich"),
    ("free", "free"),
    ("👩‍⚖️ v. Cafe\u0301", "👩‍⚖️ v. Café"),
    (" first 🏳️‍🌈 ", "first 🏳️‍🌈"),
    ("🏳️‍🌈 item\na second item, e\u0323\u0301t", "🏳️‍🌈 item\n\n  • a second item, ẹ́t"),
    ("t al.", "t al."),
    ("two", "two"),
    ("are free.\n\na first", "are free.\n\n  • a first"),
]


def test_letters_are_counted_right_whatever_the_browser_counts(browse, post):
    def select_all(page):
        for selected, _ in SELECTIONS:
            open_post(page)
            page.evaluate(SELECT, selected)
            page.get_by_role("button", name="Answer this").click()
            page.wait_for_url("**/passages/*-*/#answer")
            yield page.url

    found = [words_at(address) for address in browse(lambda page: list(select_all(page)))]
    assert found == [normalize("NFC", canonical) for _, canonical in SELECTIONS]


def test_words_are_selected_with_the_mouse_inside_a_link_and_a_note_waits_for_signing_in(browse, ada):
    def note(page):
        open_post(page)
        drag_over(page, "weights 🏛️ are")
        assert "claim=" not in page.url
        page.get_by_role("button", name="Note", exact=True).click()
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator(".words mark")).to_have_text("weights 🏛️ are")
        page.get_by_label("Your note, in Markdown").fill("Which *weights*?")
        expect(page.locator(".preview em")).to_have_text("weights")
        publish(page)
        expect(message(page)).to_contain_text("Note published, not yet reviewed")
        expect(page.locator(".note.remark")).to_contain_text("a Note by ada · not yet reviewed")
        page.locator(".ref a", has_text="a").click()
        expect(page.locator(".note.remark:target")).to_contain_text("Which weights?")

    browse(note)
    assert Remark.objects.get().exact == "weights 🏛️ are"


def test_a_passage_still_opens_its_claim_with_one_click_and_by_keyboard(browse, ada):
    def click(page):
        open_post(page)
        passage = page.locator("a.passage", has_text="The weights")
        passage.click()
        expect(page.locator("#beside h2")).to_have_text("Claim a.")
        page.keyboard.press("Escape")
        expect(page.locator("#beside h2")).to_have_count(0)
        passage.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#beside h2")).to_have_text("Claim a.")
        expect(page.locator("#annotate")).to_be_hidden()

    browse(click)


def test_words_are_selected_and_answered_by_keyboard_alone(browse_with_caret, ada):
    def answer(page):
        open_post(page)
        tab_to(page, "a.passage")
        move_caret(page, " are free")
        page.keyboard.press("ArrowRight")
        for _ in range(2):
            page.keyboard.press("Control+Shift+ArrowRight")
        expect(page.locator("#annotate")).to_be_visible()
        expect(page.locator("#annotate [name=exact]")).to_have_value("are free")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="This says …")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#answer")
        expect(page.locator(".empty").first).to_contain_text("Nobody has said yet what these words claim.")
        page.get_by_role("link", name="Say what they claim, and answer it").press("Enter")
        expect(page.get_by_label("This says, in one sentence")).to_be_focused()
        page.keyboard.type("The weights cost nothing.")
        page.locator("#move .publish").press("Enter")
        page.wait_for_url("**/answer/")
        page.get_by_role("link", name="It is not true").press("Enter")
        page.locator("#move textarea[name^=premise]").fill("Electricity is not free.")
        publish(page)
        expect(message(page)).to_contain_text("Rebuttal published")

    browse_with_caret(answer, **as_(ada))
    assert Passage.objects.get(contributor=ada).exact == "are free"


def test_words_that_were_double_clicked_are_added_to_by_keyboard(browse, ada):
    def select(page):
        open_post(page)
        double_click(page, "They")
        expect(page.locator("#annotate [name=exact]")).to_have_value("They")
        page.keyboard.press("Control+Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        expect(page.locator("#annotate [name=exact]")).to_have_value("They are f")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="This says …")).to_be_focused()

    browse(select)


def test_the_bar_goes_with_the_selection_and_with_escape(browse, ada):
    def select(page):
        open_post(page)
        bar = page.locator("#annotate")
        for leave in ("getSelection().removeAllRanges()", None):
            drag_over(page, "They are free.")
            page.evaluate(leave) if leave else page.keyboard.press("Escape")
            expect(bar).to_be_hidden()
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.site'))")
        drag_over(page, "They are free.")
        return page.evaluate("getSelection().toString()")

    assert browse(select) == "They are free."


def test_the_numbers_of_notes_are_neither_selected_nor_copied(browse, ada):
    def select(page):
        open_post(page)
        drag_over(page, "numbers,\nsays")
        return sent(page), page.evaluate("getSelection().toString()")

    exact, copied = browse(select)
    assert " ".join(exact.split()) == " ".join(copied.split()) == "numbers, says"


def test_on_a_phone_the_bar_is_at_the_bottom_and_can_be_hit(browse, ada):
    def touch(page):
        open_post(page)
        touch_long(page, "weights")
        assert "claim=" not in page.url
        bar = page.locator("#annotate")
        box = bar.bounding_box()
        assert (box["x"], box["width"]) == (0, 390)
        assert box["y"] + box["height"] == pytest.approx(844, abs=1)
        assert all(it.bounding_box()["height"] >= 44 for it in bar.get_by_role("button").all())
        assert sent(page) == "weights"
        bar.get_by_role("button", name="This says …").tap()
        expect(page.locator(".words mark")).to_have_text("weights")
        page.get_by_label("This says, in one sentence").fill("Claim b.")
        publish(page)
        expect(page.locator("#move")).to_contain_text("The claim b says exactly this already.")
        page.get_by_role("button", name="give it these words").tap()
        expect(message(page)).to_contain_text("Words marked: b.")

    _, complaints = browse(touch, complaints=True, **as_(ada), **PHONE)
    assert all("422" in complaint for complaint in complaints)
    assert Passage.objects.get(contributor=ada).claim == claim("b")


def test_without_scripts_a_form_finds_the_words(browse, ada):
    def state(page):
        page.goto("/posts/demo/")
        page.get_by_role("link", name="Annotate words").click()
        page.get_by_label("The words", exact=True).fill("a")
        page.get_by_role("button", name="Find these words").click()
        expect(page.locator("#move")).to_contain_text("times in the post. Which of them do you mean?")
        page.get_by_label("The words", exact=True).fill("They  are\nfree")
        page.get_by_role("button", name="Find these words").click()
        expect(page.locator(".words mark")).to_have_text("They are free")
        page.get_by_role("link", name="This says …").click()
        page.get_by_label("This says, in one sentence").fill("The weights cost nothing.")
        publish(page)
        expect(message(page)).to_contain_text("Claim published, not yet reviewed: M1.")
        expect(page.locator(".note", has_text="The weights cost nothing.")).to_contain_text("by ada · not yet reviewed")

    _, complaints = browse(state, complaints=True, **as_(ada), **WITHOUT_JAVASCRIPT)
    assert all("422" in complaint for complaint in complaints)
    assert Passage.objects.get(contributor=ada).exact == "They are free"


def test_what_is_no_longer_there_is_refused_beside_the_words(browse, ada):
    def select(page):
        open_post(page)
        drag_over(page, "They are free")
        page.evaluate("document.querySelector('#annotate [name=start]').value = 3")
        page.get_by_role("button", name="Note", exact=True).click()
        expect(page.get_by_label("The words", exact=True)).to_have_value("They are free")
        expect(page.locator("#move")).to_contain_text("Other words stand at that place of the post.")
        page.get_by_role("link", name="They are free").click()
        expect(page.locator(".words mark")).to_have_text("They are free")

    _, complaints = browse(select, complaints=True, **as_(ada))
    assert all("422" in complaint for complaint in complaints)
