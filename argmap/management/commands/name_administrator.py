from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from argmap.models import User
from argmap.models.user import UserRole
from argmap.operations.sanctions import NothingToDo, appoint

WHY = "Named by who runs this copy of argmap."


class Command(BaseCommand):
    help = "Make somebody who has an account an administrator, who can name moderators on the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        found = User.objects.filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError(f"Nobody here is called {username}.")
        try:
            appoint(person=found, role=UserRole.ADMINISTRATOR, by=None, reason=WHY)
        except NothingToDo:
            self.stdout.write(f"{username} is an administrator already.")
        else:
            self.stdout.write(f"{username} is an administrator now.")
