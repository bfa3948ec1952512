from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from argmap import database
from argmap.backups import FOLDER, backup_name, hash_file, write_backup


class Command(BaseCommand):
    help = "Write everything in the database into one file, with its SHA-256 beside it. The site may run meanwhile."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to; if not given, backups/ and the date")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        file = (file or FOLDER / backup_name()).absolute()
        write_backup(database.database_url(), file)
        size = file.stat().st_size / 1e6
        self.stdout.write(f"Backed up to {file} ({size:.1f} MB); its hash is in {hash_file(file).name}.")
