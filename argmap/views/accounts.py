"""A person's own account; what allauth does not do, or not in a fixed number of queries."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.accounts import DeleteAccountForm
from argmap.models import User
from argmap.operations import accounts
from argmap.queries.accounts import account_state, sessions_of
from argmap.views.respond import respond


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Say what this account is, and lead to everything that can be changed about it."""
    return respond(request, "accounts/account.html", {"account": account_state(person=cast(User, request.user))})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List where this person is signed in, and sign out everywhere but here."""
    person = cast(User, request.user)
    here = request.session.session_key
    if request.method == "POST":
        accounts.end_sessions(person=person, except_for=here)
        messages.success(request, "Signed out everywhere but here.")
        return redirect("sessions")
    return respond(request, "accounts/sessions.html", {"sessions": sessions_of(person=person), "here": here})


@login_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Delete this account once its password was given; what it contributed stays."""
    person = cast(User, request.user)
    form = DeleteAccountForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accounts.delete_account(person=person)
        logout(request)
        messages.success(request, "Your account is deleted.")
        return redirect("home")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return respond(request, "accounts/delete.html", {"form": form}, status=status)
