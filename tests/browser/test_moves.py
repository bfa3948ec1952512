"""The moves of a reader in a browser: with htmx in the line they are about, without scripts on pages of their own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from argmap.graph.schemes import SCHEMES, Strikes
from argmap.models import Claim, Inference, Misreading, Post
from tests.browser.people import as_, member
from tests.builders import claim, make_post
from tests.moves import answer

ARGUMENT = "i: a + b -> c; r: d -x c; u: e -x i"
PASSAGE = """\
passage p
words: The weights are numbers.
role: claim
claim: a
"""
REASON = "Weights are found by a search that nobody steers."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WITHOUT_JAVASCRIPT = {"java_script_enabled": False}
EVERYWHERE = pytest.mark.parametrize(
    "options", [{}, PHONE, WITHOUT_JAVASCRIPT], ids=["htmx", "phone", "without-javascript"]
)
BOTH = pytest.mark.parametrize("options", [{}, WITHOUT_JAVASCRIPT], ids=["htmx", "without-javascript"])


@pytest.fixture
def post(transactional_db) -> Post:
    return make_post(ARGUMENT, main=["c"], extra=PASSAGE)


@pytest.fixture
def at(post) -> dict[str, str]:
    """The addresses of claims and steps, by key."""
    return {thing.key: thing.get_absolute_url() for model in (Claim, Inference) for thing in model.objects.all()}


@pytest.fixture
def ada(post):
    return member("ada")


def because(page):
    """The field of the last premise."""
    return page.locator("#move textarea[name^=premise]").last


def publish(page):
    page.locator("#move .publish").click()


def message(page):
    return page.locator("#messages .message")


def unexpected(complaints, *parts):
    """What the browser complained of, but for what has one of these words in it."""
    return [complaint for complaint in complaints if not any(part in complaint for part in parts)]


def has_scripts(options):
    return options.get("java_script_enabled", True)


@EVERYWHERE
def test_a_claim_is_rebutted_where_it_is_said(browse, at, ada, options):
    def rebut(page):
        page.goto(at["c"])
        page.get_by_role("link", name="Not true? (a)").first.click()
        expect(page.locator("#move")).to_contain_text("Why is it not true?")
        if has_scripts(options):
            assert page.url.endswith(at["c"])
            expect(page.locator("li", has=page.locator("#move"))).to_contain_text("Claim a.")
        expect(because(page)).to_be_focused()
        because(page).fill(REASON)
        expect(page.locator("#effect")).to_contain_text("stands → falls")
        publish(page)
        page.wait_for_url(f"**{at['a']}")
        expect(message(page)).to_contain_text("Rebuttal published, not yet reviewed")
        expect(message(page)).to_contain_text("stands → falls")
        expect(page.locator("#rebuttals + .step")).to_contain_text(REASON)
        expect(page.locator(".why").first).to_contain_text("one unsourced rebuttal, not yet reviewed, by ada")

    browse(rebut, **as_(ada), **options)


@BOTH
def test_a_step_is_undercut_at_its_ruled_line(browse, at, ada, options):
    def undercut(page):
        page.goto(at["c"])
        page.get_by_role("link", name="Does not follow? (i)").click()
        because(page).fill(REASON)
        publish(page)
        expect(message(page)).to_contain_text("Published: it does not follow")
        expect(page.locator("#undercuts ~ .moves")).to_contain_text(REASON)

    browse(undercut, **as_(ada), **options)


@BOTH
def test_answer_asks_what_is_meant_and_leads_to_the_form(browse, at, ada, options):
    def support(page):
        page.goto(at["c"])
        page.get_by_role("link", name="Answer", exact=True).click()
        expect(page.locator("#move")).to_contain_text("What do you want to say?")
        page.get_by_role("link", name=re.compile("Here is a reason for it")).click()
        because(page).fill(REASON)
        page.get_by_text("Add a note, or the kind of reasoning").click()
        page.get_by_label("Kind of reasoning").select_option("analogy")
        publish(page)
        expect(message(page)).to_contain_text("Reason published")
        expect(page.locator("#reasons ~ .step").last).to_contain_text("by analogy")

    browse(support, **as_(ada), **options)


@BOTH
def test_a_question_of_a_kind_of_reasoning_is_asked(browse, at, ada, options):
    Inference.objects.filter(key="i").update(scheme="expert-opinion")
    question = next(it for it in SCHEMES["expert-opinion"].questions if it.strikes is Strikes.STEP)

    def ask(page):
        page.goto(at["i"])
        line = page.locator(f"#question-{question.key}")
        expect(line).to_contain_text("nobody has asked this yet")
        line.get_by_role("link", name="Ask this").click()
        expect(page.get_by_label("Which question do you raise?").locator("option:checked")).to_have_text(question.text)
        because(page).fill(REASON)
        publish(page)
        expect(message(page)).to_contain_text("Published")
        expect(page.locator(f"#question-{question.key}")).to_contain_text("asked: M2")

    browse(ask, **as_(ada), **options)


@BOTH
def test_a_move_has_two_premises_and_one_of_them_is_there_already(browse, at, ada, options):
    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        page.get_by_role("button", name="Add a premise").click()
        expect(page.locator("#move textarea[name^=premise]")).to_have_count(2)
        expect(because(page)).to_be_focused()
        page.get_by_text("Use a claim that is there already").last.click()
        page.locator("#move input[name=claim-1]").fill("d")
        page.locator(".with-button", has=page.locator("[name=claim-1]")).get_by_role("button", name="Use it").click()
        expect(page.locator("#move .writing")).to_contain_text("Claim d.")
        expect(page.locator("#move textarea[name=premise-0]")).to_have_value(REASON)
        publish(page)
        expect(page.locator("#rebuttals + .step")).to_contain_text("Claim d.")
        expect(page.locator("#rebuttals + .step")).to_contain_text(REASON)

    browse(rebut, **as_(ada), **options)


@BOTH
def test_what_cannot_be_taken_is_said_beside_the_field_and_stays_typed(browse, at, ada, options):
    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        publish(page)
        expect(because(page)).to_have_accessible_description("Say in one sentence why.")
        expect(because(page)).to_be_focused()
        because(page).fill("x" * 537)
        if has_scripts(options):
            expect(page.locator(".counted").first).to_have_text("37 characters too many")
        publish(page)
        expect(because(page)).to_have_accessible_description("This has 537 characters, and 500 are the most.")
        expect(because(page)).to_have_value("x" * 537)
        expect(because(page)).to_be_focused()

    _, heard = browse(rebut, complaints=True, **as_(ada), **options)
    assert unexpected(heard, "422") == []


@BOTH
def test_what_is_like_it_is_shown_first_and_may_differ(browse, at, ada, options):
    answer(member("grace"), claim("a"), REASON)

    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill("Weights are found by a search which nobody steers at all.")
        publish(page)
        expect(page.get_by_role("heading", name="Is it there already?")).to_be_focused()
        expect(page.locator("#effect")).to_contain_text(REASON)
        page.get_by_role("button", name="Mine differs: publish it").click()
        expect(message(page)).to_contain_text("Rebuttal published")

    _, heard = browse(rebut, complaints=True, **as_(ada), **options)
    assert unexpected(heard, "422") == []


def test_what_is_like_it_shows_while_writing_and_can_be_used(browse, at, ada):
    answer(member("grace"), claim("b"), REASON)

    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill("Weights are found by a search which nobody steers at all.")
        page.get_by_role("button", name="Use this claim").first.click()
        expect(page.get_by_role("button", name="Say it in my own words")).to_be_visible()
        publish(page)
        expect(page.locator("#rebuttals + .step")).to_contain_text(REASON)

    browse(rebut, **as_(ada))
    assert Claim.objects.filter(wording__text=REASON).count() == 1


def test_nothing_is_published_from_a_form_that_is_being_laid_out_anew(browse, at, ada):
    held = []

    def hold(route):
        held.append(route)

    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        expect(page.locator("#effect")).to_contain_text("stands → falls")
        page.route("**/rebuttals/look/", hold)
        with page.expect_request("**/rebuttals/look/"):
            page.get_by_role("button", name="Add a premise").click()
        expect(page.locator("#move .publish")).to_be_disabled()
        held[0].continue_()
        expect(page.locator("#move textarea[name^=premise]")).to_have_count(2)
        expect(page.locator("#move .publish")).to_be_enabled()

    browse(rebut, **as_(ada))


@BOTH
def test_the_very_same_is_refused_with_a_link_to_it(browse, at, ada, options):
    there = answer(member("grace"), claim("a"), REASON)

    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        publish(page)
        expect(page.get_by_role("alert")).to_contain_text(f"{there.key} says exactly this already.")
        page.get_by_role("link", name="See it").click()
        expect(page).to_have_url(re.compile(f"{there.get_absolute_url()}$"))

    _, heard = browse(rebut, complaints=True, **as_(ada), **options)
    assert unexpected(heard, "422") == []
    assert Inference.objects.filter(contributor=ada).count() == 0


@BOTH
def test_two_who_edit_at_once_see_both_texts_and_bring_them_together(browse, at, ada, options):
    own = answer(ada, claim("a"), "Weights are found by a search.").premises.get().claim
    edit = f"{own.get_absolute_url()}edit/"

    def write(page):
        elsewhere = page.context.new_page()
        for opened in (page, elsewhere):
            opened.goto(edit)
        elsewhere.get_by_label("The claim, in one sentence").fill("Weights are found by a long search.")
        publish(elsewhere)
        expect(message(elsewhere)).to_contain_text("Saved")
        words = page.get_by_label("The claim, in one sentence")
        words.fill("Weights are found by a blind search.")
        publish(page)
        expect(page.get_by_role("alert")).to_contain_text("This claim was changed while you wrote.")
        expect(page.get_by_role("alert")).to_contain_text("Weights are found by a long search.")
        expect(page.get_by_role("alert").locator("ins")).to_contain_text("blind")
        expect(words).to_have_value("Weights are found by a blind search.")
        words.fill("Weights are found by a long and blind search.")
        publish(page)
        expect(page.locator("h1")).to_have_text("Weights are found by a long and blind search.")

    _, heard = browse(write, complaints=True, **as_(ada), **options)
    assert unexpected(heard, "409") == []


@BOTH
def test_what_is_withdrawn_can_be_put_back(browse, at, ada, options):
    made = answer(ada, claim("a"), REASON).get_absolute_url()

    def take_back(page):
        page.goto(made)
        page.get_by_role("link", name="Withdraw").click()
        expect(page.locator(".effect")).to_contain_text("falls → stands")
        page.get_by_role("button", name="Withdraw it").click()
        expect(page.locator("#rebuttals ~ .hint")).to_contain_text("Nobody has rebutted this claim.")
        page.goto(f"{made}restore/")
        page.get_by_role("button", name="Put it back").click()
        expect(message(page)).to_contain_text("Put back")
        expect(page.locator("#argument + .step")).to_contain_text(REASON)

    browse(take_back, **as_(ada), **options)


@BOTH
def test_the_map_is_said_to_misread_the_post(browse, at, ada, options):
    def report(page):
        page.goto(at["a"])
        page.get_by_role("link", name="The map misreads the post?").click()
        expect(page.get_by_label("Which words of the post")).to_have_value("The weights are numbers.")
        page.get_by_label("What they say instead").fill("The weights are written down as numbers.")
        publish(page)
        expect(message(page)).to_contain_text("Reported")
        expect(page.locator(".misreading")).to_contain_text("The weights are written down as numbers.")

    browse(report, **as_(ada), **options)
    assert Misreading.objects.open().count() == 1


@BOTH
def test_a_double_click_makes_one(browse, at, ada, options):
    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        page.locator("#move .publish").dblclick()
        expect(page.locator("#rebuttals + .step")).to_contain_text(REASON)

    browse(rebut, **as_(ada), **options)
    assert Inference.objects.filter(contributor=ada).count() == 1


@BOTH
def test_going_back_and_sending_again_makes_one(browse, at, ada, options):
    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        publish(page)
        expect(message(page)).to_contain_text("Rebuttal published")
        page.go_back()
        because(page).fill(REASON)
        publish(page)
        expect(page.locator("#messages, #move [role=alert]").filter(has_text="already")).to_be_visible()

    browse(rebut, complaints=True, **as_(ada), **options)
    assert Inference.objects.filter(contributor=ada).count() == 1


def test_with_the_keyboard_alone_a_form_is_opened_closed_and_sent(browse, at, ada):
    def rebut(page):
        page.goto(at["c"])
        link = page.get_by_role("link", name="Not true? (b)").first
        link.focus()
        page.keyboard.press("Enter")
        expect(because(page)).to_be_focused()
        page.keyboard.type("Nobody")
        page.keyboard.press("Escape")
        expect(page.locator("#move")).to_be_hidden()
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        expect(because(page)).to_be_focused()
        page.keyboard.type(REASON)
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.publish')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{at['b']}")
        expect(message(page)).to_contain_text("Rebuttal published")

    browse(rebut, **as_(ada))


def test_a_note_is_shown_as_it_will_look_and_harms_nobody(browse, at, ada):
    def rebut(page):
        page.goto(f"{at['a']}rebuttals/new/")
        because(page).fill(REASON)
        page.get_by_text("Add a note, or the kind of reasoning").click()
        preview = page.get_by_role("group", name="The note as it will look")
        expect(preview).to_be_hidden()
        page.get_by_label("Note, in Markdown").fill("A *list* <img src=x onerror=alert(1)>")
        expect(preview.locator("em")).to_have_text("list")
        assert preview.locator("img").count() == 0
        page.get_by_label("Note, in Markdown").fill("")
        expect(preview).to_be_hidden()

    browse(rebut, **as_(ada))


def test_when_the_site_cannot_be_reached_the_words_stay_and_it_is_said(browse, at, ada):
    def rebut(page):
        page.goto(at["c"])
        page.get_by_role("link", name="Not true? (a)").first.click()
        because(page).fill(REASON)
        page.context.set_offline(True)
        publish(page)
        expect(message(page)).to_have_text("The site could not be reached. What you typed is still here.")
        expect(because(page)).to_have_value(REASON)
        page.context.set_offline(False)
        publish(page)
        expect(message(page)).to_contain_text("Rebuttal published")

    _, heard = browse(rebut, complaints=True, **as_(ada))
    assert unexpected(heard, "ERR_INTERNET_DISCONNECTED", "htmx:") == []


def test_a_form_that_was_open_too_long_comes_back_to_be_sent_again(browse, at, ada):
    def rebut(page):
        page.goto(at["c"])
        page.get_by_role("link", name="Not true? (a)").first.click()
        because(page).fill(REASON)
        page.context.clear_cookies(name="csrftoken")
        publish(page)
        expect(page.get_by_role("heading", name="This was not taken yet")).to_be_visible()
        expect(page.get_by_label("What you typed")).to_have_value(REASON)
        page.get_by_role("button", name="Send it again").click()
        expect(message(page)).to_contain_text("Rebuttal published")

    _, heard = browse(rebut, complaints=True, **as_(ada))
    assert unexpected(heard, "403") == []
