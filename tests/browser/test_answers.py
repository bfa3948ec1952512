"""Reading answers and appreciating a post, in place with JavaScript and by plain forms without it."""

from __future__ import annotations

import pytest

from argmap.models import Answer, Appreciation, Claim, Inference, User
from argmap.operations.answers import tell_of_outcomes, tell_of_reply
from tests.builders import make_post, step


@pytest.fixture
def student(transactional_db) -> User:
    """A student whose claim was rebutted and whose rebuttal fails."""
    make_post("i: a -> c; r: d -x a; s: e -x c", main=["c"])
    student = User.objects.create_user("student")
    Claim.objects.filter(key="a").update(contributor=student)
    Inference.objects.filter(key="s").update(contributor=student)
    tell_of_reply(step=step("r"))
    tell_of_outcomes(changes=[("inference", step("s").pk, "applies", "fails")], by=None)
    return student


@pytest.fixture
def signed_in(browse, client, student, live_server):
    """A function that lets the student visit the site."""
    client.force_login(student)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}

    def visit(work, **options):
        def look(page):
            page.context.add_cookies([cookie])
            return work(page)

        return browse(look, **options)

    return visit


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_an_answer_is_marked_as_read_where_it_stands(signed_in):
    last = Answer.objects.order_by("pk").last().pk

    def look(page):
        page.goto("/answers/")
        page.evaluate("window.stayed = true")
        page.focus(f"#mark-{last}")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#answer-{last}:not([data-unread])")
        one = page.inner_text("#answers-link"), focused(page) == f"mark-{last}"
        page.click("#mark-all")
        page.wait_for_selector("[data-unread]", state="detached")
        return one, page.inner_text("#answers-link"), focused(page), page.evaluate("window.stayed")

    (count, kept), none, focus, stayed = signed_in(look)
    assert (" ".join(count.split()), none) == ("Answers 1 unread", "Answers")
    assert (kept, focus, stayed) == (True, "mark-all", True)
    assert not Answer.objects.unread().exists()


def test_without_javascript_the_forms_do_the_same(signed_in):
    def look(page):
        page.goto("/answers/")
        page.click(".answers button >> nth=0")
        one = page.locator("[data-unread]").count()
        page.click("#mark-all")
        return one, page.locator("[data-unread]").count(), page.url.partition("/answers/")[2]

    assert signed_in(look, java_script_enabled=False) == (1, 0, "")
    assert not Answer.objects.unread().exists()


def test_a_post_is_appreciated_and_that_taken_back_where_it_stands(signed_in):
    def look(page):
        page.goto("/posts/demo/")
        page.evaluate("window.stayed = true")
        page.click("#appreciate")
        page.wait_for_selector("#appreciate[name=undo]")
        said, focus = page.inner_text("#appreciation p"), focused(page)
        page.click("#appreciate")
        page.wait_for_selector("#appreciate:not([name])")
        return said, focus, page.evaluate("window.stayed")

    assert signed_in(look) == ("♡ You appreciate this", "appreciate", True)
    assert not Appreciation.objects.exists()


def test_a_post_is_appreciated_without_javascript(signed_in):
    def look(page):
        page.goto("/posts/demo/")
        page.click("#appreciate")
        return page.inner_text("#appreciation p"), page.url.partition("/posts/")[2]

    assert signed_in(look, java_script_enabled=False) == ("♡ You appreciate this", "demo/")
    assert Appreciation.objects.count() == 1
