"""The drawn map in a real browser: its letters, its names, its keys, its zoom, and the drawing alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from argmap.graph.layout import WIDE
from argmap.prose import lettering

SVG = "{http://www.w3.org/2000/svg}"

LINES = """
document.fonts.ready.then(() => [...document.querySelectorAll(".map-wide .card text:not(.tag)")].map(
  (line) => [line.textContent, line.getComputedTextLength()]))
"""
OVERFLOWING = """
view => document.fonts.ready.then(() => [...document.querySelectorAll(`${view} .card`)].flatMap((card) => {
  const frame = card.querySelector("rect").getBBox();
  return [...card.querySelectorAll("text")].filter((line) => {
    const { x, y, width, height } = line.getBBox();
    return x < frame.x || y < frame.y || x + width > frame.x + frame.width || y + height > frame.y + frame.height;
  }).map((line) => `${card.id}: ${line.textContent}`);
}))
"""
WIDTH = "document.querySelector('.map-wide svg').viewBox.baseVal.width"
NODES = """
[...document.querySelectorAll(".map-wide svg a")].map((node) => [node.id, node.getAttribute("aria-label")])
"""
UNNAMED = """
() => [...document.querySelectorAll(".map-view svg a")].flatMap((node) => [...node.querySelectorAll("text")]
  .map((line) => line.textContent.trim().replace(/^[+✕⊘] | [→…]$/g, ""))
  .filter((words) => !node.getAttribute("aria-label").includes(words))
  .map((words) => `${node.id}: ${words}`))
"""
JOINED = """
() => [...document.querySelectorAll(".map-wide .edge")].filter(({ dataset }) =>
  !document.getElementById(dataset.from) || !document.getElementById(dataset.to)).length
