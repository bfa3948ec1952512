from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from argmap.graph.model import Graph
from argmap.models import Claim, Inference, Post, Premise, Wording
from argmap.operations.changes import derive
from argmap.queries.graphs import load_structure

CLAIM_COLUMNS = ("leads_to", "depth", "behind", "label", "why")
STEP_COLUMNS = ("label", "why")
#: What is stored with a claim or a step that does not count.
NO_CLAIM, NO_STEP = (None, None, 0, None, None), (None, None)


class Command(BaseCommand):
    help = "Label every post anew and compare that with what is stored; names each difference and writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="posts to check; all of them if none is named")

    def handle(self, *args: Any, slugs: Sequence[str], verbosity: int, **options: Any) -> None:
        posts = Post.objects.defer("body", "text").order_by("slug")
        known = set(posts.values_list("slug", flat=True))
        if unknown := [slug for slug in slugs if slug not in known]:
            raise CommandError(f"There is no post {', '.join(unknown)}.")
        found = 0
        for post in posts.filter(slug__in=slugs or known):
            for difference in check(post):
                self.stderr.write(f"{post.slug}: {difference}")
                found += 1
        if found:
            raise CommandError(f"{found} difference{'' if found == 1 else 's'}.")
        if verbosity > 0:
            self.stdout.write("What is stored is what follows from the arguments.")


def check(post: Post) -> list[str]:
    """Say in words where a post's graph is broken, and where what is stored is not what follows from it.

    Seven queries at any size; the post is locked meanwhile, so that nobody changes it between two of them.
    """
    with transaction.atomic():
        stored = Post.objects.select_for_update().defer("body", "text").get(pk=post.pk)
        graph = load_structure(stored)
        claims = Claim.objects.filter(post=stored).order_by("pk").values_list("pk", "key", *CLAIM_COLUMNS)
        steps = Inference.objects.filter(post=stored).order_by("pk").values_list("pk", "key", *STEP_COLUMNS)
        derived = derive(graph)
        differences = [*_broken(stored), *_undercuts_in_a_circle(graph)]
        differences += _compare("claim", claims, CLAIM_COLUMNS, derived.claims, NO_CLAIM)
        differences += _compare("step", steps, STEP_COLUMNS, derived.inferences, NO_STEP)
    if stored.in_short != derived.in_short:
        differences.append(f"in short: stored {_said(stored.in_short)}, should be {_said(derived.in_short)}")
    return differences


def _broken(post: Post) -> Iterator[str]:
    """What the database never lets in, but an import past its constraints may have brought."""
    claims, steps = Claim.objects.filter(post=post), Inference.objects.filter(post=post)
    wording = Wording.objects.filter(claim=OuterRef("pk"), number=OuterRef("public_wording"))
    for key in claims.filter(~Exists(wording)).values_list("key", flat=True):
        yield f"claim {key}: its public wording is missing"
    conclusion, undercut = claims.filter(pk=OuterRef("conclusion_id")), steps.filter(pk=OuterRef("undercuts_id"))
    strays = Q(conclusion_id__isnull=False) & ~Exists(conclusion) | Q(undercuts_id__isnull=False) & ~Exists(undercut)
    for key in steps.filter(strays).values_list("key", flat=True):
        yield f"step {key}: what it bears on is not in this post"
    premises = Premise.objects.filter(inference=OuterRef("pk"))
    foreign = premises.filter(~Exists(Claim.objects.filter(pk=OuterRef("claim_id"), post=post)))
    for key, has_premises, has_foreign in steps.filter(Q(~Exists(premises)) | Q(Exists(foreign))).values_list(
        "key", Exists(premises), Exists(foreign)
    ):
        if not has_premises:
            yield f"step {key}: it has no premise"
        if has_foreign:
            yield f"step {key}: a premise of it is not in this post"


def _undercuts_in_a_circle(graph: Graph) -> Iterator[str]:
    """The undercuts that bear on no claim in the end."""
    bearing = [step.id for step in graph.inferences.values() if step.undercuts is None]
    for step in bearing:  # grows while it is walked
        bearing += [undercut.id for undercut in graph.undercuts_of.get(step, ())]
    for id in sorted(graph.inferences.keys() - bearing):
        yield f"step {graph.inferences[id].key}: it undercuts in a circle"


def _compare(
    noun: str,
    rows: Iterable[tuple[Any, ...]],
    columns: Sequence[str],
    derived: Mapping[int, Sequence[Any]],
    nothing: Sequence[Any],
) -> Iterator[str]:
    """Name each column of each row that is not as it follows; rows are pk, key and the columns."""
    for pk, key, *row in rows:
        for column, stored, value in zip(columns, row, derived.get(pk, nothing), strict=True):
            expected = json.loads(value) if column == "why" and value else value
            if stored != expected:
                yield f"{noun} {key}: {column} is {_said(stored)}, should be {_said(expected)}"


def _said(value: Any) -> str:
    """A value as a line of a report can hold it."""
    return value if isinstance(value, str) else json.dumps(value)
