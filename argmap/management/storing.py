"""Storing made-up arguments, and filling the desk about one, for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from django.db import connection
from django.db.models import QuerySet

from argmap.graph.model import Stance, Voice
from argmap.management.synthetic import MAIN_CLAIMS, Argument, make_argument
from argmap.models import Citation, Claim, DeskItem, Inference, Passage, Post, Premise, Source, User, Wording
from argmap.models.desk_item import ItemKind
from argmap.models.fields import Role
from argmap.models.user import UserRole
from argmap.operations.changes import changing
from argmap.prose import markup
from argmap.prose.canonical import canonical_text
from argmap.prose.passages import anchor

ROWS_AT_ONCE = 2_000
CLAIM_PAGES = 30
DESK_ITEMS = 10_000
SCHEMES = ("", "", "established-rule", "verbal-classification", "expert-opinion", "analogy")
VOICES = (Voice.AUTHOR, Voice.AUTHOR, Voice.REPORTED, Voice.EDITOR)


def store(argument: Argument, slug: str) -> Post:
    """Store an argument as a post of its own, places included."""
    text = canonical_text(markup.render(argument.body))
    about = {"title": f"An argument of {len(argument.texts):,} claims", "author": "Nobody", "summary": "Made up."}
    created = Post.objects.create(slug=slug, body=argument.body, text=text, **about)
    with changing(post=created.pk) as change:
        post = change.post
        claims = _store_claims(argument, post)
        _store_passages(argument, post, claims)
        _store_steps(argument, post, claims)
        _store_citations(argument, slug, claims)
    return post


def _store_claims(argument: Argument, post: Post) -> list[Claim]:
    supported = {step.conclusion for step in argument.steps if step.stance is Stance.FOR}
    claims = Claim.objects.bulk_create(
        (
            Claim(
                post=post,
                key=f"C{number}",
                voice=VOICES[number % len(VOICES)],
                granted=number not in supported,
                main_order=number + 1 if number < MAIN_CLAIMS else None,
            )
            for number in range(len(argument.texts))
        ),
        batch_size=ROWS_AT_ONCE,
    )
    wordings = (Wording(claim=claim, number=1, text=text) for claim, text in zip(claims, argument.texts, strict=True))
    Wording.objects.bulk_create(wordings, batch_size=ROWS_AT_ONCE)
    return claims


def _store_passages(argument: Argument, post: Post, claims: Sequence[Claim]) -> None:
    passages, end = [], 0
    for claim, words in argument.stated:
        start = post.text.index(words, end)
        end = start + len(words)
        found = anchor(post.text, start, end)
        passages.append(
            Passage(
                post=post,
                claim=claims[claim],
                role=Role.CLAIM,
                exact=found.exact,
                prefix=found.prefix,
                suffix=found.suffix,
                start=start,
                end=end,
            )
        )
    Passage.objects.bulk_create(passages, batch_size=ROWS_AT_ONCE)


def _store_steps(argument: Argument, post: Post, claims: Sequence[Claim]) -> None:
    """Store the steps in rounds: an undercut can be stored when what it attacks has its id."""
    stored: dict[int, Inference] = {}
    waiting = dict(enumerate(argument.steps))
    while waiting:
        ready = {n: step for n, step in waiting.items() if step.undercuts is None or step.undercuts in stored}
        rows = (
            Inference(
                post=post,
                key=f"I{number}",
                stance=step.stance,
                conclusion=None if step.conclusion is None else claims[step.conclusion],
                undercuts=None if step.undercuts is None else stored[step.undercuts],
                met_wording=None if step.conclusion is None else 1,
                scheme=SCHEMES[number % len(SCHEMES)],
                voice=VOICES[number % len(VOICES)],
            )
            for number, step in ready.items()
        )
        stored.update(zip(ready, Inference.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE), strict=True))
        waiting = {number: step for number, step in waiting.items() if number not in ready}
    premises = (
        Premise(post=post, inference=stored[number], claim=claims[premise], position=position)
        for number, step in enumerate(argument.steps)
        for position, premise in enumerate(step.premises, start=1)
    )
    Premise.objects.bulk_create(premises, batch_size=ROWS_AT_ONCE)


def _store_citations(argument: Argument, slug: str, claims: Sequence[Claim]) -> None:
    sources = Source.objects.bulk_create(
        Source(key=f"{slug}-{number}", kind="case", title=f"Case {number}", citation=f"{number} Made Up {slug}")
        for number in range(argument.sources)
    )
    Citation.objects.bulk_create(
        (
            Citation(claim=claims[claim], source=sources[source], locator="at 12", quotation=words, voice=Voice.EDITOR)
            for claim, source, words in argument.citations
        ),
        batch_size=ROWS_AT_ONCE,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored argument: its post, and some claims from all over it that have reasons."""

    post: int
    slug: str
    claims: Sequence[int]


def fill(size: int) -> Stored:
    """Store an argument of so many claims and bring the database's statistics up to date.

    The claims are those with an undercut reason, and others too where these are few.
    """
    post = store(make_argument(size), f"made-up-{size}")
    reasons = Inference.objects.filter(post=post, stance=Stance.FOR).order_by("conclusion")
    undercut = _conclusions(reasons.filter(undercut_by__isnull=False))
    claims = undercut if len(undercut) >= CLAIM_PAGES else [*dict.fromkeys([*undercut, *_conclusions(reasons)])]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Stored(post.pk, post.slug, claims[:: max(len(claims) // CLAIM_PAGES, 1)][:CLAIM_PAGES])


def _conclusions(steps: QuerySet[Inference]) -> list[int]:
    return [claim for claim in steps.values_list("conclusion", flat=True).distinct() if claim is not None]


def fill_desk(post: int) -> int:
    """Lay thousands of items about the steps of a stored argument on an empty desk; gives who may look at it."""
    DeskItem.objects.all().delete()
    steps = Inference.objects.filter(post=post).order_by("pk").values_list("pk", flat=True)
    DeskItem.objects.bulk_create(
        (
            DeskItem(
                kind=ItemKind.CONTRIBUTION,
                inference_id=step,
                within_id=post,
                basis=str(number),
                key=f"made up {number}",
                weight=number % 100,
            )
            for number, step in enumerate(islice(cycle(steps), DESK_ITEMS))
        ),
        batch_size=ROWS_AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    moderator, _ = User.objects.get_or_create(username="bench", defaults={"role": UserRole.MODERATOR})
    return moderator.pk
