"""What may later happen to a source, and how far that goes."""

from __future__ import annotations

from enum import StrEnum


class Treatment(StrEnum):
    """What later happened to a source."""

    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    VACATED = "vacated"
    OVERRULED = "overruled"
    AMENDED = "amended"
    CERT_DENIED = "cert. denied"
    NEWER_EDITION = "newer edition"


class Extent(StrEnum):
    """How far that goes."""

    WHOLE = "in whole"
    PART = "in part"
    OTHER_GROUNDS = "on other grounds"
