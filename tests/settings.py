"""The settings the tests run with: the real ones, minus what only production has."""

from __future__ import annotations

import os

os.environ.setdefault("SECRET_KEY", "a-key-that-only-tests-sign-with")

from argmap.settings import *  # noqa: F403 - the tests' settings are all of the real ones
from argmap.settings import DATABASES, MIDDLEWARE, STORAGES, WRITE_LIMITS

# The live server of the tests serves plain names from the folders, never collected files.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# All tests come from one address, and quickly; those about limits set their own.
WRITE_LIMITS = [(kind, 100_000, seconds) for kind, _, seconds in WRITE_LIMITS]
ACCOUNT_RATE_LIMITS = dict.fromkeys(("login", "signup", "reset_password", "reset_password_from_key"), "100000/m/ip")
ACCOUNT_RATE_LIMITS |= {"login_failed": "100000/m/ip,5/5m/key", "confirm_email": "100000/m/key"}

if not os.environ.get("DATABASE_URL"):
    # A name of its own for every run, so that two at once do not meet in one database.
    DATABASES["default"]["TEST"] = {"NAME": f"test_argmap_{os.getpid()}"}
