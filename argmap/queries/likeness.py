"""Is it there already? Claims and steps that say something like what somebody is writing, or exactly that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from argmap.graph.model import Stance
from argmap.models import Claim, Inference, Post, Premise
from argmap.models.inference import InferenceQuerySet
from argmap.queries.alike import alike, alike_among, stems, storable
from argmap.queries.openings import first_words

#: From where on something is like something else: as found by trying sentences on the posts that ship.
LIKE_A_CLAIM, LIKE_A_MOVE = 0.22, 0.15
MOST_MOVES = 5
#: So many characters may the normalised words of a claim be fewer than its own.
SLACK = 20
#: Quotation marks, of whatever kind, and the two that they are taken for.
MARKS = dict.fromkeys(map(ord, "“”„«»"), '"') | dict.fromkeys((0x2018, 0x2019, 0x201A, 0x60, 0xB4), "'")
SAME_WORDS = f"""
    SELECT COALESCE(claim.merged_into_id, claim.id), wording.text
    FROM argmap_wording AS wording
         JOIN argmap_claim AS claim ON claim.id = wording.claim_id AND claim.public_wording = wording.number
    WHERE claim.post_id = %(post)s
      AND COALESCE((SELECT state FROM argmap_claim WHERE id = claim.merged_into_id), claim.state) = 'published'
      AND ({stems("wording.text")} @@ plainto_tsquery('english', %(words)s)
           OR numnode(plainto_tsquery('english', %(words)s)) = 0)
      AND abs(length(wording.text) - length(%(words)s)) <= %(slack)s
    ORDER BY claim.id
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A claim that says something like a text, how alike they are from 0 to 1, and the steps that use it."""

    claim: Claim
    likeness: float
    uses: Sequence[Inference]


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """A step that answers another: it undercuts it, or rebuts a premise of it; `words` are its own first premise."""

    step: Inference
    words: str


@dataclass(frozen=True, slots=True)
class MoveLikeness:
    """A step whose premises say something like a text, how alike from 0 to 1, and what already answers it."""

    step: Inference
    likeness: float
    premises: Sequence[Claim]
    answers: Sequence[AnswerFound]


def similar_claims(post: Post, text: str, *, most: int = 5) -> list[Likeness]:
    """The published claims of a post that say something like a text, the most alike first; at most four queries.

    They share at least two words with it, spelled alike if not the same. Any text may be asked for; one without words
    is like no claim.
    """
    found = {pk: score for pk, score in alike(post.pk, text).items() if score >= LIKE_A_CLAIM}
    chosen = sorted(found, key=lambda pk: (-found[pk], pk))[:most]
    claims = Claim.objects.with_wording().select_related("contributor").in_bulk(chosen)
    uses = _uses(chosen)
    return [Likeness(claims[pk], found[pk], uses.get(pk, ())) for pk in chosen]


def similar_moves(target: Claim | Inference, text: str, *, stance: Stance) -> list[MoveLikeness]:
    """The steps at a target, with this stance, whose premises say something like a text; five queries at most.

    The most alike first, each as alike as the best of its premises.
    """
    steps = {step.pk: step for step in steps_at(target, stance).order_by("pk")}
    premises = _premises(steps)
    scores = alike_among({claim.pk for claims in premises.values() for claim in claims}, text)
    found = {pk: max(scores.get(claim.pk, 0.0) for claim in premises[pk]) for pk in premises}
    likely = (pk for pk, score in found.items() if score >= LIKE_A_MOVE)
    chosen = sorted(likely, key=lambda pk: (-found[pk], pk))[:MOST_MOVES]
    answers = _answers({pk: premises[pk] for pk in chosen})
    return [MoveLikeness(steps[pk], found[pk], premises[pk], answers.get(pk, ())) for pk in chosen]


def same_move(
    target: Claim | Inference, *, stance: Stance, texts: Iterable[str], claims: Collection[int] = ()
) -> Inference | None:
    """The step at a target, with this stance, that has exactly these premises, new ones as texts and others by id.

    Premises are the same where their normalised words are, in any order; three queries.
    """
    there = Claim.objects.filter(pk__in=claims).with_wording() if claims else ()
    asked = {normalised(text) for text in (*texts, *(claim.text for claim in there))}
    steps = {step.pk: step for step in steps_at(target, stance).order_by("pk")}
    premises = _premises(steps)
    same = (pk for pk in steps if {normalised(claim.text) for claim in premises[pk]} == asked)
    return next((steps[pk] for pk in same), None)


def same_claim(post: Post, text: str) -> Claim | None:
    """The published claim of a post with the same normalised words, the oldest if there are several; two queries.

    One that was merged is found by its own words, too, and its survivor given.
    """
    asked = normalised(storable(text))
    with connection.cursor() as cursor:
        cursor.execute(SAME_WORDS, {"post": post.pk, "words": asked, "slack": SLACK})
        same = next((pk for pk, words in cursor.fetchall() if normalised(words) == asked), None)
    return Claim.objects.with_wording().get(pk=same) if same is not None else None


def normalised(text: str) -> str:
    """A sentence for comparison: without case, quotation marks of one kind, single spaces, and no stop at the end."""
    spaced = " ".join(text.translate(MARKS).casefold().split())
    return spaced.rstrip(" .").strip()


def steps_at(target: Claim | Inference, stance: Stance | str) -> InferenceQuerySet:
    """The steps at a target, with this stance, that count."""
    steps = Inference.objects.bearing_on if isinstance(target, Claim) else Inference.objects.undercutting
    return steps([target.pk]).filter(stance=stance).counting().select_related("contributor")


def _premises(steps: Collection[int]) -> Mapping[int, list[Claim]]:
    """The premises of each of these steps, in order; one query."""
    found: dict[int, list[Claim]] = {pk: [] for pk in steps}
    rows = Premise.objects.filter(inference__in=list(steps)).select_related(
        "claim__wording", "claim__merged_into__wording"
    )
    for premise in rows.order_by("inference", "position"):
        if premise.used not in found[premise.inference_id]:
            found[premise.inference_id].append(premise.used)
    return found


def _uses(claims: Collection[int]) -> Mapping[int, list[Inference]]:
    """The steps that count and use each of these claims, with what they bear on; two queries."""
    premises = Premise.objects.filter(claim__in=Claim.objects.same_as(claims).values("pk")).order_by("inference")
    used = list(premises.values_list(Coalesce("claim__merged_into", "claim"), "inference"))
    steps = Inference.objects.counting().with_target()
    counting = steps.in_bulk({step for _, step in used})
    found: dict[int, list[Inference]] = defaultdict(list)
    for claim, step in used:
        if step in counting:
            found[claim].append(counting[step])
    return found


def _answers(moves: Mapping[int, Sequence[Claim]]) -> Mapping[int, list[AnswerFound]]:
    """What answers each of these steps, given with their premises; two queries."""
    premises = {claim.pk for claims in moves.values() for claim in claims}
    of_steps, of_claims = Inference.objects.same_as(moves).values("pk"), Claim.objects.same_as(premises).values("pk")
    against = Q(undercuts__in=of_steps) | Q(conclusion__in=of_claims, stance=Stance.AGAINST)
    steps = list(Inference.objects.filter(against).counting().with_target().order_by("pk"))
    words = first_words(step.pk for step in steps)
    return {
        pk: [
            AnswerFound(step, words[step.pk])
            for step in steps
            if (step.attacks is not None and step.attacks.pk == pk) or step.bears_on in claims
        ]
        for pk, claims in moves.items()
    }
