"""CSL-JSON held against the schema that the Citation Style Language publishes for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

SCHEMA = Draft7Validator(json.loads((Path(__file__).parent / "vendor" / "csl-data.json").read_text()))


def errors_in_csl(items: Any) -> list[str]:
    """What the schema of CSL 1.0.2 has against a document, each with the place it is about."""
    return [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(items)]
