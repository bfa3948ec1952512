"""The posts that ship with argmap, a folder each (docs/notation.md)."""

from __future__ import annotations

from pathlib import Path


def shipped_folders() -> list[Path]:
    """The folders of the shipped posts, in order of their names."""
    here = Path(__file__).parent
    return sorted(folder for folder in here.iterdir() if (folder / "argument.txt").is_file())
