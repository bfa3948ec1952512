"""A person's page, and the same to take along."""

from __future__ import annotations

import json

import pytest

from argmap.models import Claim, Inference
from argmap.operations.edits import withdraw
from tests.builders import claim, step
from tests.moves import ATTACKS, answer, person
from tests.people import remark
from tests.views.pages import Page

FORMS = ["", "export.md", "export.json"]


@pytest.fixture
def student(demo):
    student = person("student")
    answer(student, claim("a"), "It is not so.", "Nor was it ever.")
    return student


def read(client, form=""):
    response = client.get(f"/people/student/{form}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_persons_page_says_what_they_did_and_what_became_of_it(client, student):
    answer(person("other"), Claim.objects.get(wording__text="It is not so."), "It is.")
    words = Page(client.get("/people/student/")).words
    assert "2 claims · 1 step" in words
    assert "rebuttal of Claim a. It is not so. fails no undercuts" in words
    assert "It is not so. falls 1 rebuttal" in words


@pytest.mark.parametrize("form", FORMS)
def test_a_persons_address_is_not_for_crawlers_and_holds_no_email(client, student, form):
    response = client.get(f"/people/student/{form}")
    assert "noindex" in response.headers.get("X-Robots-Tag", "") + response.content.decode()
    assert "student@example.org" not in response.content.decode()
    client.force_login(student)
    assert "student@example.org" not in client.get(f"/people/student/{form}").content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_someone_who_is_not_there_any_more_has_no_page(client, student, form):
    student.is_active = False
    student.save()
    assert client.get(f"/people/student/{form}").status_code == 404
    student.delete()
    assert client.get(f"/people/student/{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_what_waits_is_shown_to_its_author_alone(client, student, form):
    Claim.objects.filter(contributor=student).update(state="waiting")
    Inference.objects.filter(contributor=student).update(state="waiting")
    assert "It is not so." not in read(client, form)
    client.force_login(person("other"))
    assert "It is not so." not in read(client, form)
    client.force_login(student)
    assert "It is not so." in read(client, form)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_withdrawn_is_a_stub_to_others(client, student, form):
    withdraw(thing=Inference.objects.get(contributor=student), by=student)
    assert "It is not so." not in read(client, form)
    assert "withdrawn" in read(client, form)
    client.force_login(student)
    assert "It is not so." in read(client, form)


def test_the_data_of_a_person_is_what_its_document_says(client, student):
    data = json.loads(read(client, "export.json"))
    assert data["person"] == {"username": "student", "url": "http://testserver/people/student/"}
    rebuttal = Inference.objects.get(contributor=student)
    (found,) = [contribution for contribution in data["contributions"] if contribution["kind"] == "step"]
    del found["at"]
    assert found == {
        "kind": "step",
        "relation": "rebuttal",
        "id": rebuttal.pk,
        "key": rebuttal.key,
        "post": "demo",
        "text": "It is not so.",
        "target": {"key": "a", "text": "Claim a."},
        "source": None,
        "state": "published",
        "label": "applies",
        "against": 0,
        "reworded": False,
        "url": f"http://testserver/inferences/{rebuttal.pk}/",
    }


def test_the_files_hold_everything_and_the_page_is_cut_into_pages(client, student):
    for number in range(30):
        answer(student, step("i"), f"It does not follow, {number:02}.")
    for form in ("export.md", "export.json"):
        assert all(f"It does not follow, {number:02}." in read(client, form) for number in range(30))
    first, second = (Page(client.get(f"/people/student/?page={number}")).words for number in (1, 2))
    assert "It does not follow, 29." in first
    assert "It does not follow, 29." not in second
    assert "Nor was it ever." in second


def test_what_people_write_is_inert_on_their_page(client, demo):
    student = person("student")
    for text in ATTACKS:
        answer(student, step("i"), text)
    for number in range(1, 6):
        markup = client.get(f"/people/student/?page={number}").content.decode()
        assert "<script>" not in markup
        assert "<img" not in markup
    assert "<script" not in read(client, "export.md")


def test_who_has_done_nothing_is_told_what_to_do(client, demo):
    nobody = person("nobody")
    assert "has not added anything yet" in Page(client.get("/people/nobody/")).words
    client.force_login(nobody)
    assert "Choose a post" in Page(client.get("/people/nobody/")).words


def test_a_note_reads_there_as_it_does_beside_the_post(client, demo):
    remark("The weights are numbers.", "Not **all** of them.", by=person("student"))
    assert "Not all of them." in Page(client.get("/people/student/")).words
