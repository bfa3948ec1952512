"""What a claim turns on, opened on its page: with JavaScript in place, without it on a page of its own."""

from __future__ import annotations

from tests.browser.test_every_page import look_at


def test_what_a_claim_turns_on_opens_in_place_and_only_when_asked(visit, site, axe):
    asked = []

    def look(page):
        page.on("request", lambda request: asked.append(request.url) if "/turning/" in request.url else None)
        page.goto(site.claim("C1b"))
        before = len(asked)
        summary = page.locator(".turns-on > summary")
        summary.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#turning .turns")
        focused = summary.evaluate("element => element === document.activeElement")
        return before, len(asked), focused, look_at(page, axe)

    assert visit(look, device_scale_factor=2) == (0, 1, True, [])


def test_under_a_supposition_it_is_asked_with_the_supposition(visit, site):
    supposed = f"?deny={site.claims['CP13.3']}"

    def look(page):
        page.goto(site.claim("C1b") + supposed)
        with page.expect_response(lambda response: "/turning/" in response.url) as answer:
            page.click(".turns-on > summary")
        return answer.value.status, answer.value.url

    assert visit(look) == (200, f"{site.url}{site.claim('C1b')}turning/{supposed}")


def test_without_javascript_it_is_a_link(visit, site):
    def look(page):
        page.goto(site.claim("C1b"))
        page.click(".turns-on > summary")
        page.click("#turning a")
        return page.inner_text("h1"), page.locator(".turns > li").count()

    title, turns = visit(look, java_script_enabled=False)
    assert title == "What it turns on"
    assert turns > 0
