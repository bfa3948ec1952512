from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from argmap.graph.notation import NotationError
from argmap.operations.loading import EditedOnSite, load_post


class Command(BaseCommand):
    help = "Load a post's folder (docs/notation.md), or bring the post up to date with it. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="the files win over edits made on the site")

    def handle(self, *args: Any, folder: Path, overwrite: bool, verbosity: int, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        tell = self.stdout.write if verbosity > 0 else lambda step: None
        try:
            report = load_post(folder=folder, overwrite=overwrite, tell=lambda step: tell(f"  {step}"))
        except NotationError as error:
            mistakes = "\n".join(
                f"{folder / mistake.place.file}:{mistake.place.line}: {mistake.reason}" for mistake in error.mistakes
            )
            raise CommandError(f"{mistakes}\nNothing was written.") from error
        except EditedOnSite as error:
            edits = "\n".join(map(str, error.edits))
            raise CommandError(f"{edits}\nNothing was written. With --overwrite the files win.") from error
        counts = ", ".join(f"{count} {what}" for what, count in report.counts.items())
        tell(f"{report.post.slug}: {counts or 'nothing changed'}.")
