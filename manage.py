#!/usr/bin/env python3
"""Django's commands, with the database started for those that need one."""

from __future__ import annotations

import os
import sys
from importlib import import_module

# These open no connection; starting a server for them would only make them slow.
WITHOUT_DATABASE = {"help", "check", "collectstatic", "findstatic", "diffsettings", "startapp"}


def main() -> None:
    """Run one command; what the reader of a message can put right is said in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "argmap.settings")
    from django.core.management import execute_from_command_line

    from argmap import database
    from argmap.environment import CannotStart

    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
        if sys.argv[1:] and sys.argv[1] not in WITHOUT_DATABASE and "--help" not in sys.argv:
            database.acquire()
        execute_from_command_line(sys.argv)
    except CannotStart as obstacle:
        sys.exit(f"argmap: {obstacle}")


if __name__ == "__main__":
    main()
