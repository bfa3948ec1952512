"""The same pages on a phone, on paper, in the dark, and for readers who want no motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 3}
DESK = {"viewport": {"width": 1280, "height": 900}}

LUMINANCE = """
(selector, property) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = getComputedStyle(document.querySelector(selector))[property];
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
"""


def luminance(page, selector, colour):
    """How light a colour of an element is, from 0 to 1."""
    return page.evaluate(f"([selector, property]) => ({LUMINANCE})(selector, property)", [selector, colour])


def box(locator):
    """Left, top, right and bottom of an element in the window."""
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def test_on_a_phone_the_map_opens_as_a_column_to_read_without_panning(visit, site):
    def look(page):
        page.goto(f"{site.post}map/")
        expect(page.locator(".map-wide")).to_be_hidden()
        cards = page.locator(".map-tall .card")
        assert cards.count() > 1
        first = cards.first
        letters = first.locator("text:not(.tag)").first.evaluate(
            "line => parseFloat(getComputedStyle(line).fontSize) * line.getScreenCTM().a"
        )
        return (
            first.get_attribute("data-claim"),
            box(first.locator("rect")),
            letters,
            [box(card.locator("rect")) for card in cards.all()],
        )

    claim, (left, top, right, bottom), letters, cards = visit(look, **PHONE)
    assert int(claim) == site.claims["C1a"]
    assert left >= 0 and right <= 390 and top >= 0 and bottom <= 844
    assert letters >= 11
    assert all(left >= 0 and right <= 390 for left, _, right, _ in cards)


def test_on_a_phone_a_card_opens_its_claim(visit, site):
    def tap(page):
        page.goto(f"{site.post}map/")
        page.locator(".map-tall .card").nth(1).tap()
        expect(page.locator("#beside h2")).to_be_in_viewport()

    visit(tap, **PHONE)


def test_on_a_phone_notes_stand_under_their_paragraph_and_on_a_desk_beside_it(visit, site):
    def look(page):
        page.goto(site.post)
        block = page.locator(".block", has=page.locator(".notes")).first
        return box(block.locator(".text")), box(block.locator(".notes"))

    text, notes = visit(look, **PHONE)
    assert notes[1] >= text[3] and notes[0] == pytest.approx(text[0], abs=1)
    text, notes = visit(look, **DESK)
    assert notes[0] >= text[2] and notes[1] == pytest.approx(text[1], abs=8)


def test_on_a_phone_a_chosen_passage_opens_its_claim_in_sight_and_leaves_the_words_in_sight(visit, site):
    def tap(page):
        page.goto(site.post)
        words = page.locator(f'a.passage[data-claims~="{site.claims["B1a"]}"]').first
        words.scroll_into_view_if_needed()
        words.tap()
        expect(page.locator("#beside h2")).to_be_in_viewport()
        return box(words), box(page.locator("#beside"))

    words, beside = visit(tap, **PHONE)
    assert words[1] < beside[1]
    assert beside[3] - beside[1] <= 0.6 * 844


def test_on_paper_the_outline_shows_what_is_folded_on_the_screen(visit, site):
    deep = "details:not([open]) details:not([open]) a[id^=claim-]"

    def look(page):
        page.goto(f"{site.post}outline/")
        claim = page.locator(deep).first
        expect(claim).to_be_hidden()
        page.emulate_media(media="print")
        expect(claim).to_be_visible()
        hidden = page.locator(".outline a[id^=claim-]").evaluate_all(
            "claims => claims.filter((claim) => !claim.checkVisibility()).length"
        )
        return hidden, page.locator(".site, .tabs").evaluate_all(
            "parts => parts.some((part) => part.checkVisibility())"
        )

    assert visit(look) == (0, False)


def test_on_paper_the_outline_runs_over_as_many_pages_as_it_needs(visit, site):
    def prints(page):
        page.goto(f"{site.post}outline/")
        return page.pdf(format="A4").count(b"/Type /Page\n")

    assert visit(prints) > 5


def test_on_paper_notes_follow_their_paragraph_even_with_a_claim_open(visit, site):
    def look(page):
        page.goto(f"{site.post}?claim={site.claims['A1']}")
        page.emulate_media(media="print")
        expect(page.locator(".notes").first).to_be_visible()
        block = page.locator(".block", has=page.locator(".notes")).first
        return box(block.locator(".text")), box(block.locator(".notes"))

    text, notes = visit(look, **DESK)
    assert notes[1] >= text[3]


def test_in_the_dark_the_page_and_the_drawing_are_dark(visit, site):
    def look(page):
        page.goto(f"{site.post}map/")
        return [
            luminance(page, "body", "backgroundColor"),
            luminance(page, ".map-wide .card rect", "fill"),
            luminance(page, "body", "color"),
            luminance(page, ".map-wide .card text:not(.tag)", "fill"),
        ]

    paper, card, ink, words = visit(look, color_scheme="dark")
    assert max(paper, card) < 0.2 and min(ink, words) > 0.7
    paper, card, ink, words = visit(look, color_scheme="light")
    assert min(paper, card) > 0.9 and max(ink, words) < 0.3


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_pages_glide_into_one_another_only_for_those_who_do_not_mind(visit, site, motion, moves):
    def turn(page):
        page.add_init_script(
            "addEventListener('pagereveal', (event) => { window.glides = event.viewTransition !== null; })"
        )
        page.goto("/")
        page.locator(".entry h2 a").first.click()
        page.wait_for_url("**/posts/**")
        page.wait_for_function("window.glides !== undefined")
        return page.evaluate("window.glides")

    assert visit(turn, reduced_motion=motion) is moves


def test_nothing_moves_for_those_who_want_no_motion(visit, site):
    def look(page):
        page.goto(site.post)
        page.locator("a.passage").first.press("Enter")
        expect(page.locator("#beside h2")).to_be_visible()
        return page.evaluate(
            "[document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior]"
        )

    assert visit(look, reduced_motion="reduce") == [0, "auto"]


def test_at_200_percent_the_claim_still_opens_and_closes(visit, site):
    def zoomed(page):
        page.goto(site.post)
        page.locator("a.passage").first.click()
        expect(page.locator("#beside h2")).to_be_in_viewport()
        page.locator("#beside").get_by_role("link", name="Close").click()
        expect(page.locator("#beside h2")).to_have_count(0)

    visit(zoomed, viewport={"width": 640, "height": 450}, device_scale_factor=2)
