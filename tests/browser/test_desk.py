"""The desk in the browser: by mouse, by keyboard, without scripts, on a phone; two moderators at once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.library import shipped_folders
from argmap.models import Citation, Decision, DeskItem, Post, Source
from argmap.operations.citations import cite
from argmap.operations.loading import load_post
from tests.browser.people import as_
from tests.browser.test_every_page import look_at
from tests.builders import claim, step
from tests.decisions import review_first
from tests.misquoting import make_misquoting_post
from tests.people import against, person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WHY = "The words stand in the Compendium, where it speaks of compilations of data."


@pytest.fixture
def post(transactional_db):
    return make_misquoting_post()


def moderator(name: str):
    return person(name, role="moderator")


def test_the_first_quotation_of_the_shipped_post_is_on_top_and_is_decided_about(browse, transactional_db):
    load_post(folder=shipped_folders()[0])

    def decide(page):
        page.goto("/review/")
        first = page.locator("[data-item] .title a").first
        assert first.inner_text() == "a sufficient amount of creativity"
        first.click()
        page.wait_for_url("**/review/*/**")
        assert page.locator("mark", has_text="a sufficient amount of creativity").first.is_visible()
        page.get_by_label("Compendium of U.S. Copyright Office Practices, chapter 700").check()
        page.fill("[name=reason]", WHY)
        page.click("button:text('Point elsewhere')")
        page.wait_for_selector(".decided")
        page.click(".decided >> text=The decision")
        page.wait_for_url("**/decisions/*/")
        assert WHY in page.inner_text("main")
        page.goto("/log/")
        return page.inner_text("main")

    assert WHY in browse(decide, **as_(moderator("mo")))
    made = Decision.objects.get()
    cited = Citation.objects.get(pk=made.citation_id)
    assert (cited.claim.key, cited.source.key, cited.found["verdict"]) == ("Q1", "compendium-3-700-2014", "verbatim")
    told = browse(lambda page: (page.goto(cited.claim.get_absolute_url()), page.inner_text("main"))[1])
    assert WHY in told


@pytest.mark.parametrize("scripts", [True, False])
def test_who_comes_second_is_told_what_the_first_decided(browse, post, scripts):
    address = DeskItem.objects.get(kind="quotation").get_absolute_url()
    second = as_(moderator("may")) | {"java_script_enabled": scripts}

    def both(page):
        page.goto(address)
        with page.context.browser.new_context(base_url=page.url.removesuffix(address), **second) as context:
            other = context.new_page()
            other.goto(address)
            for tab, button in ((page, "Accept as a paraphrase"), (other, "Reject: hide it")):
                tab.fill("[name=reason]", f"{button}, I think.")
                tab.click(f"button:text('{button}')")
                tab.wait_for_selector(".decided")
            return other.inner_text(".decided")

    said = browse(both, java_script_enabled=scripts, **as_(moderator("mo")))
    assert "Somebody was quicker" in said
    assert "Accept as a paraphrase, I think." in said
    assert [it.action for it in Decision.objects.all()] == ["accept as paraphrase"]


def test_the_desk_is_gone_through_by_keyboard(browse, post):
    def press(page):
        page.goto("/review/")
        page.keyboard.press("?")
        assert page.locator("dialog#keys").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url("**/review/*/")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("p")
        page.wait_for_function("document.activeElement.name === 'reason'")
        page.keyboard.type("It gives the sense.")
        page.keyboard.press("Tab")
        page.keyboard.press("p")
        page.wait_for_selector(".decided")
        return page.inner_text(".decided")

    assert "as a paraphrase" in browse(press, **as_(moderator("mo")))
    assert Decision.objects.get().reason == "It gives the sense."


def test_several_are_decided_at_once_on_a_phone(browse, post):
    def confirm(page):
        page.goto("/review/?kind=source")
        for box in page.locator("[name=items]").all():
            box.check()
        page.fill("[name=reason]", "Both are what they say.")
        page.click("button:text('Confirm')")
        page.wait_for_selector("text=Confirmed: 2 items.")

    browse(confirm, **PHONE, **as_(moderator("mo")))
    assert set(Source.objects.values_list("curation", flat=True)) == {"confirmed"}


def two_copies_of_an_answered_undercut():
    """Ada says that a step does not follow, and Ben answers her; then Cleo says the same as Ada."""
    first = against(step("i"), "It does not follow from that at all.", by=person("ada"))
    against(first.premises.get().claim, "It does.", by=person("ben"))
    return first, against(step("i"), "It does not follow at all from that.", by=person("cleo"))


def merge_on_the_desk(page, address, first, copy):
    page.goto("/review/?kind=duplicate")
    page.click("[data-item] .title a")
    page.fill("[name=reason]", "They say one thing.")
    page.click("button:text('They are one')")
    page.wait_for_selector(".decided")


def merge_from_the_claim(page, address, first, copy):
    page.goto(address)
    page.locator(f"#step-{copy.pk}").get_by_role("link", name=copy.key, exact=True).click()
    page.get_by_role("link", name="Merge", exact=True).click()
    page.get_by_label(f"{first.key}, by ada").check()
    page.fill("[name=reason]", "They say one thing.")
    page.click("button:text('Merge them')")
    page.wait_for_selector("#messages .message")
    assert f"{copy.key} is {first.key} now" in page.inner_text("#messages")


@pytest.mark.parametrize(
    ("merge", "device", "scripts"),
    [
        (merge_from_the_claim, {}, True),
        (merge_on_the_desk, {}, False),
        (merge_on_the_desk, PHONE, True),
        (merge_from_the_claim, PHONE, False),
    ],
)
def test_two_copies_of_an_answered_undercut_are_merged_and_the_label_goes_back(browse, post, merge, device, scripts):
    address, label = claim("c").get_absolute_url(), claim("c").label
    first, copy = two_copies_of_an_answered_undercut()

    def label_shown(page):
        page.goto(address)
        return page.locator(".why .label").first.inner_text().split()[-1]

    def merge_and_undo(page):
        seen = [label_shown(page)]
        merge(page, address, first, copy)
        seen.append(label_shown(page))
        page.goto(first.get_absolute_url())
        page.click(f"p:has-text('{copy.key} makes the same point') a")
        page.click("text=Undo this merge")
        page.fill("[name=reason]", "They do not, on reflection.")
        page.click("button:text('Undo it')")
        page.wait_for_selector("#messages .message")
        return [*seen, label_shown(page)]

    moderates = as_(moderator("mo")) | device | {"java_script_enabled": scripts}
    assert browse(merge_and_undo, **moderates) == ["falls", label, "falls"]
    assert label == "stands"


def test_what_is_on_the_desk_is_open_to_all(browse, post, axe):
    source = DeskItem.objects.filter(kind="source").latest("pk").source
    words = {"quotation": "the sine qua none of copyright", "paragraph": "It is the sine qua non of copyright."}
    made = cite(claim=claim("b"), source=source, contributor=person("ada"), token=uuid4(), found_at="at 3", **words)
    merge = f"{two_copies_of_an_answered_undercut()[1].get_absolute_url()}merge/"
    review_first(Post.objects.get())
    against(claim("b"), "Not at all.", by=person("ada"))
    kinds = ("quotation", "text", "waiting")
    items = [DeskItem.objects.open().filter(kind=kind).latest("pk").get_absolute_url() for kind in kinds]

    def look(page):
        wrong = []
        for address in ("/review/?kind=source", *items, f"{made.get_absolute_url()}edit/", merge):
            page.goto(address)
            wrong += [f"{address}: {it}" for it in look_at(page, axe)]
        return wrong

    assert browse(look, **as_(moderator("mo"))) == []
