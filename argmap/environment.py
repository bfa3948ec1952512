"""What the environment says: typed readers, and what more than one part needs to know."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


class CannotStart(ImproperlyConfigured):
    """Something outside the code is in the way; the message is one plain sentence saying what to do."""


def env_text(name: str, default: str = "") -> str:
    """Return the variable without surrounding blanks, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def env_flag(name: str, default: bool) -> bool:
    """Return a yes or no written as 1/0, true/false, yes/no or on/off; raise CannotStart for others."""
    value = env_text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise CannotStart(f"{name} must be 1 or 0, not {value!r}.")
    return default


def env_choice(name: str, allowed: Sequence[str]) -> str:
    """Return one of the words allowed, the first one when the variable is unset; raise CannotStart for others."""
    value = env_text(name, allowed[0]).lower()
    if value not in allowed:
        raise CannotStart(f"{name} must be {' or '.join(allowed)}, not {value!r}.")
    return value


def env_list(name: str, *, lower: bool = False) -> list[str]:
    """Return what stands between commas, without blanks, in lower case if asked."""
    value = env_text(name)
    return [part.strip() for part in (value.lower() if lower else value).split(",") if part.strip()]


def env_number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """Return a whole number between two bounds, both included; raise CannotStart for others."""
    value = env_text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise CannotStart(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def is_loopback(host: str) -> bool:
    """Say whether a host name or address can only be reached from this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


DATA_DIR = Path(env_text("DATA_DIR", str(BASE_DIR / ".data"))).absolute()
DATABASE_URL = env_text("DATABASE_URL")
HOST = env_text("HOST", "127.0.0.1")
