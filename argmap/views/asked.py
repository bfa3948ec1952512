"""What a reader asks for in the query string, read without ever failing: what makes no sense is left out."""

from __future__ import annotations

from django.http import HttpRequest

#: Ids are 64-bit; a longer number is no id.
LARGEST_ID = 2**63 - 1


def number(request: HttpRequest, name: str, *, most: int = LARGEST_ID) -> int | None:
    """A whole number from 1 to `most` from the query string, or None."""
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdecimal()) or len(value) > 19:
        return None
    found = int(value)
    return found if 1 <= found <= most else None


def words(request: HttpRequest, name: str, *, most: int = 100) -> str:
    """A short text from the query string, without control characters."""
    value = request.GET.get(name, "")[:most]
    return "".join(character for character in value if character.isprintable()).strip()
