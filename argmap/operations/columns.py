"""Which field of the notation (docs/notation.md) goes into which column."""

from __future__ import annotations

POST_COLUMNS = {
    "title": "title",
    "author": "author",
    "also_known_as": "also-known-as",
    "origin": "origin",
    "provenance": "provenance",
    "published": "published",
    "rights": "rights",
    "summary": "summary",
}
SOURCE_COLUMNS = {
    "kind": "kind",
    "title": "title",
    "citation": "citation",
    "edition": "edition",
    "date": "date",
    "address": "address",
    "archived_address": "archived",
    "rights": "rights",
    "note": "note",
}
