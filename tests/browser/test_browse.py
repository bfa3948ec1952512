"""The fixture itself: a browser that hears no complaint must be one that would have heard it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

FAULTS = {
    "quiet": "<p>nothing wrong</p>",
    "inline": "<script>document.title = 'ran'</script>",
    "missing": '<img alt="" src="/no-such-file.png">',
    "handler": '<button onclick="document.title = 1">press</button>',
}


def page(request: HttpRequest, fault: str) -> HttpResponse:
    return HttpResponse(f'<!doctype html><link rel="icon" href="data:,"><title>page</title>{FAULTS[fault]}')


urlpatterns = [path("<fault>/", page)]
pytestmark = pytest.mark.urls(__name__)


def test_a_page_without_fault_is_silent(browse):
    assert browse(lambda page: (page.goto("/quiet/"), page.title())[1]) == "page"


@pytest.mark.parametrize(
    ("fault", "complaint"), [("inline", "policy: script-src-elem"), ("missing", "console: Failed to load")]
)
def test_a_fault_is_heard(browse, fault, complaint):
    title, complaints = browse(lambda page: (page.goto(f"/{fault}/"), page.title())[1], complaints=True)
    assert title == "page"
    assert any(heard.startswith(complaint) for heard in complaints)


def test_a_fault_heard_fails_the_test_that_does_not_expect_it(browse):
    with pytest.raises(AssertionError, match="policy: script-src-attr"):
        browse(lambda page: (page.goto("/handler/"), page.click("button")))


def test_a_page_can_be_seen_without_javascript_and_on_a_phone(browse):
    def width(page):
        page.goto("/quiet/")
        return page.viewport_size["width"], page.inner_text("p")

    phone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    assert browse(width, **phone) == (390, "nothing wrong")
