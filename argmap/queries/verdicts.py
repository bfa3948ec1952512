"""What a reader wants to know first of a post: its verdicts, with the words they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.graph.labels import ClaimLabel
from argmap.graph.verdict import Route, Verdict, verdicts
from argmap.models import Claim, Inference, Post, Premise
from argmap.queries.labels import Judgement, labelled


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict on a main claim; `words` are the first premise of the objection that nobody has answered."""

    claim: Claim
    label: str
    route: str
    objection: Inference | None
    words: str


def in_short(posts: Iterable[Post], judgement: Judgement | None = None) -> Mapping[int, list[VerdictView]]:
    """The verdicts of each post, by its id: those stored, or those of a judgement of the one post; three queries."""
    found = {post.pk: _verdicts(post, judgement) for post in posts}
    everything = [verdict for group in found.values() for verdict in group]
    claims = Claim.objects.published().with_wording().in_bulk([verdict.claim for verdict in everything])
    objections = [verdict.objection for verdict in everything if verdict.objection is not None]
    steps = Inference.objects.counting().in_bulk(objections)
    premises = Premise.objects.filter(inference__in=objections, position=1).select_related("claim__wording")
    words = {premise.inference_id: premise.claim.text for premise in premises}
    return {
        post: [
            VerdictView(
                claims[verdict.claim],
                verdict.label,
                verdict.route,
                steps.get(verdict.objection or 0),
                words.get(verdict.objection or 0, "") if verdict.objection in steps else "",
            )
            for verdict in group
            if verdict.claim in claims
        ]
        for post, group in found.items()
    }


def _verdicts(post: Post, judgement: Judgement | None) -> list[Verdict]:
    if judgement is not None and judgement.labelling is not None:
        graph, _ = labelled(post.pk, post.version, judgement.count)
        return verdicts(graph, judgement.labelling)
    return [
        Verdict(stored["claim"], ClaimLabel(stored["label"]), Route(stored["route"]), stored["objection"])
        for stored in post.in_short
    ]
