"""The moderators' desk: what lies on it, deciding, being too late, reopening, several at once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.models import Citation, Decision, DeskItem, Source
from argmap.models.decision import DecisionAction
from argmap.operations import appeals, edits, flags
from tests.builders import claim, step
from tests.misquoting import make_misquoting_post
from tests.people import against, person, reason
from tests.views.pages import Page

WHY = "I have read it, and it says so."


@pytest.fixture
def post(db):
    return make_misquoting_post()


@pytest.fixture
def mod(client):
    somebody = person("mo", role="moderator")
    client.force_login(somebody)
    return somebody


def item(kind: str, **about) -> DeskItem:
    return DeskItem.objects.open().filter(kind=kind, **about).get()


def decide(client, item, action, **fields):
    return client.post(item.get_absolute_url(), {"do": action, "reason": WHY, **fields})


def test_the_quotation_that_is_not_where_the_post_says_comes_first(client, post, mod):
    assert DeskItem.objects.open().by_consequence().first() == item("quotation")
    page = client.get("/review/").content.decode()
    assert page.index("the words of the case stand here") < page.index("A page")


def test_the_desk_says_how_much_hangs_on_each(client, post, mod):
    rows = client.get("/review/").content.decode()
    assert item("quotation").reach == 1
    assert "1 claim hangs on it" in rows
    assert "1 claim cites it" in rows


def test_the_item_of_a_source_shows_who_cites_it_with_what_words(client, post, mod):
    citation = Citation.objects.get()
    page = client.get(item("source", source=citation.source).get_absolute_url()).content.decode()
    assert f"{citation.claim.get_absolute_url()}#citation-{citation.pk}" in page
    assert citation.quotation in page


def test_an_item_shows_the_passage_where_its_words_do_stand(client, post, mod):
    page = client.get(item("quotation").get_absolute_url()).content.decode()
    assert "<mark>the words of the case stand here</mark>" in page
    assert "no text on file" in page
    assert "1 claim would change" in page


def test_a_quotation_is_pointed_at_the_source_where_its_words_are(client, post, mod):
    found, right = item("quotation"), Source.objects.get(key="right")
    answer = decide(client, found, "point elsewhere", found=right.pk, locator="at 1")
    assert answer.status_code == 302
    cited = Citation.objects.get()
    assert (cited.source, cited.locator, cited.found["verdict"]) == (right, "at 1", "verbatim")
    made = Decision.objects.get()
    assert (made.action, made.moderator, made.reason, made.item) == ("point elsewhere", mod, WHY, found)
    assert not DeskItem.objects.open().filter(kind="quotation").exists()
    assert WHY in client.get("/log/").content.decode()
    for address in ("/log/", made.get_absolute_url(), found.get_absolute_url()):
        assert f"pointed the source of a to {right.title}" in Page(client.get(address)).words
    assert WHY in client.get(claim("a").get_absolute_url()).content.decode()


def test_who_does_not_say_where_its_words_are_is_asked(client, post, mod):
    answer = decide(client, item("quotation"), "point elsewhere", cited="Nobody v. Nobody, 9 U.S. 9 (1809)")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No source here is cited so" in page
    assert WHY in page
    assert not Decision.objects.exists()


def test_every_decision_says_why(client, post, mod):
    answer = client.post(item("quotation").get_absolute_url(), {"do": "accept as paraphrase", "reason": " "})
    assert answer.status_code == 422
    assert "Every decision says why." in answer.content.decode()


def test_the_second_moderator_is_told_what_the_first_decided(client, post, mod):
    found = item("quotation")
    decide(client, found, "accept as paraphrase")
    client.force_login(person("may", role="moderator"))
    answer = decide(client, found, "hide")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody was quicker" in page
    assert "accepted the source of a as a paraphrase" in Page(answer).words and WHY in page
    assert Decision.objects.count() == 1
    assert Citation.objects.get().state == "published"


def test_a_claim_says_that_its_quotation_was_accepted_as_a_paraphrase_until_its_words_change(client, post, mod):
    found = item("quotation")
    decide(client, found, "accept as paraphrase")
    address = found.citation.claim.get_absolute_url()
    assert "Accepted as a paraphrase" in client.get(address).content.decode()
    Citation.objects.filter(pk=found.citation_id).update(quotation="other words")
    assert "Accepted as a paraphrase" not in client.get(address).content.decode()


def test_who_was_too_late_keeps_what_they_typed(client, post, mod):
    found, right = item("quotation"), Source.objects.get(key="right")
    decide(client, found, "accept as paraphrase")
    client.force_login(person("may", role="moderator"))
    typed = {"do": "point elsewhere", "found": right.pk, "locator": "at 77", "reason": "It stands in the other case."}
    answer = client.post(found.get_absolute_url(), typed)
    assert answer.context["reopening"]["reason"].value() == "It stands in the other case."
    page = answer.content.decode()
    for words in ("Point elsewhere", right.title, "at 77", "It stands in the other case."):
        assert words in page
    assert "at 77" not in client.get(found.get_absolute_url()).content.decode()


def test_who_decides_about_what_was_taken_back_is_told_so_and_keeps_the_reason(client, post, mod):
    made = against(claim("b"), "No.", by=person("ada"))
    found = item("contribution", inference=made)
    edits.withdraw(thing=made, by=person("ada"))
    answer = decide(client, found, "accept")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "It was taken back meanwhile." in page
    assert "Somebody was quicker" not in page
    assert WHY in page


def test_a_decision_does_not_say_that_what_it_changed_has_changed_since(client, post, mod):
    found, right = item("quotation"), Source.objects.get(key="right")
    decide(client, found, "point elsewhere", found=right.pk, locator="at 1")
    assert "It has changed since" not in client.get(found.get_absolute_url()).content.decode()


def next_after(client, found: DeskItem, kept: str = "") -> str:
    return client.get(found.get_absolute_url() + kept).context["next"]


def test_the_next_item_is_the_one_after_it_in_the_queue(client, post, mod):
    against(claim("b"), "No.", by=person("ada"))
    order = list(DeskItem.objects.open().by_consequence())
    assert len(order) > 2
    expected = [*(it.get_absolute_url() for it in order[1:]), ""]
    assert [next_after(client, it) for it in order] == expected


def test_who_goes_through_a_kind_stays_in_it_as_long_as_there_are_such_items(client, post, mod):
    kept = "?kind=source"
    first, second = DeskItem.objects.open().filter(kind="source").by_consequence()
    assert next_after(client, second, kept) == ""
    answer = client.post(second.get_absolute_url() + kept, {"do": "confirm", "reason": WHY})
    assert answer.url == second.get_absolute_url() + kept
    assert next_after(client, second, kept) == first.get_absolute_url() + kept
    client.post(first.get_absolute_url() + kept, {"do": "confirm", "reason": WHY})
    assert next_after(client, first, kept) == item("quotation").get_absolute_url()


def test_what_was_decided_does_not_come_back_unless_it_is_reopened(client, post, mod):
    found = item("quotation")
    decide(client, found, "accept as paraphrase")
    against(claim("b"), "No.")
    assert not DeskItem.objects.open().filter(kind="quotation").exists()
    answer = client.post(f"{found.get_absolute_url()}reopen/", {"reason": "Look again."})
    assert answer.status_code == 302
    assert item("quotation") == found
    assert Decision.objects.filter(action=DecisionAction.REOPEN, reason="Look again.").exists()


def test_an_item_whose_cause_is_gone_leaves_the_desk_and_the_log_says_so(client, post, mod):
    made = against(claim("b"), "No.", by=person("ada"))
    found = item("contribution", inference=made)
    edits.withdraw(thing=made, by=person("ada"))
    found.refresh_from_db()
    assert found.closed_at is not None and not found.is_settled
    gone = Decision.objects.get(action="cause gone")
    assert (gone.item, gone.inference, gone.moderator) == (found, made, None)
    assert "cause is gone" in client.get(found.get_absolute_url()).content.decode()
    assert "cause is gone" in client.get("/log/?action=cause+gone").content.decode()


def test_two_copies_of_an_answered_undercut_are_merged_and_the_label_goes_back(client, post, mod):
    first = against(step("i"), "It does not follow from that at all.", by=person("ada"))
    against(first.premises.get().claim, "It does.", by=person("ben"))
    before = claim("c").label
    copy = against(step("i"), "It does not follow at all from that.", by=person("cleo"))
    assert step("i").label != "applies"
    found = item("duplicate", inference=copy)
    assert decide(client, found, "merge").status_code == 302
    assert (claim("c").label, step("i").label) == (before, "applies")


def test_several_are_confirmed_at_once_with_one_reason(client, post, mod):
    both = DeskItem.objects.open().filter(kind="source").values_list("pk", flat=True)
    answer = client.post("/review/?kind=source", {"items": list(both), "reason": WHY})
    assert answer.status_code == 302
    assert set(Source.objects.values_list("curation", flat=True)) == {"confirmed"}
    assert Decision.objects.filter(action="confirm").count() == 2


def test_what_is_accepted_is_bound_to_what_was_seen(client, post, mod):
    made = reason(claim("b"), "Because.", by=person("ada"))
    found = item("contribution", inference=made)
    answer = decide(client, found, "accept", seen="something else")
    assert answer.status_code == 422
    assert "It was changed while you looked" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_desk_takes_as_many_queries_however_long_it_is(client, post, mod):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    against(claim("b"), "No, number 0.", by=person("ada"))
    short = queries("/review/"), queries("/log/"), queries(item("quotation").get_absolute_url())
    for number in range(1, 8):
        against(claim("b"), f"No, number {number}, which is another.", by=person("ada"))
    assert (queries("/review/"), queries("/log/"), queries(item("quotation").get_absolute_url())) == short


def test_the_log_is_a_feed_too_and_repeats_nothing_hidden(client, post, mod):
    made = against(claim("b"), "Something nobody should read.", by=person("ada"))
    decide(client, item("contribution", inference=made), "hide")
    for address in ("/log/", "/log/feed.atom"):
        page = client.get(address).content.decode()
        assert WHY in page
        assert "nobody should read" not in page


def test_a_moderator_does_not_judge_what_they_did_themselves_while_another_could(client, post, mod):
    found = item("contribution", inference=against(claim("b"), "No.", by=mod))
    seen = client.get(found.get_absolute_url()).context["form"]["seen"].value()
    assert decide(client, found, "accept", seen=seen).status_code == 302
    other = person("may", role="moderator")
    found = item("contribution", inference=against(claim("b"), "Not at all, and never.", by=mod))
    page = client.get(found.get_absolute_url()).content.decode()
    assert "another moderator decides" in page and "Next item" in page
    assert decide(client, found, "accept").status_code == 422
    client.post("/review/?kind=contribution", {"items": [found.pk], "reason": WHY})
    assert DeskItem.objects.open().filter(pk=found.pk).exists()
    client.force_login(other)
    page = client.get(found.get_absolute_url())
    seen = page.context["form"]["seen"].value()
    assert decide(client, found, "accept", seen=seen).status_code == 302


def test_every_kind_of_step_says_what_follows_by_it(client, post, mod):
    rebuttal = against(claim("b"), "No, it is not.", by=person("ada"))
    undercut = against(step("i"), "That does not follow at all.", by=person("ada"))
    support = reason(claim("b"), "Because it is so.", by=person("ada"))
    says = {
        rebuttal: "So it is not true that: “Claim b.”",
        undercut: "So the step i does not follow.",
        support: "Claim b.",
    }
    for made, words in says.items():
        page = client.get(item("contribution", inference=made).get_absolute_url()).content.decode()
        assert f'<li class="conclusion">{words}</li>' in page


def test_the_answer_to_a_decision_about_a_step_is_an_item_that_opens(client, post, mod):
    made = against(step("i"), "That does not follow at all.", by=person("ada"))
    decide(client, item("contribution", inference=made), "hide")
    appeals.appeal(decision=Decision.objects.get(), contributor=person("ada"), words="It does.", token=uuid4())
    found = item("appeal")
    client.force_login(person("may", role="moderator"))
    assert "It does." in client.get(found.get_absolute_url()).content.decode()
    assert decide(client, found, "show again").status_code == 302
    assert step(made.key).state == "published"


def test_what_was_decided_is_told_also_when_another_item_about_it_closed_by_itself(client, post, mod):
    made = against(claim("b"), "No, it is not.", by=person("ada"))
    flags.flag(thing=made, contributor=person("ben"), why="abuse", words="", token=uuid4())
    found = item("flag")
    decide(client, found, "hide")
    page = client.get(found.get_absolute_url()).content.decode()
    assert "left the desk by itself" not in page
    assert WHY in page
