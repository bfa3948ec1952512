"""What holds of every page: axe finds nothing, light and dark; nothing sticks out; what is pressed can be hit."""

from __future__ import annotations

import pytest

PAGES = {
    "home": lambda site: "/",
    "read": lambda site: site.post,
    "read-with-a-claim": lambda site: f"{site.post}?claim={site.claims['A1']}",
    "map": lambda site: f"{site.post}map/",
    "map-with-a-claim": lambda site: f"{site.post}map/?claim={site.claims['A1']}",
    "map-with-a-step": lambda site: f"{site.post}map/?step={site.steps['CP1b']}",
    "map-focused": lambda site: f"{site.post}map/?focus={site.claims['Q1']}&depth=1",
    "map-whole": lambda site: f"{site.post}map/?all=1",
    "map-with-a-circle": lambda site: f"{site.circle}map/",
    "outline": lambda site: f"{site.post}outline/",
    "outline-with-a-circle": lambda site: f"{site.circle}outline/",
    "open-points": lambda site: f"{site.post}open/",
    "open-points-with-a-circle": lambda site: f"{site.circle}open/",
    "sources-of-a-post": lambda site: f"{site.post}sources/",
    "sources-of-a-post-without-any": lambda site: f"{site.circle}sources/",
    "history-of-a-post": lambda site: f"{site.post}history/",
    "history-of-a-claim": lambda site: f"{site.claim('A1')}history/",
    "history-of-a-step": lambda site: f"{site.step('CP1b')}history/",
    "claim-of-the-author": lambda site: site.claim("A1"),
    "claim-main": lambda site: site.claim("C1a"),
    "claim-left-unsaid": lambda site: site.claim("U3"),
    "claim-reported": lambda site: site.claim("Q1"),
    "claim-of-the-analysis": lambda site: site.claim("CP1.3"),
    "turning-of-a-contested-claim": lambda site: f"{site.claim('C1b')}turning/",
    "turning-of-a-claim-that-stands": lambda site: f"{site.claim('C1a')}turning/",
    "reason": lambda site: site.step("I4"),
    "rebuttal": lambda site: site.step("CP1a"),
    "undercut": lambda site: site.step("CP1b"),
    "sources": lambda site: "/sources/",
    "sources-without-result": lambda site: "/sources/?q=zzz",
    "search": lambda site: "/search/",
    "search-with-results": lambda site: "/search/?q=human+author",
    "search-for-a-key": lambda site: "/search/?q=PR7",
    "search-for-words-spelled-wrong": lambda site: "/search/?q=Perlmuter",
    "search-without-result": lambda site: "/search/?q=zzzz+court&label=falls&kind=note",
    "search-for-nothing": lambda site: "/search/?q=the+of",
    "source-with-text": lambda site: site.source("feist"),
    "source-without-text": lambda site: site.source("altai"),
    "about": lambda site: "/about/",
    "privacy": lambda site: "/privacy/",
    "terms": lambda site: "/terms/",
    "contact": lambda site: "/contact/",
    "sign-in": lambda site: "/accounts/login/",
}
ERRORS = {
    "not-found": lambda site: "/no-such-page/",
    "claim-withdrawn": lambda site: site.gone[0],
    "step-withdrawn": lambda site: site.gone[1],
}
WIDTHS = {"phone": 390, "small phone": 320, "zoomed to 200 %": 640, "desk": 1280}
SCHEMES = ("light", "dark")

AXE = """
async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(
  ({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`))
"""
STICKING_OUT = """
() => {
  const inside = (element) => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > room + 0.5 && !inside(element));
  return [`the page is ${document.documentElement.scrollWidth} wide`,
    ...wide.slice(-3).map(
      ({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent.slice(0, 30)}`)];
}
"""
HARD_TO_HIT = """
() => [...document.querySelectorAll("button, .button, input, select, .tabs a, .site nav a")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, { height }]) => Math.round(height) < 44)
  .map(([element, { width, height }]) => `${element.textContent.trim() || element.id} is ${width} × ${height}`)
"""


def look_at(page, axe):
    """Everything wrong with the page that is open, in words."""
    found = []
    page.evaluate("document.fonts.ready.then(() => null)")  # axe measures letters
    page.evaluate(axe)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {violation}" for violation in page.evaluate(AXE)]
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name}: {element}" for element in page.evaluate(STICKING_OUT)]
        if width < 640:
            found += [f"{name}: {target}" for target in page.evaluate(HARD_TO_HIT)]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_all(visit, site, axe, name):
    def look(page):
        assert page.goto(PAGES[name](site)).status == 200
        return look_at(page, axe)

    assert visit(look, device_scale_factor=2) == []


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_about_an_error_is_open_to_all(visit, site, axe, name):
    def look(page):
        assert page.goto(ERRORS[name](site)).status in (404, 410)
        return look_at(page, axe)

    found, complaints = visit(look, complaints=True, device_scale_factor=2)
    assert found == []
    assert all("server responded with a status of 4" in complaint for complaint in complaints)
