"""The data folder: the embedded database, the collected static files, and the key a local copy signs with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from argmap.environment import DATA_DIR, CannotStart


def prepare(folder: Path = DATA_DIR) -> None:
    """Create the folder and its key unless they are there; raise CannotStart if it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
        _keep_secret(folder / "secret_key")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotStart(
            f"The data folder {folder} cannot be written ({reason}); set DATA_DIR to one that can."
        ) from error


def secret_key(folder: Path = DATA_DIR) -> str:
    """Return the kept key, so that sessions survive a restart, or a passing one where none is kept."""
    try:
        return (folder / "secret_key").read_text().strip() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)


def _keep_secret(path: Path) -> None:
    """Write a new key beside its place and link it there, so that two first starts agree on one."""
    if path.exists():
        return
    fresh = path.with_name(f".secret_key-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
