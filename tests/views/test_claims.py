"""Claims and steps, each on a page of its own."""

from __future__ import annotations

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from argmap.graph.schemes import SCHEMES
from argmap.models import Claim, Inference, Wording
from argmap.operations.accounts import delete_account
from tests.builders import claim, make_post, step
from tests.decisions import accept
from tests.people import against, person, reword
from tests.views.pages import Page


def test_a_claim_shows_its_reasons_with_their_premises_and_what_undercuts_them(client, demo):
    page = Page(client.get(claim("c").get_absolute_url()))
    for key in "cabefg":
        assert f"Claim {key}." in page.words
    for key in "iruv":
        assert step(key).get_absolute_url() in page.links


def test_a_claim_shows_its_words_its_sources_and_what_it_is_used_for(client, demo):
    page = Page(client.get(claim("a").get_absolute_url()))
    assert "The weights are numbers." in page.words
    assert "words of the case" in page.words
    assert "at 1" in page.words
    assert step("i").get_absolute_url() in page.links


def test_a_claim_shows_the_way_from_the_main_claim(client, db):
    make_post("i: a -> c; j: b -> a; u: d -x j", main=["c"])
    page = Page(client.get(claim("d").get_absolute_url()))
    path = [link for link in page.links if link in {claim(key).get_absolute_url() for key in "ca"}]
    assert path[:2] == [claim("c").get_absolute_url(), claim("a").get_absolute_url()]


def test_a_very_long_way_does_not_hurt(client, db):
    make_post("; ".join(f"i{n}: a{n + 1} -> a{n}" for n in range(40)), main=["a0"])
    page = Page(client.get(claim("a40").get_absolute_url()))
    assert claim("a0").get_absolute_url() in page.links
    assert claim("a39").get_absolute_url() in page.links


def test_a_reworded_claim_shows_its_public_wording_and_says_that_it_was_reworded(client, demo):
    Wording.objects.create(claim=claim("a"), number=2, text="In better words.")
    Claim.objects.filter(key="a").update(public_wording=2)
    page = Page(client.get(claim("a").get_absolute_url()))
    assert "In better words." in page.words
    assert "reworded" in page.words


def test_a_claim_can_be_cited_with_author_wording_date_and_address(client, demo):
    page = Page(client.get(claim("a").get_absolute_url()))
    cite = page.words.lower().index("cite this claim")
    assert "The Author" in page.words[cite:]
    assert f"http://testserver{claim('a').get_absolute_url()}" in page.words[cite:]


def test_a_step_shows_its_premises_its_target_and_what_undercuts_it(client, demo):
    page = Page(client.get(step("i").get_absolute_url()))
    for key in "abcfg":
        assert f"Claim {key}." in page.words
    for key in "uv":
        assert step(key).get_absolute_url() in page.links


def test_an_undercut_shows_the_step_it_attacks(client, demo):
    page = Page(client.get(step("v").get_absolute_url()))
    assert step("u").get_absolute_url() in page.links
    assert "Claim g." in page.words


def test_a_step_whose_premise_was_withdrawn_still_has_its_page(client, demo):
    Claim.objects.filter(key="b").update(state="withdrawn")
    assert client.get(step("i").get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("state", "status"), [("waiting", 404), ("withdrawn", 410), ("hidden", 410)])
@pytest.mark.parametrize("model", [Claim, Inference])
def test_what_is_taken_back_leaves_a_stub_and_what_waits_is_not_there(client, demo, model, state, status):
    model.objects.update(state=state, note="Not for everybody.")
    for thing in model.objects.all():
        response = client.get(thing.get_absolute_url())
        assert response.status_code == status
        assert b"Not for everybody." not in response.content
        assert f"Claim {thing.key}." not in response.content.decode()
        if status == 410:
            assert "/posts/demo/" in Page(response).links


