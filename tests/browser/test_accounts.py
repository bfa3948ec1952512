"""Signing up, in and out in a browser, with and without JavaScript."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

import pytest
from django.core import mail
from playwright.sync_api import expect

from argmap.models import User
from argmap.operations import accounts
from tests.browser.test_every_page import look_at

PASSWORD = "kept in a safe place"
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])


@pytest.fixture
def ada(transactional_db):
    return accounts.create_account(username="ada", email="ada@example.org", password=PASSWORD)


def sign_in(page, name="ada", password=PASSWORD, back="/about/"):
    page.goto(f"/accounts/login/?next={back}")
    page.get_by_label("Username or e-mail address").fill(name)
    page.get_by_label("Password").fill(password)
    page.locator("main").get_by_role("button", name="Sign in").click()


def link_in_mail():
    return re.search(r"https?://[^/\s]+(\S+)", mail.outbox[-1].body)[1]


def code_of_the_moment(secret):
    """What an authenticator app shows for a secret (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


@BOTH
def test_who_signs_up_confirms_the_address_and_is_back_where_they_were(browse, settings, javascript):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    def join(page):
        page.goto("/sources/?q=feist")
        page.get_by_role("link", name="Sign in").click()
        page.get_by_role("link", name="Make an account").click()
        page.get_by_label("E-mail address").fill("grace@example.org")
        page.get_by_label("Username").fill("grace")
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_label("Password")).to_have_accessible_description(re.compile("too short"))
        expect(page.get_by_label("Password")).to_be_focused()
        expect(page.get_by_label("Username")).to_have_value("grace")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        page.goto(link_in_mail())
        page.get_by_role("button", name="Yes, it is mine").click()
        expect(page.locator("#messages")).to_contain_text("Signed in as grace.")
        expect(page).to_have_url(re.compile(r"/sources/\?q=feist$"))
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    browse(join, java_script_enabled=javascript)
    assert User.objects.get().username == "grace"


@BOTH
def test_a_wrong_password_is_said_where_it_is_typed_again(browse, ada, javascript):
    def slip(page):
        sign_in(page, password="wrong")
        expect(page.get_by_label("Password")).to_be_focused()
        expect(page.get_by_label("Password")).to_have_accessible_description(re.compile("No account has this username"))
        expect(page.get_by_label("Username or e-mail address")).to_have_value("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Password").press("Enter")
        expect(page).to_have_url(re.compile("/about/$"))

    browse(slip, java_script_enabled=javascript)


@BOTH
def test_a_forgotten_password_is_set_anew(browse, ada, javascript):
    def reset(page):
        page.goto("/accounts/login/")
        page.get_by_role("link", name="Forgot your password?").click()
        page.get_by_label("E-mail address of your account").fill("ada@example.org")
        page.get_by_role("button", name="Send me the link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        page.goto(link_in_mail())
        page.get_by_label("New password").fill("another safe place")
        page.get_by_role("button", name="Set the password").click()
        page.get_by_role("link", name="Sign in with it").click()
        sign_in(page, password="another safe place")
        expect(page).to_have_url(re.compile("/about/$"))

    browse(reset, java_script_enabled=javascript)


@BOTH
def test_two_factors_take_a_code_from_an_app_or_one_of_the_recovery_codes(browse, ada, javascript):
    def protect(page):
        sign_in(page, back="/accounts/2fa/")
        page.get_by_role("link", name="Turn it on").click()
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        secret = page.locator(".secret").inner_text()
        page.get_by_label("code").fill("000000")
        page.get_by_role("button", name="Turn it on").click()
        expect(page.get_by_label("code")).to_have_accessible_description(re.compile("That code is not right"))
        page.get_by_label("code").fill(code_of_the_moment(secret))
        page.get_by_role("button", name="Turn it on").click()
        codes = page.locator(".codes code")
        expect(codes).to_have_count(10)
        recovery = codes.first.inner_text()
        page.get_by_role("button", name="Sign out").click()
        sign_in(page)
        page.get_by_label("Code").fill("not a code")
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_label("Code")).to_be_focused()
        page.get_by_label("Code").fill(recovery)
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/about/$"))
        expect(page.get_by_role("link", name="ada")).to_be_visible()

    browse(protect, java_script_enabled=javascript)


@BOTH
def test_an_account_is_deleted_by_who_knows_its_password(browse, ada, javascript):
    def leave(page):
        sign_in(page)
        page.get_by_role("link", name="Account", exact=True).click()
        page.get_by_role("link", name="Delete the account").click()
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Delete the account").click()
        expect(page.locator("#messages")).to_contain_text("Your account is deleted.")
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    browse(leave, java_script_enabled=javascript)
    assert not User.objects.exists()


def test_where_a_form_came_too_often_it_stays_and_a_message_says_when_to_try_again(browse, ada, settings):
    def hurry(page):
        sign_in(page)
        settings.WRITE_LIMITS = [("person", 0, 10)]
        page.goto("/accounts/delete/")
        page.get_by_label("Your password").fill("half typed")
        page.evaluate("""() => {
          const form = document.querySelector("main form");
          htmx.ajax("POST", form.action, { source: form, target: "#content", swap: "outerHTML" });
        }""")
        expect(page.locator("#messages")).to_contain_text("send it again in 10 seconds")
        expect(page.get_by_label("Your password")).to_have_value("half typed")

    _, complaints = browse(hurry, complaints=True)
    assert all("429" in complaint for complaint in complaints)


def test_the_page_with_the_secret_is_open_to_all(browse, axe, ada):
    def look(page):
        sign_in(page)
        page.goto("/accounts/2fa/totp/activate/")
        page.get_by_label("Your password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        expect(page.locator(".secret")).to_be_visible()
        return look_at(page, axe)

    assert browse(look, device_scale_factor=2) == []


def test_a_form_with_faults_is_open_to_all(browse, axe, ada):
    def look(page):
        page.goto("/accounts/signup/")
        page.get_by_label("E-mail address").fill("ada@example.org")
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Make the account").click()
        expect(page.locator(".errorlist")).to_have_count(3)
        return look_at(page, axe)

    assert browse(look, device_scale_factor=2) == []