"""


def drawing(page):
    return page.locator(".map-wide svg")


def shown(page):
    """The part of the drawing that is in the window: x, y, width, height."""
    return [float(number) for number in drawing(page).get_attribute("viewBox").split()]


def open_map(page, site, query=""):
    """Open the map and wait until it has come to life."""
    page.goto(f"{site.post}map/{query}")
    expect(page.locator(".map-wide[data-live]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_word_leaves_its_card(visit, site, scheme):
    def look(page):
        open_map(page, site, "?all=1")
        return page.locator(".map-wide .card").count(), page.evaluate(OVERFLOWING, ".map-wide")

    cards, overflowing = visit(look, color_scheme=scheme)
    assert cards == len(site.claims)
    assert overflowing == []


def test_words_are_as_wide_as_was_reckoned_or_a_little_narrower_where_letters_are_drawn_together(visit, site):
    lines = visit(lambda page: (open_map(page, site, "?all=1"), page.evaluate(LINES))[1])
    measure = lettering.face().measure
    reckoned = [(text, measure(text, WIDE.text_size), real) for text, real in lines]
    assert len(lines) > len(site.claims)
    assert [line for line in reckoned if not 0.95 * line[1] <= line[2] <= 1.01 * line[1] + 0.5] == []


def test_words_are_exactly_as_wide_as_was_reckoned_without_kerning(visit, site):
    def look(page):
        open_map(page, site, "?all=1")
        page.evaluate("document.querySelector('.map-wide svg').style.fontKerning = 'none'")
        page.evaluate("document.querySelector('.map-wide svg').style.fontVariantLigatures = 'none'")
        return page.evaluate(LINES)

    measure = lettering.face().measure
    assert [line for line in visit(look) if abs(measure(line[0], WIDE.text_size) - line[1]) > 0.01 * line[1]] == []


def test_tab_reaches_every_node_in_reading_order_and_each_has_a_name(visit, site):
    def walk(page):
        open_map(page, site, f"?focus={site.claims['A1']}&depth=1")
        nodes = page.evaluate(NODES)
        page.locator(f"#{nodes[0][0]}").focus()
        reached = [nodes[0][0]]
        for _ in nodes[1:]:
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id"))
        return nodes, reached

    nodes, reached = visit(walk)
    assert len(nodes) > 10
    assert reached == [node for node, _ in nodes]
    assert all(name and len(name.split()) > 1 for _, name in nodes)
    assert len({name for _, name in nodes}) == len(nodes)


def test_the_name_of_a_node_holds_every_word_it_shows(visit, site):
    assert visit(lambda page: (open_map(page, site), page.evaluate(UNNAMED))[1]) == []


def test_a_node_that_takes_the_focus_comes_into_the_window(visit, site):
    def walk(page):
        open_map(page, site)
        last = page.locator(".map-wide .card").last
        last.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(last).to_be_focused()
        frame, card = page.locator(".map-wide").bounding_box(), last.locator("rect").bounding_box()
        return frame, card

    frame, card = visit(walk)
    assert frame["x"] <= card["x"] and card["x"] + card["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= card["y"] and card["y"] + card["height"] <= frame["y"] + frame["height"]


def test_the_arrow_keys_follow_the_edges(visit, site):
    def walk(page):
        open_map(page, site)
        here = page.locator(f"#card-{site.claims['A1']}")
        here.focus()
        path = [here.get_attribute("id")]
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
            path.append(page.locator(":focus").get_attribute("id"))
        edges = drawing(page).locator(".edge").evaluate_all("edges => edges.map(({dataset: {from, to}}) => [to, from])")
        page.keyboard.press("ArrowDown")
        below = page.locator(":focus rect").bounding_box()
        return path, edges, below["y"] - here.locator("rect").bounding_box()["y"]

    path, edges, down = visit(walk)
    claim, step, premise, *back = path
    assert [claim, step] in edges and [step, premise] in edges
    assert back == [step, claim]
    assert down > 0


def test_buttons_and_keys_zoom_in_and_out_and_fit(visit, site):
    def zoom(page):
        open_map(page, site)
        widths = [shown(page)[2]]
        for name in ("Zoom in", "Zoom out", "Fit"):
            page.get_by_role("button", name=name).click()
            widths.append(shown(page)[2])
        drawing(page).locator(".card").first.focus()
        for key in ("+", "-", "0"):
            page.keyboard.press(key)
            widths.append(shown(page)[2])
        return widths

    start, closer, back, fitted, closer_than_fitted, back_to_fitted, fitted_again = visit(zoom)
    assert closer < start == pytest.approx(back)
    assert fitted > start
    assert closer_than_fitted < fitted == pytest.approx(back_to_fitted)
    assert fitted_again == fitted


def test_fit_shows_the_whole_drawing(visit, site):
    def fit(page):
        open_map(page, site)
        whole = float(drawing(page).get_attribute("width")), float(drawing(page).get_attribute("height"))
        page.get_by_role("button", name="Fit").click()
        return whole, shown(page)

    (width, height), (x, y, shown_width, shown_height) = visit(fit)
    assert x <= 0 and y <= 0
    assert x + shown_width >= width and y + shown_height >= height


def test_the_wheel_scrolls_the_page_until_the_reader_turns_to_the_map(visit, site):
    def turn(page):
        open_map(page, site)
        before = shown(page)
        page.locator(".map-wide").hover()
        page.mouse.wheel(0, 120)
        page.wait_for_function("scrollY > 0")
        untouched = shown(page)
        drawing(page).locator(".card").first.focus()
        focused, scrolled = shown(page), page.evaluate("scrollY")
        page.mouse.wheel(0, -60)
        page.wait_for_function(f"{WIDTH} < {focused[2]}")
        return before, untouched, page.evaluate("scrollY") - scrolled

    before, untouched, scrolled = visit(turn, reduced_motion="reduce")
    assert untouched == before
    assert scrolled == 0


def test_dragging_pans_and_opens_nothing(visit, site):
    def drag(page):
        open_map(page, site)
        before = shown(page)
        box = drawing(page).locator(".card").first.locator("rect").bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 10, box["y"] - 30, steps=4)
        page.mouse.up()
        expect(page.locator("#beside h2")).to_have_count(0)
        return before, shown(page), page.url

    before, after, url = visit(drag)
    assert after[0] > before[0] and after[1] > before[1]
    assert after[2:] == before[2:]
    assert "claim=" not in url


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["htmx", "without-javascript"])
def test_a_step_opens_beside_the_map_and_can_be_set_aside_there(visit, site, options):
    number = site.steps["I2a"]

    def journey(page):
        page.goto(f"{site.post}map/")
        page.locator(f"#step-{number}").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#beside h2")).to_have_text("A reason for R0")
        expect(page).to_have_url(re.compile(rf"\?step={number}$"))
        expect(page.locator(f"#step-{number}")).to_have_attribute("aria-current", "true")
        page.get_by_role("link", name="What if it is set aside?").click()
        expect(page).to_have_title(re.compile("^What if I2a is set aside"))
        expect(page.locator(f"#step-{number}")).to_have_attribute("data-label", "fails")
        page.get_by_role("link", name="Close").click()
        expect(page.locator("#beside h2")).to_have_count(0)
        expect(page.locator(".map-wide .here")).to_have_count(0)

    visit(journey, **options)


def test_two_fingers_zoom(visit, site):
    def pinch(page):
        open_map(page, site)
        before = shown(page)[2]
        box = page.locator(".map-wide").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + 200
        touch = page.context.new_cdp_session(page)
        for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 120), ("touchEnd", None)):
            points = [] if apart is None else [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        return before, shown(page)[2]

    before, after = visit(pinch, has_touch=True)
    assert after < before


def test_every_line_joins_two_nodes_also_in_a_circle(visit, site):
    def look(page):
        page.goto(f"{site.circle}map/")
        return page.locator(".map-wide .edge").count(), page.evaluate(JOINED)

    edges, loose = visit(look)
    assert edges == 2 * 5
    assert loose == 0


def test_a_map_narrowed_to_a_claim_can_be_widened(visit, site):
    def widen(page):
        open_map(page, site, f"?focus={site.claims['Q1']}&depth=1")
        counts = [page.locator(".map-wide .card").count()]
        for name in ("One step more", "Widen to the whole map"):
            page.get_by_role("link", name=name).click()
            expect(page.locator(".map-wide .card")).not_to_have_count(counts[-1])
            counts.append(page.locator(".map-wide .card").count())
        return counts

    near, further, whole = visit(widen)
    assert near < further < whole


def test_the_drawing_stands_alone(visit, site):
    def look(page):
        answer = page.goto(f"{site.post}map.svg")
        parsed = page.evaluate("document.contentType === 'image/svg+xml' && !document.querySelector('parsererror')")
        return answer.body(), parsed, page.evaluate("document.querySelector('svg').getBoundingClientRect().width")

    (body, parsed, width), complaints = visit(look, complaints=True)
    root = ElementTree.fromstring(body)
    assert parsed
    assert len(complaints) <= 1, "one at most: a browser asks for /favicon.ico beside a drawing"
    assert width == pytest.approx(float(root.get("width")), abs=1)
    assert root.find(f"{SVG}title") is not None
    assert {element.tag.removeprefix(SVG) for element in root.iter()}.isdisjoint({"script", "style", "foreignObject"})
    assert not any("style" in element.attrib for element in root.iter())
    assert all(link.get("href").startswith(site.url) for link in root.iter(f"{SVG}a"))


def test_words_keep_to_their_cards_in_the_drawing_alone(visit, site):
    def look(page):
        page.goto(f"{site.post}map.svg")
        return page.evaluate(OVERFLOWING, "svg")

    overflowing, _ = visit(look, complaints=True)
    assert overflowing == []
