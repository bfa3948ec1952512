"""Signing up, in and out, and what one may change about an account."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from argmap.models import Claim, User
from argmap.operations import accounts
from tests.builders import make_post
from tests.views.pages import Page

pytestmark = pytest.mark.django_db

PASSWORD = "kept in a safe place"
NEW = {"username": "grace", "email": "grace@example.org", "password1": PASSWORD}
OPEN_TO_ALL = [
    "account_confirm_email",
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_email_verification_sent",
]
FOR_THOSE_WHO_HAVE_ONE = [
    "account",
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "delete-account",
    "mfa_index",
    "sessions",
]


@pytest.fixture
def ada():
    return accounts.create_account(username="ada", email="ada@example.org", password=PASSWORD)


@pytest.fixture
def signed_in(client, ada):
    sign_in(client, "ada")
    return client


def sign_in(client, name, password=PASSWORD, **options):
    return client.post("/accounts/login/", {"login": name, "password": password}, **options)


def is_signed_in(client):
    return client.get("/accounts/").status_code == 200


def link_in_mail():
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


# -- the pages --


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_a_page_before_signing_in_is_one_of_ours(client, account_addresses, name):
    response = client.get(account_addresses[name])
    assert response.status_code == 200
    assert_is_ours(response)


@pytest.mark.parametrize("name", FOR_THOSE_WHO_HAVE_ONE)
def test_a_page_of_an_account_is_one_of_ours_and_for_its_owner(signed_in, account_addresses, name):
    assert Client().get(account_addresses[name]).status_code == 302
    response = signed_in.get(account_addresses[name])
    assert response.status_code == 200
    assert_is_ours(response)


def assert_is_ours(response):
    page = response.content.decode()
    assert "not legal advice" in page
    assert page.count("<h1") == page.count("<title>") == 1
    assert re.search(r"<title>[^<]{5,} · argmap</title>", page)
    assert '<meta name="robots" content="noindex">' in page
    assert "placeholder=" not in page.partition("<main")[2]
    assert not re.search(r"<style|<[^>]+\s(style|on\w+)=", page)


def test_the_other_addresses_about_accounts_lead_somewhere_for_everybody(client, signed_in, account_addresses):
    others = set(account_addresses) - set(OPEN_TO_ALL) - set(FOR_THOSE_WHO_HAVE_ONE)
    for name in others:
        for browser in (Client(), signed_in):
            assert browser.get(account_addresses[name]).status_code in (200, 302, 404), name


def test_to_look_at_a_page_of_an_account_writes_nothing(signed_in, account_addresses):
    for name in FOR_THOSE_WHO_HAVE_ONE:
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(account_addresses[name])
        assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}, name


def test_the_list_of_sessions_takes_as_many_queries_however_long_it_is(signed_in, django_assert_num_queries):
    with CaptureQueriesContext(connection) as asked:
        signed_in.get("/accounts/sessions/")
    queries = len(asked)
    for _ in range(3):
        sign_in(Client(), "ada")
    with django_assert_num_queries(queries):
        words = Page(signed_in.get("/accounts/sessions/")).words
    assert (words.count("This browser, since"), words.count("Since")) == (1, 3)


# -- signing up --


def test_signing_up_makes_an_account_and_signs_in_and_sends_a_link(client):
    response = client.post("/accounts/signup/", NEW | {"next": "/sources/?page=1"}, follow=True)
    assert response.redirect_chain[-1][0] == "/sources/?page=1"
    assert "Signed in as grace." in Page(response).words
    assert "grace@example.org" in mail.outbox[0].to
    assert User.objects.get(username="grace").role == "member"


def test_without_a_mail_server_nobody_is_asked_to_confirm_an_address_first(client):
    client.post("/accounts/signup/", NEW)
    assert "not confirmed yet" in Page(client.get("/accounts/")).words
    address = link_in_mail()
    assert "grace@example.org" in Page(client.get(address)).words
    client.post(address)
    assert "not confirmed yet" not in Page(client.get("/accounts/")).words


def test_with_a_mail_server_the_link_signs_in_and_leads_back(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    response = client.post("/accounts/signup/", NEW | {"next": "/about/"}, follow=True)
    assert "Look into your mail" in Page(response).words
    assert not is_signed_in(client)
    response = client.post(link_in_mail(), follow=True)
    assert response.redirect_chain[-1][0] == "/about/"
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("username", "ab", "3 to 30 letters"),
        ("username", "x" * 31, "30 letters"),
        ("username", "ada/lovelace", "3 to 30 letters"),
        ("username", "ada lovelace", "3 to 30 letters"),
        ("username", "...", "3 to 30 letters"),
        ("username", "gräce", "3 to 30 letters"),
        ("username", "Admin", "kept for the site itself"),
        ("username", "ADA", "Somebody has this username already"),
        ("email", "nobody", "valid email address"),
        ("email", "ADA@example.org", "There is an account with this e-mail address already"),
        ("password1", "short", "too short"),
        ("password1", "password1", "too common"),
        ("password1", "gracegrace", "too similar"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_stays_typed(client, ada, field, typed, said):
    response = client.post("/accounts/signup/", NEW | {"username": "gracegrace"} | {field: typed})
    page = response.content.decode()
    error = re.search(rf'<ul class="errorlist" id="id_{field}_error">(.*?)</ul>', page)
    assert error and said in error[1]
    control = re.search(rf'<input[^>]* id="id_{field}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in control
    assert f"id_{field}_error" in control
    assert " autofocus" in control
    assert page.count(" autofocus") == 1
    assert ("value=" in control) == (field != "password1")


@pytest.mark.parametrize("username", ["student", "a.b", "a-b_c.9", "Grace", "007"])
def test_names_that_an_address_can_hold_are_welcome(client, username):
    assert client.post("/accounts/signup/", NEW | {"username": username}).status_code == 302


def test_signing_up_can_be_closed(client, settings):
    settings.SIGNUP_IS_OPEN = False
    assert "No new accounts here" in Page(client.get("/accounts/signup/")).words
    client.post("/accounts/signup/", NEW)
    assert not User.objects.exists()


def test_signing_up_can_be_for_some_domains(client, settings):
    settings.SIGNUP_DOMAINS = ["uni.example", "college.example"]
    for email in ("grace@example.org", "grace@uni.example.org", "grace@sub.uni.example"):
        page = Page(client.post("/accounts/signup/", NEW | {"email": email}))
        assert "for e-mail addresses at uni.example or college.example" in page.words
    assert client.post("/accounts/signup/", NEW | {"email": "grace@Uni.Example"}).status_code == 302


def test_nor_can_an_address_be_changed_to_one_elsewhere(signed_in, settings):
    settings.SIGNUP_DOMAINS = ["uni.example"]
    typed = {"email": "ada@elsewhere.example", "action_add": ""}
    assert "at uni.example" in Page(signed_in.post("/accounts/email/", typed)).words


# -- signing in and out --


@pytest.mark.parametrize("name", ["ada", "ADA", "ada@example.org"])
def test_one_signs_in_by_username_or_address(client, ada, name):
    response = sign_in(client, name, follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert "Signed in as ada." in Page(response).words


def test_a_wrong_password_is_said_beside_it_and_the_name_stays(client, ada):
    page = sign_in(client, "ada", "wrong").content.decode()
    assert "No account has this username and password together." in page
    assert re.search(r'<input[^>]*value="ada"[^>]*id="id_login"', page)
    assert not is_signed_in(client)


def test_every_page_offers_to_sign_in_and_come_back(client, ada):
    make_post("i: a -> c")
    links = Page(client.get("/posts/demo/map/?focus=1&depth=2")).links
    assert "/accounts/login/?next=%2Fposts%2Fdemo%2Fmap%2F%3Ffocus%3D1%26depth%3D2" in links


def test_where_one_came_from_is_passed_on_from_page_to_page(client):
    for address in ("/accounts/login/", "/accounts/signup/"):
        page = client.get(f"{address}?next=/sources/%3Fpage%3D2").content.decode()
        assert re.search(r'<input[^>]*name="next"[^>]*value="/sources/\?page=2"', page)
    links = Page(client.get("/accounts/login/?next=/sources/")).links
    assert "/accounts/signup/?next=%2Fsources%2F" in links
    assert "/accounts/login/?next=%2Fsources%2F" in links


def test_nobody_is_led_to_another_site(client, ada):
    response = client.post("/accounts/login/?next=https://evil.example/", {"login": "ada", "password": PASSWORD})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_what_was_kept_in_a_session_is_there_after_signing_in_or_up(client, ada, address):
    session = client.session
    session["typed"] = "half a rebuttal"
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(address, NEW | {"login": "ada", "password": PASSWORD})
    assert is_signed_in(client)
    assert client.session["typed"] == "half a rebuttal"
    assert client.session.session_key != session.session_key


def test_signing_out_takes_one_press_and_ends_the_session(signed_in):
    assert 'action="/accounts/logout/"' in signed_in.get("/about/").content.decode()
    signed_in.get("/accounts/logout/")
    assert is_signed_in(signed_in)
    response = signed_in.post("/accounts/logout/", follow=True)
    assert response.redirect_chain[-1][0] == "/"
    assert "Signed out." in Page(response).words
    assert not is_signed_in(signed_in)


def test_a_reader_gets_no_cookie_and_no_token(client):
    response = client.get("/")
    assert not response.cookies
    assert "csrf" not in response.content.decode()


def test_where_htmx_asks_for_a_part_the_whole_page_goes_to_sign_in(client):
    response = client.get("/accounts/email/", headers={"HX-Request": "true", "HX-Target": "somewhere"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/accounts/email/"


def test_other_redirects_are_left_to_htmx(signed_in):
    response = signed_in.post("/accounts/sessions/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/sessions/")


def test_who_signs_in_anew_gets_pages_with_a_token_that_is_good(signed_in):
    make_post("i: a -> c")
    signed_in.get("/about/")  # shows the message that one is signed in; before, no page has a tag
    seen = signed_in.get("/posts/demo/").headers["ETag"]
    assert signed_in.get("/posts/demo/", headers={"If-None-Match": seen}).status_code == 304
    signed_in.post("/accounts/logout/")
    sign_in(signed_in, "ada")
    signed_in.get("/about/")
    assert signed_in.get("/posts/demo/", headers={"If-None-Match": seen}).status_code == 200


def test_the_page_about_a_fault_of_ours_does_not_ask_who_is_reading(rf):
    request = rf.get("/")
    request.user = SimpleLazyObject(lambda: pytest.fail("the database was asked"))
    assert "fault is ours" in render_to_string("500.html", request=request)


# -- what can be changed --


def test_a_forgotten_password_is_set_anew_by_a_link(client, ada):
    assert (
        "Look into your mail"
        in Page(client.post("/accounts/password/reset/", {"email": "ada@example.org"}, follow=True)).words
    )
    link = link_in_mail()
    response = client.get(link, follow=True)
    address = response.redirect_chain[-1][0]
    assert "too short" in Page(client.post(address, {"password1": "short"})).words
    client.post(address, {"password1": "another safe place"})
    assert authenticate(username="ada", password="another safe place")
    assert "no longer good" in Page(Client().get(link, follow=True)).words


def test_whoever_has_no_account_gets_no_mail_and_the_same_page(client):
    page = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "Look into your mail" in Page(page).words
    assert not mail.outbox


def test_a_password_is_changed_by_who_knows_the_present_one(signed_in):
    new = {"oldpassword": "wrong", "password1": "another safe place"}
    assert "not your present password" in Page(signed_in.post("/accounts/password/change/", new)).words
    response = signed_in.post("/accounts/password/change/", new | {"oldpassword": PASSWORD}, follow=True)
    assert "Your password is changed." in Page(response).words
    assert authenticate(username="ada", password="another safe place")


def test_a_new_address_counts_once_it_is_confirmed(signed_in, ada):
    signed_in.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    page = Page(signed_in.get("/accounts/email/")).words
    assert "Your address is ada@example.org" in page
    assert "new@example.org is not confirmed yet" in page
    [address] = [
        re.search(r"http://testserver(\S+)", message.body)[1]
        for message in mail.outbox
        if message.to == ["new@example.org"]
    ]
    signed_in.post(address)
    ada.refresh_from_db()
    assert ada.email == "new@example.org"


def test_deleting_an_account_takes_its_password(signed_in, ada):
    response = signed_in.post("/accounts/delete/", {"password": "wrong"})
    assert response.status_code == 422
    assert "That is not your password." in Page(response).words
    assert User.objects.exists()


def test_a_deleted_account_leaves_what_it_wrote_to_a_former_member(signed_in, ada):
    make_post("i: a -> c")
    Claim.objects.filter(key="a").update(contributor=ada, voice="reader")
    claim = Claim.objects.get(key="a")
    response = signed_in.post("/accounts/delete/", {"password": PASSWORD}, follow=True)
    assert "Your account is deleted." in Page(response).words
    assert not User.objects.exists()
    assert not is_signed_in(signed_in)
    assert "a former member" in Page(signed_in.get(claim.get_absolute_url())).words


def test_one_can_sign_out_everywhere_else(signed_in):
    other = Client()
    sign_in(other, "ada")
    signed_in.post("/accounts/sessions/")
    assert is_signed_in(signed_in)
    assert not is_signed_in(other)
