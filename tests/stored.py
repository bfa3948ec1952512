"""Any graph as rows, quicker than a folder is loaded."""

from __future__ import annotations

from argmap.graph.model import Graph
from argmap.models import Claim, Inference, Post, Premise, User, Wording
from argmap.operations.changes import changing

#: Far from what the database counts up by itself.
FAR = 10**9


def store(graph: Graph, *, by: User | None = None) -> Post:
    """A post with the claims and steps of a graph, their ids moved by FAR, all of them contributed by one person."""
    post = Post.objects.create(slug="drawn", title="Drawn", author="Chance", summary="Any graph.", body="x", text="x")
    common = {"post": post, "voice": "reader", "contributor": by}
    with changing(post=post.pk) as change:
        Claim.objects.bulk_create(
            Claim(pk=FAR + it.id, key=it.key, granted=it.granted, **common) for it in graph.claims.values()
        )
        Wording.objects.bulk_create(
            Wording(claim_id=FAR + id, number=1, text=f"Claim {id}.", contributor=by) for id in graph.claims
        )
        Inference.objects.bulk_create(
            Inference(
                pk=FAR + it.id,
                key=it.key,
                stance=it.stance,
                conclusion_id=FAR + it.conclusion if it.conclusion else None,
                undercuts_id=FAR + it.undercuts if it.undercuts else None,
                met_wording=1 if it.conclusion else None,
                **common,
            )
            for it in graph.inferences.values()
        )
        Premise.objects.bulk_create(
            Premise(post=post, inference_id=FAR + it.id, claim_id=FAR + claim, position=position)
            for it in graph.inferences.values()
            for position, claim in enumerate(it.premises, start=1)
        )
    return change.post
