"""The pages with which people answer: what they show before, and what sending them does."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from argmap.graph.schemes import SCHEMES
from argmap.models import Claim, Inference, Post, Submission
from argmap.operations import edits
from tests.builders import claim, make_post, step
from tests.people import against, person, reword
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
ANALOGY = "reason s\nfrom: e\nfor: f\nscheme: analogy\n"
HTMX = {"HX-Request": "true", "HX-Target": "move"}


@pytest.fixture
def post() -> Post:
    return make_post(
        "i: a + b -> c; r: d -x b", main=["c"], extra=f"claim e\ntext: Claim e.\n\nclaim f\ntext: Claim f.\n\n{ANALOGY}"
    )


@pytest.fixture
def ada(client, post) -> Client:
    """Ada's browser."""
    client.force_login(person("ada"))
    return client


def rebuttals(key: str) -> str:
    return f"/claims/{claim(key).pk}/rebuttals/new/"


def undercuts(key: str) -> str:
    return f"/inferences/{step(key).pk}/undercuts/new/"


def filled(*words: str, **fields: str) -> dict[str, str]:
    """A form that was filled in; its author has seen what is like it."""
    typed = {f"premise-{number}": text for number, text in enumerate(words)}
    return {"token": str(uuid4()), "met": "1", "do": "differs", **typed, **fields}


def asks(strikes: str) -> str:
    """A question to ask of an analogy."""
    return next(it.key for it in SCHEMES["analogy"].questions if it.strikes == strikes)


# -- before --


def test_a_form_says_beforehand_what_the_move_would_change(ada):
    words = Page(ada.get(rebuttals("a"))).words
    assert "Claim a. stands → falls" in words
    assert "Claim c. stands → falls" not in words


def test_a_form_says_when_nothing_would_change_and_why(ada):
    assert "No label" in Page(ada.get(rebuttals("b"))).words


def test_a_claim_may_be_brought_along_as_the_premise(ada):
    page = ada.get(f"{rebuttals('a')}?use=d")
    assert 'name="claim-0" value="d"' in page.content.decode()


def test_looking_at_what_a_move_would_change_keeps_what_is_typed_and_writes_nothing(ada, everything):
    before = everything()
    response = ada.post(rebuttals("a").replace("new", "look"), filled("Half a senten", note="*So far*"), headers=HTMX)
    assert response.status_code == 200
    assert "Half a senten" in response.content.decode() and "*So far*" in response.content.decode()
    assert everything() == before


def test_a_premise_more_or_less_keeps_the_token_of_the_form(ada):
    sent = filled("One.", do="add")
    page = ada.post(rebuttals("a").replace("new", "look"), sent).content.decode()
    assert sent["token"] in page and 'name="premise-1"' in page


def test_who_is_not_signed_in_finds_what_they_typed_after_signing_in(client, post):
    sent = filled("Typed before.", note="And *this*.")
    response = client.post(rebuttals("a"), sent)
    assert response.headers["Location"] == f"/accounts/login/?{urlencode({'next': rebuttals('a')}, safe='/')}"
    client.force_login(person("ada"))
    page = client.get(rebuttals("a")).content.decode()
    assert "Typed before." in page and "And *this*." in page and sent["token"] in page
    client.post(rebuttals("a"), sent)
    assert "Typed before." not in client.get(rebuttals("a")).content.decode()


# -- sending --


def test_a_rebuttal_is_published_and_says_what_it_changed(ada):
    response = ada.post(rebuttals("a"), filled("Numbers are owned."), follow=True)
    assert response.redirect_chain == [(claim("a").get_absolute_url(), 302)]
    words = Page(response).words
    assert "Claim a: stands → falls" in words and "not yet reviewed" in words
    assert claim("a").bearing.get().contributor.username == "ada"


def test_with_htmx_the_browser_is_sent_where_the_answer_is(ada):
    response = ada.post(rebuttals("a"), filled("Numbers are owned."), headers=HTMX)
    assert response.headers["HX-Redirect"] == claim("a").get_absolute_url()


def test_what_is_very_like_it_is_shown_once_before_it_is_published(ada):
    against(claim("a"), "Numbers are owned by somebody.", by=person("ben"))
    sent = filled("The numbers are owned by somebody.", do="publish")
    response = ada.post(rebuttals("a"), sent)
    assert response.status_code == 422
    assert "Numbers are owned by somebody." in Page(response).words
    assert not Inference.objects.filter(contributor=person("ada")).exists()
    assert ada.post(rebuttals("a"), sent | {"do": "differs"}).status_code == 302


