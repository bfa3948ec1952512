"""What a reader wants to know first of a post: its verdicts, with the words they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.graph.labels import ClaimLabel, InferenceLabel
from argmap.graph.verdict import Route, Verdict, verdicts
from argmap.models import Claim, Inference, Post
from argmap.queries.labels import Judgement, labelled
from argmap.queries.openings import first_words


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict on a main claim; `words` are the first premise of the strongest objection, `hits` what it is against.

    `turns_on` is the nearest claim whose denial alone would change its label, to what it `becomes`; `is_firm` says that
    nothing alone would. `is_disputed` says that the objection does not apply as it is: something is said against it.
    """

    claim: Claim
    label: str
    route: str
    objection: Inference | None
    hits: Claim | Inference | None
    words: str
    is_disputed: bool
    turns_on: Claim | None
    becomes: str | None
    is_firm: bool


def in_short(posts: Iterable[Post], judgement: Judgement | None = None) -> Mapping[int, list[VerdictView]]:
    """The verdicts of each post, by its id: those stored, or those of a judgement of the one post; three queries."""
    found = {post.pk: _verdicts(post, judgement) for post in posts}
    everything = [verdict for group in found.values() for verdict in group]
    shown = {claim for verdict in everything for claim in (verdict.claim, verdict.turns_on) if claim is not None}
    claims = Claim.objects.published().with_wording().in_bulk(shown)
    objections = [verdict.objection for verdict in everything if verdict.objection is not None]
    steps = Inference.objects.counting().with_target().in_bulk(objections)
    words = first_words(objections)

    def view(verdict: Verdict) -> VerdictView:
        objection = steps.get(verdict.objection or 0)
        return VerdictView(
            claim=claims[verdict.claim],
            label=verdict.label,
            route=verdict.route,
            objection=objection,
            hits=objection and (objection.bears_on or objection.attacks),
            words=words.get(objection.pk, "") if objection else "",
            is_disputed=_label_of(objection, judgement) != InferenceLabel.APPLIES,
            turns_on=claims.get(verdict.turns_on or 0),
            becomes=verdict.becomes,
            is_firm=verdict.is_firm,
        )

    return {post: [view(verdict) for verdict in group if verdict.claim in claims] for post, group in found.items()}


def _label_of(step: Inference | None, judgement: Judgement | None) -> str | None:
    return (judgement or Judgement()).of_inference(step.pk, step.label)[1] if step is not None else None


def _verdicts(post: Post, judgement: Judgement | None) -> list[Verdict]:
    if judgement is not None and judgement.labelling is not None:
        graph, _ = labelled(post.pk, post.version, judgement.count)
        return verdicts(graph, judgement.labelling)
    return [
        Verdict(**stored | {"label": ClaimLabel(stored["label"]), "route": Route(stored["route"])})
        for stored in post.in_short
    ]
