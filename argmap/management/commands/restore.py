from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from argmap import database
from argmap.restoring import restore_backup


class Command(BaseCommand):
    help = "Put a backup in the place of the database; if anything is wrong with it, everything stays as it was."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `manage.py backup` wrote, with its hash beside it")
        parser.add_argument("--force", action="store_true", help="replace what is in the database")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        database.check_is_alone()
        kept = restore_backup(database.database_url(), file.absolute(), replace=force)
        self.stdout.write(f"Restored {file}. Everybody has to sign in again.")
        if kept:
            self.stdout.write(f"What was there before is kept as the database {kept} until the next restore.")