def test_a_form_that_is_sent_twice_makes_one_step_and_both_answers_lead_on(ada):
    sent = filled("Numbers are owned.")
    assert [ada.post(rebuttals("a"), sent).status_code for _ in range(2)] == [302, 302]
    assert Inference.objects.filter(contributor=person("ada")).count() == Submission.objects.count() == 1


@pytest.mark.parametrize("do", ["publish", "differs"])
def test_the_same_words_in_a_new_form_are_refused_with_a_link_to_what_is_there(ada, do):
    ada.post(rebuttals("a"), filled("Numbers are owned."))
    there = claim("a").bearing.get()
    response = ada.post(rebuttals("a"), filled("numbers are owned", do=do))
    assert response.status_code == 422
    assert there.get_absolute_url() in Page(response).links
    assert "numbers are owned" in response.content.decode()
    assert Inference.objects.filter(contributor=person("ada")).count() == 1


def test_a_premise_that_is_there_already_can_be_used_instead(ada):
    response = ada.post(rebuttals("a"), filled("Something new.", "claim D"))
    assert response.status_code == 422
    assert claim("d").get_absolute_url() in Page(response).links
    assert 'value="use-1-d"' in response.content.decode()
    sent = filled("Something new.", **{"claim-1": "d"})
    assert ada.post(rebuttals("a"), sent).status_code == 302
    premises = claim("a").bearing.get().premises.order_by("position")
    assert list(premises.values_list("claim__key", flat=True)) == ["M1", "d"]


def test_what_cannot_be_published_comes_back_as_it_was_typed(ada, everything):
    before = everything()
    for sent in (
        filled("x" * 501),
        filled("No.", note="y" * 5001),
        filled(""),
        filled("No.", token="none"),
        filled("No.", "no"),
    ):
        response = ada.post(rebuttals("a"), sent)
        assert response.status_code == 422
        page = response.content.decode()
        assert all(value[:400] in page for name, value in sent.items() if name.startswith(("premise", "note")))
    assert everything() == before


def test_words_stay_in_the_form_when_what_they_answer_was_taken_back_meanwhile(ada):
    target = against(claim("a"), "No.", by=person("ben")).premises.get().claim
    address = f"/claims/{target.pk}/rebuttals/new/"
    assert ada.get(address).status_code == 200
    edits.withdraw(thing=target, by=person("ben"))
    assert ada.post(address, filled("My answer.")).status_code == 410


def test_a_chosen_claim_that_was_taken_back_meanwhile_is_named(ada):
    Claim.objects.filter(key="d").update(state="withdrawn")
    response = ada.post(rebuttals("a"), filled("My answer.", **{"claim-1": "d"}))
    assert response.status_code == 422
    assert "no claim d" in Page(response).words and "My answer." in response.content.decode()


def test_an_answer_remembers_the_wording_its_author_saw_and_says_so(ada):
    sent = filled("Numbers are owned.")
    reword(claim("a"), "Claim a, said better.", by=person("ben"))
    ada.post(rebuttals("a"), sent)
    made = claim("a").bearing.get()
    assert made.met_wording == 1
    assert "older wording" in Page(ada.get(made.get_absolute_url())).words


@pytest.mark.parametrize("words", ["أرقام لا يملكها أحد", "🧑\u200d⚖️ 🚫", "x" * 500, "<b>&amp;</b>"])
def test_any_words_are_shown_as_they_were_written(ada, words):
    assert ada.post(rebuttals("a"), filled(words)).status_code == 302
    assert words in Page(ada.get(claim("a").get_absolute_url())).words


def test_control_characters_and_endless_pastes_break_nothing(ada):
    ada.post(rebuttals("a"), filled("One\x00 two\x1b.", note="Three\x00."))
    made = claim("a").bearing.get()
    assert (made.premises.get().claim.text, made.note) == ("One two.", "Three.")
    response = ada.post(rebuttals("a"), filled("word " * 1000, note="\x00" * 5000))
    assert response.status_code == 422


# -- questions --


