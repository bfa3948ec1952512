"""The labels a page shows: those stored with the graph, or those under a reader's suppositions or a narrower count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from argmap.graph.labelling import label
from argmap.graph.labels import ClaimLabel, Labelling, Why
from argmap.graph.model import Graph, Voice
from argmap.graph.suppositions import NONE, Suppositions, read_suppositions
from argmap.models import Claim, Inference, Post
from argmap.queries.graphs import Count, load_structure

#: Whose claims are the post's own.
OWN = (Voice.AUTHOR, Voice.REPORTED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a page judges an argument; `labelling` is None where the stored labels hold.

    `stored` are the labels without the suppositions, to show what changed; `messages` say what was left out.
    """

    suppositions: Suppositions = NONE
    count: Count = Count.ALL
    labelling: Labelling | None = None
    stored: Labelling | None = None
    messages: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """The part of an address that asks for this judgement again; empty for the usual one."""
        count = "" if self.count is Count.ALL else f"count={self.count}"
        return "&".join(filter(None, (self.suppositions.query, count)))

    @property
    def changed(self) -> list[int]:
        """The claims, not themselves supposed, that have another label than without the suppositions, by id."""
        if self.labelling is None or self.stored is None:
            return []
        supposed = self.suppositions.granted | self.suppositions.denied
        before = self.stored.claims
        changed = (claim for claim, found in self.labelling.claims.items() if found != before.get(claim))
        return [claim for claim in changed if claim not in supposed]

    def of_claim(self, claim: int, stored: str | None) -> tuple[str | None, str | None]:
        """The label of a claim as it was stored, and as it is judged here."""
        return (stored, stored) if self.labelling is None else (stored, self.labelling.claims.get(claim))

    def of_inference(self, inference: int, stored: str | None) -> tuple[str | None, str | None]:
        """The label of a step as it was stored, and as it is judged here."""
        return (stored, stored) if self.labelling is None else (stored, self.labelling.inferences.get(inference))

    def why(self, thing: Claim | Inference) -> Why | None:
        """What decided the label of a claim or step, if it counts."""
        if self.labelling is not None:
            whys = self.labelling.claim_whys if isinstance(thing, Claim) else self.labelling.inference_whys
            return whys.get(thing.pk)
        return Why(thing.why["code"], tuple(thing.why["claims"]), tuple(thing.why["inferences"])) if thing.why else None


def judge(post: Post, parameters: Mapping[str, str]) -> Judgement:
    """Read suppositions and count from an address and label the post's graph accordingly.

    Asks the database only where the address says something: three queries the first time, none while the post's version
    stays. Never raises for what an address may hold; what cannot be taken is dropped with a message.
    """
    messages: list[str] = []
    if not any(name in parameters for name in ("grant", "deny", "without", "count")):
        return Judgement()
    count = Count.ALL
    if (asked := parameters.get("count", Count.ALL)) in list(Count):
        count = Count(asked)
    else:
        messages.append("There is no such way of counting, so everything is counted.")
    graph, stored = labelled(post.pk, post.version, count)
    suppositions, dropped = read_suppositions(parameters, claims=graph.claims, inferences=graph.inferences)
    if not suppositions and count is Count.ALL:
        return Judgement(messages=messages + dropped)
    return Judgement(suppositions, count, label(graph, suppositions=suppositions), stored, messages + dropped)


@lru_cache(maxsize=8)
def labelled(post: int, version: int, count: Count = Count.ALL) -> tuple[Graph, Labelling]:
    """The structure of a post's graph with its labels, kept in memory while its version stays."""
    graph = load_structure(post, count=count)
    return graph, label(graph)


def stored_labels(post: int) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The stored labels of a post's claims and steps, by id; two queries."""
    claims = Claim.objects.filter(post=post).values_list("pk", "label")
    steps = Inference.objects.filter(post=post).values_list("pk", "label")
    return {pk: label for pk, label in claims if label}, {pk: label for pk, label in steps if label}


def tallies(posts: Collection[int], judgement: Judgement | None = None) -> Mapping[int, Mapping[str, int]]:
    """How many of each post's own claims have each label, by post; one query.

    A judgement is of the one post there is; what does not count under it is left out.
    """
    own = Claim.objects.published().filter(post__in=posts, voice__in=OWN)
    found: dict[int, Counter[str]] = {post: Counter() for post in posts}
    for pk, post, stored in own.values_list("pk", "post_id", "label"):
        _, now = (judgement or Judgement()).of_claim(pk, stored)
        if now is not None:
            found[post][now] += 1
    return {post: {name: counted[name] for name in ClaimLabel if counted[name]} for post, counted in found.items()}


def shown_labels(post: int, judgement: Judgement) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The labels of a post's claims and steps as they are judged, by id; no query under suppositions, else two."""
    if judgement.labelling is None:
        return stored_labels(post)
    return judgement.labelling.claims, judgement.labelling.inferences
