"""Being signed in, for journeys that are not about signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from argmap.models import User
from argmap.operations.accounts import create_account

PASSWORD = "kept in a safe place"


def member(name: str = "ada") -> User:
    """Somebody with an account and a password."""
    return create_account(username=name, email=f"{name}@example.org", password=PASSWORD)


def as_(person: User) -> dict[str, Any]:
    """Options for a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": "localhost",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }
    return {"storage_state": {"cookies": [cookie], "origins": []}}
