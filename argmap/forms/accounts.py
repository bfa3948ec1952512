"""Signing in and up, as allauth does it, with this site's own words and rules."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from argmap.models import User

PASSWORD_HINT = "At least 8 characters, none of the common passwords, and not like your username."
#: What might pass for the site itself, or for a part of an address.
RESERVED = frozenset(
    [
        "accounts",
        "admin",
        "anonymous",
        "argmap",
        "argmaps-analysis",
        "argmap-analysis",
        "author",
        "contact",
        "editor",
        "everyone",
        "former-member",
        "help",
        "library",
        "me",
        "new",
        "nobody",
        "official",
        "operator",
        "root",
        "staff",
        "support",
        "system",
        "webmaster",
    ]
)


def refuse_reserved(username: str) -> None:
    """Raise ValidationError for a username that the site keeps to itself."""
    if username.lower() in RESERVED:
        raise ValidationError(f"“{username}” is kept for the site itself. Please choose another username.")


#: Safe in an address such as /people/<username>/, in any letter case and with nothing to escape.
username_validators = [
    RegexValidator(
        r"\A[A-Za-z0-9][A-Za-z0-9._-]{1,28}[A-Za-z0-9]\Z",
        "Use 3 to 30 letters from a to z, digits, and . _ or - between them.",
    ),
    refuse_reserved,
]


def allowed_email(email: str) -> str:
    """Return an e-mail address; raise ValidationError unless it is at one of the domains that may sign up."""
    domains = settings.SIGNUP_DOMAINS
    if domains and email.rpartition("@")[2].lower() not in domains:
        raise ValidationError(f"Accounts here are for e-mail addresses at {' or '.join(domains)}.")
    return email


class LoginForm(allauth_forms.LoginForm):
    """Signs in by username or e-mail address."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = "Username or e-mail address"
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].help_text = ""

    def clean(self) -> dict[str, Any] | None:
        """Say beside the password that it does not fit, where one is to type again."""
        try:
            cleaned: dict[str, Any] | None = super().clean()
        except ValidationError as error:
            self.add_error("password", error)
            return None
        return cleaned


class SignupForm(allauth_forms.SignupForm):
    """Asks for what an account needs, and for nothing else."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[
            "username"
        ].help_text = "3 to 30 letters, digits, or . _ - between them. It stands beside everything you write."
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "maxlength": "30"}
        self.fields["email"].label = "E-mail address"
        self.fields["email"].help_text = "Never shown. It is for a forgotten password, and you can sign in with it."
        self.fields["password1"].help_text = PASSWORD_HINT

    def clean_email(self) -> str:
        return allowed_email(super().clean_email())


class AddEmailForm(allauth_forms.AddEmailForm):
    """Changes the e-mail address, within the same rules as signing up."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = "New e-mail address"

    def clean_email(self) -> str:
        return allowed_email(super().clean_email())


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Asks whom to send a link for a new password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = "E-mail address of your account"


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """Asks for the password again before something that keeps the account safe is changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = "Your password"
        self.fields["password"].help_text = ""


class _NewPassword(forms.Form):
    """A new password is typed once: who mistypes it can ask for a link."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["password2"]
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = PASSWORD_HINT


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):
    """Changes the password of somebody who knows the present one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["oldpassword"].label = "Present password"
        self.fields["oldpassword"].help_text = ""


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):
    """Takes a new password from somebody who came by a link."""


class DeleteAccountForm(forms.Form):
    """Asks for the password again before an account is deleted."""

    password = forms.CharField(
        strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), label="Your password"
    )

    def __init__(self, person: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.person, password):
            raise ValidationError("That is not your password.")
        return password
