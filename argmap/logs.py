"""What is written down while the site runs: a JSON object a line, with nothing in it about a person.

A line holds no name, no address, no query string, nothing that was typed and no value of a row. So the words of an
exception are left out, which quote what they could not take: its type and the places in the code say where to look.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from argmap.environment import BASE_DIR

request_id: ContextVar[str] = ContextVar("request_id", default="")

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
OURS = "argmap"
FRAMES = 12
SQL_LENGTH = 2000


def new_request_id(given: str = "") -> str:
    """Return the name of a request in the logs: the one given, if it is well-formed, or a new one."""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON: when, how bad, whose, in which request, and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
            "request": request_id.get(),
            **getattr(record, "fields", {}),
            "exceptions": _exceptions(record.exc_info[1] if record.exc_info else None),
        }
        return json.dumps({name: value for name, value in line.items() if value not in ("", None, [])})


def _message(record: logging.LogRecord) -> str:
    """Our own words; of others' only what they wrote before they filled it in, and where they wrote it."""
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    said = f"{record.msg} " if isinstance(record.msg, str) and record.args else ""
    return f"{said}({_place(record.pathname, record.lineno)})"


def _exceptions(error: BaseException | None) -> list[dict[str, Any]]:
    """The types of an exception and of what led to it, each with the innermost places in the code."""
    found: list[dict[str, Any]] = []
    while error is not None and len(found) < 5:
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        places = [f"{_place(frame.filename, frame.lineno)} {frame.name}" for frame in frames]
        found.append({"type": f"{type(error).__module__}.{type(error).__qualname__}", "at": places})
        error = error.__cause__ or error.__context__
    return found


def _place(file: str, line: int | None) -> str:
    path = Path(file)
    inside = path.relative_to(BASE_DIR) if path.is_relative_to(BASE_DIR) else path
    parts = inside.parts
    if "site-packages" in parts:
        parts = parts[parts.index("site-packages") + 1 :]
    return f"{'/'.join(parts)}:{line}"


class Queries:
    """Counts the queries of a request, and warns of each that took too long; for `connection.execute_wrapper`."""

    def __init__(self, *, slow: int) -> None:
        self.slow = slow  # milliseconds; 0 warns of none
        self.count = 0

    def __call__(self, execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any) -> Any:
        began = perf_counter()
        try:
            return execute(query, params, many, context)
        finally:
            took = perf_counter() - began
            self.count += 1
            if 0 < self.slow <= took * 1000:
                text = " ".join(str(query).split())[:SQL_LENGTH]
                logging.getLogger("argmap.slow_query").warning(
                    "slow query", extra={"fields": {"ms": milliseconds(took), "sql": text}}
                )


def milliseconds(seconds: float) -> float:
    """Return a time as a line says it."""
    return round(seconds * 1000, 1)
