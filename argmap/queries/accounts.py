"""Reads about a person's own account."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from argmap.models import User


@dataclass(frozen=True, slots=True)
class AccountState:
    """What an account's own page says about it."""

    email: str
    is_verified: bool
    has_two_factor: bool
    sessions: int


def account_state(*, person: User) -> AccountState:
    """Look an account up, in three queries."""
    address = EmailAddress.objects.filter(user=person, primary=True).first()
    return AccountState(
        email=address.email if address else person.email,
        is_verified=bool(address and address.verified),
        has_two_factor=Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists(),
        sessions=len(sessions_of(person=person)),
    )


def sessions_of(*, person: User) -> list[UserSession]:
    """Where a person is signed in, the latest first."""
    living = Session.objects.filter(expire_date__gt=timezone.now())
    return list(
        UserSession.objects.filter(user=person, session_key__in=living.values("session_key")).order_by("-created_at")
    )
