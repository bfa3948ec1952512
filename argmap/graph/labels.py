"""The labels of claims and inferences, and the form in which a label says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ClaimLabel(StrEnum):
    """Who has the last word about a claim."""

    STANDS = "stands"
    CONTESTED = "contested"
    FALLS = "falls"


class InferenceLabel(StrEnum):
    """Whether an inference can be relied on."""

    APPLIES = "applies"
    OPEN = "open"
    FAILS = "fails"


class WhyCode(StrEnum):
    """What decided a label, or keeps it undecided."""

    SUPPOSED = "supposed"
    ANSWERED = "answered"
    SUPPORTED = "supported"
    GRANTED = "granted"
    REBUTTED = "rebutted"
    UNSUPPORTED = "unsupported"
    IN_A_CIRCLE = "in a circle"
    BOTH_SIDES_UNANSWERED = "both sides unanswered"
    RESTS_ON_CONTESTED = "rests on contested"

    PREMISES_STAND = "premises stand"
    PREMISE_FALLS = "premise falls"
    UNDERCUT = "undercut"
    SET_ASIDE = "set aside"
    WAITS_ON_PREMISE = "waits on premise"
    WAITS_ON_UNDERCUT = "waits on undercut"


class Why(NamedTuple):
    """What decided a label, or keeps it undecided, with the ids of the claims and inferences that did."""

    code: WhyCode
    claims: tuple[int, ...] = ()
    inferences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelling:
    """A label and a why for every claim and every inference of a graph, by id."""

    claims: Mapping[int, ClaimLabel]
    inferences: Mapping[int, InferenceLabel]
    claim_whys: Mapping[int, Why]
    inference_whys: Mapping[int, Why]
