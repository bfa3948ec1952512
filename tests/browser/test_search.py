"""Searching from the header while one types, by keyboard, on a phone and without script."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_every_page import AXE


def combobox(page):
    """The field in the header, and the list below it."""
    return page.get_by_role("combobox", name="Search", exact=True), page.get_by_role("listbox", name="Results")


def test_results_appear_while_one_types_and_the_arrows_go_through_them(visit, site):
    def type_and_choose(page):
        page.goto("/sources/")
        field, quick = combobox(page)
        options = quick.get_by_role("option")
        expect(field).to_have_attribute("aria-expanded", "false")
        field.press_sequentially("origina")
        expect(options.first).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.locator("[data-finder] [role=status]")).to_contain_text("results below")
        for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
            field.press(key)
            expect(options.nth(place)).to_have_attribute("aria-selected", "true")
            expect(field).to_have_attribute("aria-activedescendant", options.nth(place).get_attribute("id"))
        field.press("ArrowUp")
        expect(quick.get_by_role("option", selected=True)).to_have_count(0)
        expect(field).to_be_focused()
        field.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        field.press("Home")
        expect(quick.get_by_role("option", selected=True)).to_have_count(0)
        assert page.evaluate("document.activeElement.selectionStart") == 0
        field.press("Escape")
        expect(quick).to_be_hidden()
        expect(field).to_have_attribute("aria-expanded", "false")
        assert field.input_value() == "origina"
        field.press("Enter")
        page.wait_for_url("**/search/?q=origina")
        expect(page.locator(".results mark").first).to_be_visible()

    visit(type_and_choose)


def test_down_opens_the_list_again_and_enter_what_is_chosen(visit, site):
    def open_again(page):
        page.goto("/about/")
        field, quick = combobox(page)
        field.press_sequentially("17 usc 102")
        expect(quick).to_be_visible()
        field.press("Escape")
        expect(quick).to_be_hidden()
        field.press("Alt+ArrowDown")
        expect(quick).to_be_visible()
        expect(quick.get_by_role("option", selected=True)).to_have_count(0)
        field.press("Escape")
        field.press("ArrowDown")
        expect(quick.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        field.press("Enter")
        page.wait_for_url("**/sources/*/")

    visit(open_again)


def test_the_open_list_is_open_to_all(visit, site, axe):
    def look(page):
        page.goto("/about/")
        field, quick = combobox(page)
        found = []
        for words in ("originality", "zzzz"):
            field.fill(words)
            expect(quick.get_by_role("option", name="All" if words != "zzzz" else "What to try")).to_be_visible()
            field.press("ArrowDown")
            page.evaluate(axe)
            found += page.evaluate(AXE)
        return found

    assert visit(look) == []


def test_a_result_leads_to_its_claim_and_leaving_the_field_closes_the_list(visit, site):
    def choose(page):
        page.goto("/about/")
        field, quick = combobox(page)
        field.press_sequentially("creativity numbers")
        expect(quick).to_be_visible()
        page.get_by_role("heading", level=1).click()
        expect(quick).to_be_hidden()
        field.focus()
        expect(quick).to_be_visible()
        quick.get_by_role("option", name="claim").first.click()
        page.wait_for_url("**/claims/*/")

    visit(choose)


def test_filters_change_the_results_in_place_and_the_address_with_them(visit, site):
    def narrow(page):
        page.goto("/search/?q=human+author")
        page.evaluate("window.isTheSamePage = true")
        page.get_by_label("Who says so").select_option("author")
        page.wait_for_url("**voice=author**")
        expect(page.get_by_role("link", name="Texts on file")).to_have_count(0)
        assert page.evaluate("window.isTheSamePage")
        page.go_back()
        expect(page.get_by_role("link", name="Texts on file")).to_have_count(1)

    visit(narrow)


def test_on_a_phone_without_script_search_is_a_page_and_a_form(visit, site):
    def search(page):
        page.goto(site.post)
        page.get_by_role("link", name="Search", exact=True).click()
        page.get_by_label("Words, names or a citation").fill("17 usc 102")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".results li").first).to_contain_text("17 U.S.C. § 102")
        page.locator(".results li").first.get_by_role("link").first.click()
        page.wait_for_url("**/sources/*/")

    visit(search, viewport={"width": 390, "height": 844}, java_script_enabled=False)
