"""What hangs on an item of the desk: the claims that would get another label by what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.graph.model import Stance
from argmap.graph.suppositions import Suppositions
from argmap.graph.turning import flips_of_each
from argmap.models import Citation, Claim, DeskItem, Inference, Post, Source, Wording
from argmap.models.desk_item import ItemKind
from argmap.queries.effects import Effect, effect_of_granting, effect_of_step
from argmap.queries.labels import labelled

MOST_DEPENDENT = 5


@dataclass(frozen=True, slots=True)
class Dependent:
    """A claim whose label would change."""

    claim: Claim
    becomes: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """The first claims that would change, main ones before others, and how many they are.

    They would change if the item's claim or step did not hold; of something that waits (`is_to_come`) once it is
    published.
    """

    claims: Sequence[Dependent] = ()
    total: int = 0
    is_to_come: bool = False


def hanging_on(item: DeskItem, claim: Claim | None) -> Hanging:
    """What hangs on an item about a claim or a step; six queries at most, and four once the post is in memory."""
    within = claim.post_id if claim is not None else item.inference.post_id if item.inference is not None else None
    if within is None:
        return Hanging()
    post = Post.objects.only("pk", "version").get(pk=within)
    effect = _once_published(item, post) if item.kind == ItemKind.WAITING else None
    if effect is not None:
        shown = [Dependent(it.claim, it.becomes) for it in effect.changed[:MOST_DEPENDENT]]
        return Hanging(shown, effect.total, is_to_come=True)
    return _if_it_did_not_hold(item, claim, post)


def _once_published(item: DeskItem, post: Post) -> Effect | None:
    """What publishing a step, or a wording that is granted otherwise, would change; None where nothing would."""
    if (step := item.inference) is not None:
        target = _target_of(step)
        premises = {premise.claim.merged_into_id or premise.claim_id for premise in step.premises.all()}
        graph, _ = labelled(post.pk, post.version)
        is_new, stance = not premises <= graph.claims.keys(), Stance(step.stance)
        return effect_of_step(post, target, stance=stance, premises=premises, is_new=is_new) if target else None
    if item.claim is not None and item.basis.startswith("wording "):
        wording = Wording.objects.get(claim=item.claim, number=int(item.basis.removeprefix("wording ")))
        if wording.granted is not None and wording.granted != item.claim.granted:
            return effect_of_granting(post, item.claim, granted=wording.granted)
    return None


def _target_of(step: Inference) -> Claim | Inference | None:
    target = step.conclusion or step.undercuts
    return target.survivor if target is not None else None


def _if_it_did_not_hold(item: DeskItem, claim: Claim | None, post: Post) -> Hanging:
    """What would change if the claim, or the step, did not hold; the structure is kept."""
    graph, stored = labelled(post.pk, post.version)
    if item.inference_id is not None and item.inference_id in graph.inferences:
        loss = Suppositions(set_aside=frozenset([item.inference_id]))
    elif claim is not None and claim.pk in graph.claims:
        loss = Suppositions(denied=frozenset([claim.pk]))
    else:
        return Hanging()
    flips = next(iter(flips_of_each(graph, stored, [loss])))
    changed = {pk: label for pk, label in flips.claims.items() if claim is None or pk != claim.pk}
    first = sorted(changed, key=lambda pk: (graph.main.index(pk) if pk in graph.main else len(graph.main), pk))
    words = Claim.objects.with_wording().in_bulk(first[:MOST_DEPENDENT])
    return Hanging([Dependent(words[pk], changed[pk]) for pk in first[:MOST_DEPENDENT]], len(changed))


def citing(source: Source) -> list[Citation]:
    """The first few citations that rest on a source, with their claims, in the order of their making; one query."""
    same = Source.objects.same_as([source.pk]).values("pk")
    rows = Citation.objects.published().filter(source__in=same).select_related("claim__wording", "claim__post")
    return list(rows.order_by("pk")[:MOST_DEPENDENT])