def test_a_question_of_the_kind_of_reasoning_is_raised_and_shown_as_asked(ada):
    key = asks("step")
    sent = filled("They differ.", question=f"{step('s').pk}:{key}")
    assert ada.post(undercuts("s"), sent).status_code == 302
    made = Inference.objects.get(contributor=person("ada"))
    assert (made.question, made.question_of) == (key, step("s"))
    page = Page(ada.get(step("s").get_absolute_url()))
    assert f"asked: {made.key}" in page.words
    text = next(it.text for it in SCHEMES["analogy"].questions if it.key == key)
    assert text in Page(ada.get(made.get_absolute_url())).words


def test_a_question_about_a_premise_or_the_conclusion_is_raised_by_a_rebuttal_of_it(ada):
    for strikes, key in (("premise", "e"), ("conclusion", "f")):
        question = next((it.key for it in SCHEMES["analogy"].questions if it.strikes == strikes), None)
        if question is None:
            continue
        chosen = f"{step('s').pk}:{question}"
        page = ada.get(f"{rebuttals(key)}?question={chosen}")
        assert f'value="{chosen}"' in page.content.decode()
        assert ada.post(rebuttals(key), filled(f"Not {key}.", question=chosen)).status_code == 302
    assert Inference.objects.filter(question_of=step("s")).exists()


def test_questions_of_other_steps_are_not_raised_here(ada, everything):
    make_post("z; y", slug="other", extra="reason s\nfrom: z\nfor: y\nscheme: analogy\n")
    before = everything()
    at_step, at_premise = asks("step"), asks("premise")
    foreign = step("s", "other").pk
    for address, question in (
        (undercuts("i"), f"{step('s').pk}:{at_step}"),
        (undercuts("s"), f"{step('s').pk}:{at_premise}"),
        (undercuts("s"), f"{foreign}:{at_step}"),
        (rebuttals("a"), f"{step('s').pk}:{at_premise}"),
        (rebuttals("e"), f"{step('s').pk}:{at_step}"),
        (rebuttals("e"), f"{foreign}:{at_premise}"),
        (rebuttals("e"), f"{'9' * 18}:{at_premise}"),
        (rebuttals("e"), "x" * 3000),
    ):
        assert ada.post(address, filled("Out of place.", question=question)).status_code == 422
    assert everything() == before


# -- answering --


def test_answering_asks_what_is_meant_and_leads_there(ada):
    links = Page(ada.get(f"/claims/{claim('c').pk}/answer/")).links
    for expected in (
        rebuttals("c"),
        undercuts("i"),
        rebuttals("a"),
        rebuttals("b"),
        f"/claims/{claim('c').pk}/reasons/new/",
    ):
        assert expected in links


def test_a_larger_argument_takes_a_form_as_many_queries(ada):
    counts = []
    ada.post("/notes/preview/")  # the first write in a while also clears up
    for size in (2, 8):
        slug = f"size-{size}"
        steps = "; ".join(f"i{n}: a{n} -> c; r{n}: d{n} -x c; u{n}: e{n} -x i{n}" for n in range(size))
        make_post(steps, main=["c"], slug=slug)
        found = [f"/claims/{claim('c', slug).pk}/{page}/" for page in ("rebuttals/new", "answer")]
        found.append(f"/inferences/{step('i0', slug).pk}/undercuts/new/")
        with CaptureQueriesContext(connection) as asked:
            assert [ada.get(address).status_code for address in found] == [200, 200, 200]
            ada.post(found[0].replace("new", "look"), filled("Claim d0 and more."))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_is_like_it_can_be_answered_or_given_a_source_instead(ada):
    against(claim("a"), "Numbers are written by many hands every day.", by=person("ben"))
    made = Inference.objects.get(conclusion=claim("a"))
    against(made, "Many hands copy and do not write.", by=person("ada-again"))
    asked = {"token": str(uuid4()), "premise-0": "Many hands write numbers every day.", "do": "look"}
    page = Page(ada.post(f"/claims/{claim('a').pk}/rebuttals/look/", asked))
    assert [it for it in ("Answer its answer", "Add my source to it", "Use this claim") if it not in page.words] == []
    answer = Inference.objects.get(undercuts=made)
    assert f"/inferences/{answer.pk}/undercuts/new/" in page.links
    assert f"/claims/{made.premises.get().claim_id}/citations/new/" in page.links
