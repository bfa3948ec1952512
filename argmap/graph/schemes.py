"""The kinds of reasoning that a step can name, and the questions to ask of each, as read from `schemes.toml`.

A critical question is more than a hint: its answer, if bad, defeats the argument at a definite place
(Verheij, “Dialectical argumentation with argumentation schemes: an approach to legal logic”, Artificial
Intelligence and Law 11, 2003). Here the place is one of three, and the graph has a move for each: a rebuttal
of a premise, an undercut of the step, a rebuttal of the conclusion.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any


class Strikes(StrEnum):
    """What a bad answer to a question strikes."""

    PREMISE = "premise"
    STEP = "step"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Question:
    """A critical question; its key is unique among the questions of all schemes."""

    key: str
    text: str
    strikes: Strikes


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of reasoning: `by` is how its ruled line reads (“by analogy”), `source` where it is described.

    A source is one or more of “short reference: name there”, joined by semicolons; LITERATURE has the works.
    """

    key: str
    name: str
    by: str
    pattern: str
    source: str
    questions: tuple[Question, ...]


def _scheme(key: str, table: Mapping[str, Any]) -> Scheme:
    """Build a scheme from its table, its questions in the order premise, step, conclusion."""
    asked = ((name, text, strikes) for strikes in Strikes for name, text in table.get(strikes, {}).items())
    described = {field: value for field, value in table.items() if field not in set(Strikes)}
    return Scheme(key, **described, questions=tuple(Question(*question) for question in asked))


_FILE = tomllib.loads(Path(__file__).with_name("schemes.toml").read_text(encoding="utf-8"))

#: short reference → the work in full
LITERATURE: Mapping[str, str] = MappingProxyType(_FILE["literature"])
#: key → scheme, kin beside kin as in the file
SCHEMES: Mapping[str, Scheme] = MappingProxyType({key: _scheme(key, table) for key, table in _FILE["schemes"].items()})
