"""From the post to a claim, its place on the map and a source: with htmx, by keyboard alone, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}


def passage(page, claim):
    """The first words of the post that state a claim."""
    return page.locator(f'a.passage[data-claims~="{claim}"]').first


def card(page, claim):
    """The card of a claim on the drawing that is shown."""
    return page.locator(f'.card[data-claim="{claim}"]:visible')


def stay(page):
    """Leave a mark that only a new document loses."""
    page.evaluate("window.mark = 'stays'")


def has_stayed(page):
    return page.evaluate("window.mark === 'stays'")


def tab_to(page, selector, most=400):
    """Press Tab until an element that fits the selector has the focus."""
    page.wait_for_load_state()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    raise AssertionError(f"Tab never reaches {selector}")


@pytest.mark.parametrize("options", [{}, WITHOUT_JAVASCRIPT], ids=["htmx", "without-javascript"])
def test_a_reader_goes_from_the_post_by_a_claim_and_the_map_to_a_source(visit, site, options):
    def journey(page):
        page.goto("/")
        page.click(".entry h2 a[href*='not-copyrightable']")
        expect(page).to_have_url(f"{site.url}{site.post}")
        passage(page, site.claims["Q1"]).click()
        beside = page.locator("#beside")
        expect(beside.locator("h2")).to_be_visible()
        words = beside.locator("h2").inner_text()
        beside.get_by_role("link", name="Open the claim").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
        page.get_by_role("link", name="On the map").click()
        expect(page).to_have_url(re.compile(rf"/map/\?focus={site.claims['Q1']}&depth=2$"))
        card(page, site.claims["Q1"]).click()
        rests_on = page.locator("#beside li", has_text="rests on").first.get_by_role("link")
        title = rests_on.inner_text()
        rests_on.click()
        expect(page).to_have_url(re.compile(r"/sources/\d+/$"))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

    visit(journey, **options)


@pytest.mark.parametrize("tab", ["", "map/"], ids=["read", "map"])
def test_a_claim_opens_beside_the_page_without_loading_it_anew_and_back_closes_it(visit, site, tab):
    claim, home = site.claims["A1"], f"{site.post}{tab}"

    def journey(page):
        page.goto(home)
        stay(page)
        opener = passage(page, claim) if tab == "" else card(page, claim)
        opener.press("Enter")
        expect(page.locator("#beside h2")).to_contain_text("The three reasons")
        expect(page).to_have_url(re.compile(re.escape(f"{site.url}{home}?claim={claim}") + r"(#passage-\d+)?$"))
        assert has_stayed(page)
        page.go_back()
        expect(page.locator("#beside h2")).to_have_count(0)
        expect(page).to_have_url(f"{site.url}{home}")
        page.go_forward()
        expect(page.locator("#beside h2")).to_contain_text("The three reasons")

    visit(journey)


@pytest.mark.parametrize("tab", ["", "map/"], ids=["read", "map"])
@pytest.mark.parametrize("options", [{}, WITHOUT_JAVASCRIPT], ids=["htmx", "without-javascript"])
def test_a_shared_address_opens_the_same_claim_and_closing_leaves_the_page(visit, site, tab, options):
    def journey(page):
        page.goto(f"{site.post}{tab}?claim={site.claims['A1']}")
        beside = page.locator("#beside")
        expect(beside.locator("h2")).to_contain_text("The three reasons")
        expect(page.locator("[aria-current=true]:visible")).not_to_have_count(0)
        beside.get_by_role("link", name="Close").click()
        expect(beside.locator("h2")).to_have_count(0)
        expect(page).to_have_url(re.compile(rf"{re.escape(site.post)}{tab}\??$"))

    visit(journey, **options)


def test_closing_leaves_what_the_address_says_besides(visit, site):
    def journey(page):
        page.goto(f"{site.post}map/?focus={site.claims['A1']}&depth=1&claim={site.claims['A1']}")
        page.locator("#beside").get_by_role("link", name="Close").click()
        expect(page).to_have_url(re.compile(rf"\?focus={site.claims['A1']}&depth=1$"))

    visit(journey)


def test_the_map_still_answers_its_buttons_after_back(visit, site):
    def journey(page):
        page.goto(f"{site.post}map/")
        drawing = page.locator(".map-wide svg")
        card(page, site.claims["A1"]).press("Enter")
        expect(page.locator("#beside h2")).to_be_visible()
        page.go_back()
        expect(page.locator("#beside h2")).to_have_count(0)
        before = drawing.get_attribute("viewBox")
        page.get_by_role("button", name="Zoom in").click()
        assert drawing.get_attribute("viewBox") != before

    visit(journey)


@pytest.mark.parametrize("tab", ["", "map/"], ids=["read", "map"])
def test_the_claim_opened_last_is_the_one_marked_until_it_is_closed(visit, site, tab):
    def journey(page):
        page.goto(f"{site.post}{tab}?claim={site.claims['A1']}")
        chosen = site.claims["B1a"]
        opener = passage(page, chosen) if tab == "" else card(page, chosen)
        opener.press("Enter")
        expect(page.locator("#beside h2")).to_contain_text("parameters")
        expect(opener).to_have_attribute("aria-current", "true")
        expect(
            page.locator(f"[aria-current=true]:visible:not([data-claims~='{chosen}'], [data-claim='{chosen}'])")
        ).to_have_count(0)
        page.locator("#beside").get_by_role("link", name="Close").click()
        expect(page.locator("#beside h2")).to_have_count(0)
        expect(page.locator("[aria-current=true]")).to_have_count(0)

    visit(journey)


def test_a_reader_without_a_mouse_gets_as_far(visit, site):
    def journey(page):
        page.goto("/")
        tab_to(page, ".entry h2 a[href*='not-copyrightable']")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site.url}{site.post}")
        tab_to(page, f'a.passage[data-claims~="{site.claims["Q1"]}"]')
        page.keyboard.press("Enter")
        expect(page.locator("#beside h2")).to_be_visible()
        tab_to(page, "#beside a[href*='/map/']")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("focus="))
        here = tab_to(page, "svg a.card.here").get_attribute("id")
        page.keyboard.press("ArrowRight")
        assert page.locator(":focus").get_attribute("data-step")
        page.keyboard.press("ArrowLeft")
        assert page.locator(":focus").get_attribute("id") == here
        page.keyboard.press("Enter")
        expect(page.locator("#beside h2")).to_be_visible()
        tab_to(page, "#beside a[href^='/sources/']")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/sources/\d+/$"))

    visit(journey)


def test_the_first_tab_shows_a_way_past_the_header(visit, site):
    def journey(page):
        page.goto(site.post)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_text("Skip to the content")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

    visit(journey)


def test_the_list_of_sources_is_narrowed_in_place(visit, site):
    def journey(page):
        page.goto("/sources/")
        stay(page)
        with page.expect_response(lambda response: "q=feist" in response.url) as answer:
            page.fill("#q", "feist")
            page.keyboard.press("Enter")
        assert answer.value.request.headers["hx-request"] == "true"
        expect(page.locator("#results .sources > li")).to_have_count(1)
        page.select_option("#text", "yes")
        expect(page).to_have_url(re.compile("text=yes"))
        assert has_stayed(page)
        return page.url, page.locator("#results").inner_text()

    address, results = visit(journey)
    assert "Feist" in results
    assert visit(lambda page: (page.goto(address), page.inner_text("#results"))[1]) == results
    alone = visit(lambda page: (page.goto(address), page.inner_text("#results"))[1], **WITHOUT_JAVASCRIPT)
    assert alone == results


def test_the_list_of_sources_is_narrowed_by_its_button_without_javascript(visit, site):
    def journey(page):
        page.goto("/sources/")
        page.fill("#q", "zzz")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".empty")).to_contain_text("No source fits")
        page.locator(".empty").get_by_role("link", name="show all").click()
        expect(page.locator(".sources > li")).to_have_count(50)

    visit(journey, **WITHOUT_JAVASCRIPT)


def test_a_citation_can_be_copied(visit, site):
    def journey(page):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(site.claim("A1"))
        page.locator(".cite").get_by_role("button", name="Copy citation").click()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
        return page.evaluate("navigator.clipboard.readText()")

    assert f"{site.url}{site.claim('A1')}" in visit(journey)
