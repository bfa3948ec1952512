"""Posts as the home page and the reading page show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from argmap.graph.model import Stance, State, Voice
from argmap.models import Claim, Inference, Passage, Post, Premise, Remark
from argmap.queries.appreciations import numbers
from argmap.queries.doubts import Doubt, doubts_by_claim
from argmap.queries.labels import tallies
from argmap.queries.passages import remarks_on
from argmap.queries.verdicts import VerdictView, in_short


@dataclass(frozen=True, slots=True)
class Entry:
    """A post with its verdicts, how its own claims stand, and how much there is to it."""

    post: Post
    verdicts: Sequence[VerdictView]
    tally: Mapping[str, int]
    claims: int
    appreciations: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said against a claim: the rebuttal, whether a moderator has seen it, and its first premise in words."""

    step: int
    claim: int
    text: str
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The passages of a post in reading order, the remarks on its words, what is said against the claims of the
    passages and what is doubtful about their quotations, and how much readers added.
    """

    passages: Sequence[Passage]
    remarks: Sequence[Remark]
    answers: Mapping[int, Sequence[Answer]]
    doubts: Mapping[int, Sequence[Doubt]]
    contributions: int


def entries() -> list[Entry]:
    """All posts, newest first, with their verdicts; six queries."""
    published = Count("claims", filter=Q(claims__state=State.PUBLISHED))
    posts = list(Post.objects.defer("body", "text").annotate(claim_count=published).order_by("-created_at", "-pk"))
    verdicts, tally = in_short(posts), tallies([post.pk for post in posts])
    appreciated = numbers()
    return [
        Entry(post, verdicts[post.pk], tally[post.pk], post.claim_count, appreciated.get(post.pk, 0)) for post in posts
    ]


def read_page(post: Post) -> ReadPage:
    """The passages of a post, the remarks on it and what bears on its claims; eight queries at most."""
    rows = Passage.objects.filter(post=post).shown().with_claims()
    passages = list(rows.order_by("start", "-end", "pk"))
    claims = {claim.pk for passage in passages if (claim := passage.stated) is not None}
    return ReadPage(passages, remarks_on(post), answers_to(claims), doubts_by_claim(claims), _contributions(post))


def answers_to(claims: set[int]) -> Mapping[int, list[Answer]]:
    """The rebuttals that count against each of these claims, each with its first premise; one query."""
    rebuttals = Inference.objects.bearing_on(claims).filter(stance=Stance.AGAINST).counting()
    premises = Premise.objects.filter(inference__in=rebuttals, position=1)
    premises = premises.select_related("claim__wording", "claim__merged_into__wording", "inference__conclusion")
    found: dict[int, list[Answer]] = defaultdict(list)
    for premise in premises.order_by("inference"):
        answered = premise.inference.conclusion
        if answered is not None:
            claim = answered.merged_into_id or answered.pk
            step = premise.inference
            found[claim].append(Answer(step.pk, premise.used.pk, premise.used.text, step.is_reviewed))
    return found


def _contributions(post: Post) -> int:
    """How many published claims, steps and remarks readers have added to a post."""
    added = {"post": post, "voice": Voice.READER, "state": State.PUBLISHED}
    noted = Remark.objects.published().filter(post=post).count()
    return Claim.objects.filter(**added).count() + Inference.objects.filter(**added).count() + noted
