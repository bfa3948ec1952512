"""What is typed is kept in the browser until it is published: over closed tabs, other forms and lost sessions."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from argmap.models import Claim, Inference, Post
from tests.browser.people import PASSWORD, as_, member
from tests.browser.test_moves import unexpected
from tests.builders import make_post

REASON = "Weights are found by a search that nobody steers."
OTHER = "What nobody steers has no author."
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"
FORBID_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
)


@pytest.fixture
def post(transactional_db) -> Post:
    return make_post("i: a + b -> c", main=["c"])


@pytest.fixture
def at(post) -> dict[str, str]:
    """The addresses of claims, by key."""
    return {claim.key: claim.get_absolute_url() for claim in Claim.objects.all()}


@pytest.fixture
def ada(post):
    return member("ada")


def open_form(page, at, key):
    """Open the form against a premise in its line on the page of the main claim."""
    if not page.url.endswith(at["c"]):
        page.goto(at["c"])
    page.get_by_role("link", name=f"Not true? ({key})").click()
    expect(page.locator(f"#move[data-draft='{at[key]}rebuttals/new/']")).to_be_visible()


def because(page):
    return page.locator("#move textarea[name^=premise]").last


def offer(page):
    return page.locator("#move .draft")


def published(page):
    return page.locator("#messages").get_by_text("Rebuttal published")


def test_a_draft_survives_the_closing_of_its_tab_and_goes_when_it_is_published(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        because(page).fill(REASON)
        page.get_by_role("button", name="Add a premise").click()
        expect(page.locator("#move textarea[name^=premise]")).to_have_count(2)
        because(page).fill(OTHER)
        tab = page.context.new_page()
        page.close()
        tab.goto(f"{at['a']}rebuttals/new/")
        expect(because(tab)).to_have_value("")
        expect(offer(tab)).to_contain_text("You began to write this on")
        offer(tab).get_by_role("button", name="Continue").click()
        expect(tab.locator("#move [name=premise-0]")).to_have_value(REASON)
        expect(tab.locator("#move [name=premise-1]")).to_have_value(OTHER)
        expect(offer(tab)).to_have_count(0)
        tab.locator("#move .publish").click()
        expect(published(tab)).to_be_visible()
        assert tab.evaluate(KEPT) == 0

    browse(write, **as_(ada))
    assert Inference.objects.get(contributor=ada).premises.count() == 2


def test_a_draft_can_be_discarded(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        because(page).fill(REASON)
        page.reload()
        open_form(page, at, "a")
        offer(page).get_by_role("button", name="Discard").click()
        expect(because(page)).to_be_focused()
        page.reload()
        open_form(page, at, "a")
        expect(offer(page)).to_have_count(0)

    browse(write, **as_(ada))


def test_asking_for_another_form_and_closing_it_lose_nothing(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        because(page).fill(REASON)
        open_form(page, at, "b")
        expect(because(page)).to_have_value("")
        page.get_by_role("link", name="Cancel").click()
        expect(page.locator("#move")).to_be_hidden()
        open_form(page, at, "a")
        offer(page).get_by_role("button", name="Continue").click()
        expect(because(page)).to_have_value(REASON)

    browse(write, **as_(ada))


def test_who_is_signed_out_meanwhile_signs_in_and_finds_the_words(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        page.context.clear_cookies(name="sessionid")
        because(page).fill(REASON)
        expect(page.locator("#messages")).to_contain_text("You are no longer signed in.")
        page.locator("#move .publish").click()
        page.get_by_label("Username or e-mail address").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(because(page)).to_have_value(REASON)
        page.locator("#move .publish").click()
        expect(published(page)).to_be_visible()
        assert page.evaluate(KEPT) == 0

    browse(write, **as_(ada))


def test_signing_out_takes_the_drafts_along(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        because(page).fill(REASON)
        assert page.evaluate(KEPT) == 1
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
        assert page.evaluate(KEPT) == 0

    browse(write, **as_(ada))


def test_a_draft_is_kept_where_the_site_does_not_take_it(browse, at, ada):
    def write(page):
        open_form(page, at, "a")
        because(page).fill(REASON)
        page.route("**/rebuttals/new/", lambda route: route.fulfill(status=500, body="broken"))
        page.locator("#move .publish").click()
        expect(page.locator("body")).to_have_text("broken")
        page.unroute("**/rebuttals/new/")
        page.goto(f"{at['a']}rebuttals/new/")
        offer(page).get_by_role("button", name="Continue").click()
        expect(because(page)).to_have_value(REASON)

    _, heard = browse(write, complaints=True, **as_(ada))
    assert unexpected(heard, "500", "ViewTransition") == []


def test_without_a_place_to_keep_drafts_all_else_works(browse, at, ada):
    def write(page):
        page.add_init_script(FORBID_STORAGE)
        open_form(page, at, "a")
        because(page).fill(REASON)
        page.keyboard.press("Escape")
        expect(because(page)).to_have_value(REASON)
        page.locator("#move .publish").click()
        expect(published(page)).to_be_visible()

    browse(write, **as_(ada))
