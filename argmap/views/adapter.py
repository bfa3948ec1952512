"""What allauth asks of this site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from argmap.operations import accounts
from argmap.views.limits import address_of, too_many_requests

WAIT_AFTER_WRONG_PASSWORDS = 300  # seconds; as allauth counts them


class AccountAdapter(DefaultAccountAdapter):
    """Rules about accounts that are settings here, and answers that look like the rest of the site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "No account has this e-mail address and password together.",
        "username_password_mismatch": "No account has this username and password together.",
        "email_taken": "There is an account with this e-mail address already.",
        "username_taken": "Somebody has this username already.",
        "enter_current_password": "That is not your present password.",
        "incorrect_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_IS_OPEN)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        """Lead on as allauth does; and since one session begins, forget some that have run out."""
        accounts.forget_ended_sessions()
        response: HttpResponse = super().post_login(request, user, **options)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer too many wrong passwords like any other request that came too often."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(too_many_requests(request, WAIT_AFTER_WRONG_PASSWORDS)) from error


class TwoFactorAdapter(DefaultMFAAdapter):
    """The second factor, in this site's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. A code from an app holds for half a minute.",
    }
