"""Putting the text of a source on file in a browser, with scripts and without, at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from argmap.models import Citation, Source
from tests.browser.people import as_, member
from tests.browser.test_moves import EVERYWHERE, message, unexpected
from tests.builders import make_post
from tests.people import person
from tests.prose.files import pdf

SOURCES = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
CITED = "cite a\nsource: s\nquotation: the weights are free\n"


@pytest.fixture
def ada(transactional_db):
    make_post("a", sources=SOURCES, extra=CITED)
    return member("ada")


@EVERYWHERE
def test_a_file_is_looked_through_put_on_file_and_confirmed(browse, ada, options):
    address, mo = Source.objects.get().get_absolute_url(), person("mo", role="moderator")

    def supply(page):
        page.goto(address)
        page.get_by_role("link", name="Put its text on file").click()
        file = {"name": "page.pdf", "mimeType": "application/pdf", "buffer": pdf("They say: the weights are tree.")}
        page.get_by_label("Or choose a file").set_input_files(file)
        page.get_by_label("Where did you find it?").fill("https://example.org/a-page")
        page.get_by_role("button", name="Show me the text of the file first").click()
        expect(page.locator("#move")).to_contain_text("This is the text of page.pdf.")
        expect(page.get_by_label("Where did you find it?")).to_have_value("https://example.org/a-page")
        page.get_by_label("Paste the text").fill("They say: the weights are free.")
        page.get_by_role("button", name="Put it on file").click()
        expect(page.locator("#move")).to_contain_text("Say why it may be shown")
        page.get_by_label("How much of the source is it?").select_option("whole")
        page.get_by_label("Why may it be shown here?").fill("in the public domain")
        page.get_by_label("Retrieved on").fill("2023-03-16")
        page.get_by_role("button", name="Put it on file").click()
        expect(message(page)).to_contain_text("The text is on file, not yet confirmed.")
        expect(page.locator(".texts")).to_contain_text("Supplied by ada, not yet confirmed")
        expect(page.locator(".stored mark")).to_have_text("the weights are free")

    def confirm(page):
        page.goto(address)
        page.get_by_role("link", name="Confirm or reject it").click()
        page.get_by_label("Why?").fill("Compared with the page.")
        page.get_by_role("button", name="Confirm").click()
        expect(page.locator(".texts")).to_contain_text("confirmed by a moderator")

    _, complaints = browse(supply, complaints=True, **as_(ada), **options)
    assert not unexpected(complaints, "422")
    assert Citation.objects.get().found["verdict"] == "verbatim"
    browse(confirm, **as_(mo), **options)
