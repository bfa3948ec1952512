from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from argmap.models import Citation, Post
from argmap.operations.changes import changing
from argmap.operations.checking import check_post


class Command(BaseCommand):
    help = "Check every quotation against the texts on file again, and store what is found."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        for post in Post.objects.defer("body", "text").order_by("slug"):
            with changing(post=post.pk) as change:
                changed = check_post(post=change.post)
            if verbosity > 0:
                self.stdout.write(f"{post.slug}: {len(changed)} quotations are found otherwise than before.")
                self.stdout.write(f"  {_tally(post) or 'no quotations'}")


def _tally(post: Post) -> str:
    """How many published quotations of a post there are of each verdict, the most frequent first."""
    verdicts = Citation.objects.published().filter(claim__post=post, found__isnull=False)
    counts = Counter(verdicts.values_list("found__verdict", flat=True))
    return ", ".join(f"{verdict}: {count}" for verdict, count in counts.most_common())
