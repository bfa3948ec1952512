"""Flags, decisions, roles and waiting contributions in the browser: by plain forms, open to all, on a phone too."""

from __future__ import annotations

import pytest

from argmap.models import Flag
from tests.browser.people import as_
from tests.builders import claim, make_post
from tests.decisions import accept, hide, moderator, review_first
from tests.people import against, person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def post(transactional_db):
    """A post with something that was hidden, and something that waits."""
    made = make_post("i: a -> m", main=["m"])
    hide(against(claim("m"), "Ada says something rude.", by=person("ada")))
    review_first(made)
    against(claim("a"), "Ada says that it is not so.", by=person("ada"))
    return made


def test_a_contribution_is_flagged_once_without_javascript(browse, post):
    address = f"/claims/{claim('m').pk}/"

    def flag(page):
        page.goto(address)
        page.click("text=Flag")
        page.get_by_label("It has nothing to do with the argument").check()
        page.fill("[name=words]", "Wrong post.")
        page.click("text=Flag it")
        page.wait_for_url(f"**{address}")
        page.click("a:text('Flag')")
        return page.inner_text("main")

    said = browse(flag, java_script_enabled=False, **as_(person("ben")))
    assert "You have flagged this already" in said
    assert Flag.objects.get().why == "off topic"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_moderator_hides_what_stands_on_a_page_and_shows_it_again(browse, post, scripts):
    made = against(claim("a"), "Ada says something rude again.", by=person("ada"))
    accept(made)
    address = made.get_absolute_url()

    def decide(page):
        page.goto(address)
        for button, done in (("Hide", "Hidden"), ("Show it again", "Shown again")):
            page.click(f"#content a:text-is('{button}')")
            assert (page.url.endswith(address)) is scripts
            page.fill("[name=reason]", f"{button}, I think.")
            page.click("#move button")
            page.wait_for_selector(f"#messages .message:has-text('{done}')")
            yield page.inner_text("#content")

    says, complaints = browse(lambda page: list(decide(page)), complaints=True, java_script_enabled=scripts,
                              **as_(moderator()) | PHONE)  # fmt: skip
    assert "Taken down" in says[0] and "Hide, I think." in says[0]
    assert "Ada says something rude again." in says[1]
    assert all(" 410 " in it for it in complaints)  # the stub
