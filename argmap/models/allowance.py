from __future__ import annotations

from django.db import models


class Allowance(models.Model):
    """How often somebody wrote in the time that ends at `ends_at`; the key is a keyed hash of who that is."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.used} until {self.ends_at:%H:%M:%S}"
