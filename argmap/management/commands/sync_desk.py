from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from argmap.models import DeskItem, Post
from argmap.operations.desk import sync_all


class Command(BaseCommand):
    help = "Bring the moderators' desk up to date with what needs a person."

    def handle(self, *args: Any, **options: Any) -> None:
        sync_all(Post.objects.order_by("pk").values_list("pk", flat=True))
        self.stdout.write(f"{DeskItem.objects.open().count()} items are open.")
