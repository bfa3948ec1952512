"""What if: with htmx the page changes where it is and focus stays; without JavaScript the same links do it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

WITHOUT_JAVASCRIPT = {"java_script_enabled": False}


@pytest.mark.parametrize("options", [{}, WITHOUT_JAVASCRIPT], ids=["htmx", "without-javascript"])
def test_a_reader_denies_a_claim_follows_what_changes_and_takes_it_back(visit, site, options):
    def journey(page):
        page.goto(site.claim("X3"))
        page.get_by_role("link", name="What if it is denied?").click()
        expect(page).to_have_title(re.compile(r"^What if X3 is denied · "))
        expect(page).to_have_url(re.compile(rf"\?deny={site.claims['X3']}$"))
        bar = page.get_by_role("complementary", name="What you suppose")
        expect(bar).to_contain_text("claims changed")
        page.get_by_role("navigation", name="Path").get_by_role("link", name=re.compile("argument")).click()
        expect(page).to_have_title(re.compile(r"^What if X3 is denied · "))
        expect(page.get_by_role("complementary", name="What you suppose")).to_be_visible()
        page.get_by_role("link", name="Outline", exact=True).first.click()
        expect(page.locator(".outline .label.was").first).to_be_visible()
        page.get_by_role("link", name="take back").click()
        expect(page.get_by_role("complementary", name="What you suppose")).to_have_count(0)
        expect(page).to_have_title(re.compile("^Outline: "))

    visit(journey, **options)


def test_with_htmx_the_page_stays_and_so_does_the_focus(visit, site):
    def journey(page):
        page.goto(site.claim("A1"))
        page.evaluate("window.mark = 'stays'")
        deny = page.locator(f"#deny-{site.claims['A1']}")
        deny.focus()
        page.keyboard.press("Enter")
        expect(deny).to_have_text("Denied: take that back")
        expect(deny).to_be_focused()
        page.keyboard.press("Enter")
        expect(deny).to_have_text("What if it is denied?")
        expect(deny).to_be_focused()
        page.go_back()
        expect(deny).to_have_text("Denied: take that back")

    visit(journey)


def test_where_the_focused_link_goes_the_focus_goes_to_the_page(visit, site):
    def journey(page):
        page.goto(f"{site.claim('A1')}?deny={site.claims['U1']}")
        page.get_by_role("link", name="Clear", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile("^A1: "))
        expect(page.locator("#content")).to_be_focused()

    visit(journey)


def test_a_step_can_be_set_aside(visit, site):
    def journey(page):
        page.goto(site.step("PR1a"))
        page.get_by_role("link", name="What if it is set aside?").click()
        expect(page).to_have_title(re.compile("^What if PR1a is set aside"))
        expect(page.locator(".why .label.was")).to_have_text("applies")

    visit(journey)


@pytest.mark.parametrize("options", [{}, WITHOUT_JAVASCRIPT], ids=["htmx", "without-javascript"])
def test_a_note_of_the_post_asks_what_if_not(visit, site, options):
    def journey(page):
        page.goto(site.post)
        ask = page.locator(f"#if-not-{site.claims['Q1']}")
        ask.focus()
        expect(ask).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(page).to_have_title(re.compile("^What if Q1 is denied"))
        expect(page).to_have_url(re.compile(rf"\?deny={site.claims['Q1']}$"))
        if not options:
            expect(ask).to_be_focused()

    visit(journey, **options)


def test_what_only_a_script_can_do_is_not_offered_without_one(visit, site):
    def look(page):
        page.goto(f"{site.claim('A1')}?deny={site.claims['U1']}")
        expect(page.get_by_role("link", name="Clear", exact=True)).to_be_visible()
        expect(page.locator("[data-share]")).to_be_hidden()

    visit(look, **WITHOUT_JAVASCRIPT)


def test_the_map_stays_alive_and_lights_what_decides(visit, site):
    def journey(page):
        page.goto(f"{site.post}map/?claim={site.claims['C1a']}")
        lit = page.locator(".map-wide .edge[data-lit]")
        assert lit.count() > 0
        page.get_by_role("link", name="What if it is denied?").click()
        expect(page).to_have_title(re.compile("^What if C1a is denied"))
        expect(page.locator(".map-wide[data-live]")).to_be_visible()
        expect(page.locator(f"#card-{site.claims['C1a']}")).to_have_attribute("data-label", "falls")
        page.locator(f"#card-{site.claims['R0']} rect").click(force=True)
        expect(page.locator("#beside h2")).to_contain_text("The US Copyright Office has said")
        decides = page.locator(f'.map-wide .edge[data-lit][data-inference="{site.steps["I2a"]}"]')
        expect(decides.first).to_be_attached()

    visit(journey)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_short_is_seen_without_scrolling_on_a_phone(visit, site, scheme):
    def look(page):
        page.goto(site.post)
        box = page.locator(".in-short .mains > li").last.locator("p").first.bounding_box()
        assert box["y"] + box["height"] <= 844
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    visit(look, viewport={"width": 390, "height": 844}, color_scheme=scheme)


def test_a_changed_label_is_read_out_as_what_it_was_and_is(visit, site):
    def look(page):
        page.goto(f"{site.claim('C2')}?deny={site.claims['C2']}")
        said = page.locator(".why p").first.aria_snapshot()
        assert re.search(r"was\s*contested.*now", said.replace("\n", " "))

    visit(look)
