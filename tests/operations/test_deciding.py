"""The table of decisions: every kind of item has some, no key means two of them, and CONTRIBUTING shows the same."""

from __future__ import annotations

import re
from pathlib import Path

from argmap.models.desk_item import ItemKind
from argmap.operations.deciding import CHOICES
from argmap.templatetags.desk import NOUNS

CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"
ROW = re.compile(r"^\| (\S+) \| (.* \(`\w`\)) \|$", re.MULTILINE)


def test_every_kind_of_item_has_decisions_and_is_called_something():
    assert set(CHOICES) == set(ItemKind) == set(NOUNS)
    assert all(CHOICES.values())


def test_no_key_means_two_decisions_or_leads_through_the_desk():
    for choices in CHOICES.values():
        keys = [choice.key for choice in choices]
        assert len(set(keys)) == len(keys)
        assert not set(keys) & set("jkon?")


def test_contributing_shows_the_same_table():
    shown = {kind: words.split(" · ") for kind, words in ROW.findall(CONTRIBUTING.read_text(encoding="utf-8"))}
    assert shown == {kind.value: [f"{it.words} (`{it.key}`)" for it in choices] for kind, choices in CHOICES.items()}
