from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from argmap.library import shipped_folders
from argmap.models import Post


class Command(BaseCommand):
    help = "Load the posts that ship with argmap, if the database holds no post yet."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if Post.objects.exists():
            return
        for folder in shipped_folders():
            call_command("load_post", str(folder), verbosity=verbosity)
