"""Searching from the header while one types, by keyboard, on a phone and without script."""

from __future__ import annotations

from playwright.sync_api import expect


def test_results_appear_while_one_types_and_the_arrows_go_through_them(visit, site):
    def type_and_choose(page):
        page.goto("/sources/")
        field, quick = page.get_by_role("searchbox", name="Search", exact=True), page.locator("#quick")
        field.press_sequentially("origina")
        expect(quick.get_by_role("link").first).to_be_visible()
        expect(page.locator("[data-finder] [role=status]")).to_contain_text("results below")
        field.press("ArrowDown")
        expect(quick.get_by_role("link").nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(quick.get_by_role("link").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(quick).to_be_hidden()
        assert field.input_value() == "origina"
        field.press("Enter")
        page.wait_for_url("**/search/?q=origina")
        expect(page.locator(".results mark").first).to_be_visible()

    visit(type_and_choose)


def test_a_result_leads_to_its_claim_and_leaving_the_field_closes_the_list(visit, site):
    def choose(page):
        page.goto("/about/")
        field, quick = page.get_by_role("searchbox", name="Search", exact=True), page.locator("#quick")
        field.press_sequentially("creativity numbers")
        expect(quick).to_be_visible()
        page.get_by_role("heading", level=1).click()
        expect(quick).to_be_hidden()
        field.focus()
        expect(quick).to_be_visible()
        quick.get_by_role("link").first.click()
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
