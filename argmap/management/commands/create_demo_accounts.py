from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from argmap.environment import DATABASE_URL
from argmap.operations import accounts


class Command(BaseCommand):
    help = "Make accounts to try argmap with, if the embedded database holds nobody yet, and print their passwords."

    def handle(self, *args: Any, **options: Any) -> None:
        passwords = {} if DATABASE_URL else accounts.create_demo_accounts()
        if passwords:
            lines = "".join(f"{username}: {password}\n" for username, password in passwords.items())
            self.stdout.write(f"\nAccounts to try it with. Their passwords are shown this once:\n\n{lines}")