def test_a_step_asks_the_questions_of_its_kind_of_reasoning_and_says_what_they_strike(client, demo):
    Inference.objects.filter(key="i").update(scheme="expert-opinion")
    page = Page(client.get(step("i").get_absolute_url()))
    scheme = SCHEMES["expert-opinion"]
    assert scheme.name in page.words
    assert scheme.pattern in page.words
    assert all(question.text in page.words for question in scheme.questions)
    assert "There: argument from expert opinion." in page.words
    assert [word for word in ("a premise", "the step", "the conclusion") if word not in page.words] == []


def test_a_step_without_a_kind_of_reasoning_says_so(client, demo):
    page = Page(client.get(step("i").get_absolute_url()))
    assert "Nobody has said yet what kind of reasoning" in page.words


def test_steps_that_undercut_each_other_in_a_circle_have_no_page_and_break_none(client, db):
    post = make_post("i: a -> c; u: d -x i", main=["c"])
    with pgtrigger.ignore("argmap.Inference:inference_target_stays"):
        changed = {"conclusion": None, "met_wording": None, "undercuts": step("u"), "stance": "against"}
        Inference.objects.filter(key="i").update(**changed)
    assert client.get(step("i").get_absolute_url()).status_code == 404
    assert client.get(post.get_absolute_url() + "outline/").status_code == 200


def test_a_label_says_that_an_unsourced_contribution_not_yet_reviewed_decides_it(client, demo):
    against(claim("b"), "Nobody has looked.", by=person("ada"))
    page = Page(client.get(claim("b").get_absolute_url()))
    assert "one unsourced rebuttal, not yet reviewed, by ada (M2)" in page.words
    assert "/people/ada/" in page.links


def test_what_a_moderator_accepted_is_no_longer_called_unreviewed(client, demo):
    made = against(claim("b"), "Nobody has looked.", by=person("ada"))
    accept(made)
    page = Page(client.get(claim("b").get_absolute_url()))
    assert "one unsourced rebuttal, by ada (M2)" in page.words
    assert "not yet reviewed" not in page.words
    assert "not yet reviewed" not in Page(client.get(made.get_absolute_url())).words


def test_a_claim_that_was_reworded_since_it_was_accepted_is_not_yet_reviewed_again(client, demo):
    premise = against(claim("b"), "Nobody has looked.", by=person("ada")).premises.get().claim
    accept(premise)
    assert "not yet reviewed" not in Page(client.get(premise.get_absolute_url())).words
    reword(premise, "Nobody will ever look.", by=person("ada"))
    assert "not yet reviewed" in Page(client.get(premise.get_absolute_url())).words


def test_a_label_says_who_undercuts_what_would_decide_it(client, demo):
    against(step("k"), "Nobody has looked.", by=person("ada"))
    page = Page(client.get(claim("d").get_absolute_url()))
    assert "one unsourced undercut, not yet reviewed, by ada (M2)" in page.words


def test_what_is_sourced_and_came_with_the_post_decides_without_ado(client, demo):
    page = Page(client.get(claim("a").get_absolute_url()))
    assert "Decided by" not in page.words


def test_a_contribution_of_a_former_member_leads_to_no_page(client, demo):
    made = against(claim("d"), "Nobody has looked.", by=person("ada"))
    delete_account(person=person("ada"))
    page = Page(client.get(made.get_absolute_url()))
    assert "a former member" in page.words
    assert "/people/ada/" not in page.links


def test_many_contributors_cost_no_more_queries_than_one(client, demo):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(claim("c").get_absolute_url()).status_code == 200
        return len(captured)

    against(claim("c"), "Nobody has looked.", by=person("ada"))
    before = queries()
    for number in range(4):
        made = against(claim("c"), f"Reader {number} has looked otherwise.", by=person(f"reader{number}"))
        against(made, f"Reader {number} is wrong.", by=person(f"other{number}"))
    assert queries() == before


def test_a_claim_is_cited_by_who_says_it_and_where(client, demo):
    page = Page(client.get(claim("a").get_absolute_url()))
    assert "The Author, A demonstration, claim a: “Claim a.” argmap (wording 1, " in page.words
    assert "@misc{demo-a, author = {The Author}, title = {{Claim a.}}, howpublished = {argmap}," in page.words
