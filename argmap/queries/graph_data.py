"""A post's graph as data: what `graph.json` says (docs/graph-json.md). Only published rows appear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models.functions import Coalesce

from argmap.graph.labels import Why
from argmap.models import Citation, Claim, Inference, LaterHistory, Passage, Post, Premise, Source
from argmap.queries.labels import Judgement
from argmap.queries.later_history import histories_of
from argmap.queries.merges import Aliases, aliases_of

Address = Callable[[str, int], str]
PASSAGE_FIELDS = ("exact", "prefix", "suffix", "start", "end", "role")


def graph_data(post: Post, address: Address, judgement: Judgement) -> dict[str, Any]:
    """Read a whole post as plain values for JSON, labelled as it is judged; ten queries.

    What does not count under the judgement has no label. `address` gives the address of a "claim", an "inference" or a
    "source" by its id. `check` is None until it exists.
    """
    claims = _claims(post, address)
    aliases = aliases_of(post)
    inferences = _inferences(post, address, {claim["id"] for claim in claims}, aliases)
    citations = _citations(post)
    _name_merged(claims, aliases.claims)
    _name_merged(inferences, aliases.steps)
    if (labelling := judgement.labelling) is not None:
        _relabel(claims, labelling.claims, labelling.claim_whys)
        _relabel(inferences, labelling.inferences, labelling.inference_whys)
    return {
        "post": {
            "slug": post.slug,
            "title": post.title,
            "author": post.author,
            "origin": post.origin,
            "version": post.version,
            "main": list(Claim.objects.published().main().filter(post=post).values_list("pk", flat=True)),
        },
        "judged": _judged(judgement),
        "claims": claims,
        "inferences": inferences,
        "citations": citations,
        "sources": _sources({citation["source"] for citation in citations}, address),
    }


def _judged(judgement: Judgement) -> dict[str, Any]:
    """Under what the labels hold, and what of the address was left out."""
    made = judgement.suppositions
    return {
        "grant": sorted(made.granted),
        "deny": sorted(made.denied),
        "without": sorted(made.set_aside),
        "count": judgement.count,
        "dropped": judgement.messages,
    }


def _relabel(rows: Iterable[dict[str, Any]], labels: Mapping[int, str], whys: Mapping[int, Why]) -> None:
    for row in rows:
        why = whys.get(row["id"])
        row |= {"label": labels.get(row["id"]), "why": why._asdict() if why else None}


def _name_merged(rows: Iterable[dict[str, Any]], aliases: Mapping[int, int]) -> None:
    """Name with each row the ids of those that it stands for."""
    merged: dict[int, list[int]] = defaultdict(list)
    for pk, survivor in sorted(aliases.items()):
        merged[survivor].append(pk)
    for row in rows:
        row["merged"] = merged.get(row["id"], [])


def _claims(post: Post, address: Address) -> list[dict[str, Any]]:
    passages: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Passage.objects.filter(post=post, claim__isnull=False).order_by("start", "pk")
    for claim, *values in rows.values_list("claim_id", *PASSAGE_FIELDS):
        passages[claim].append(dict(zip(PASSAGE_FIELDS, values, strict=True)))
    claims = Claim.objects.published().filter(post=post).order_by("pk")
    columns = ("pk", "key", "wording__text", "public_wording", "voice", "granted", "state", "label", "why")
    return [
        {
            "id": pk, "key": key, "text": text, "wording": wording, "voice": voice, "granted": granted, "state": state,
            "label": label, "why": why, "passages": passages.get(pk, []), "url": address("claim", pk),
        }
        for pk, key, text, wording, voice, granted, state, label, why in claims.values_list(*columns)
    ]  # fmt: skip


def _inferences(post: Post, address: Address, claims: set[int], aliases: Aliases) -> list[dict[str, Any]]:
    """The steps that count among these claims, so that every id that is given leads somewhere."""
    premises: dict[int, list[int]] = defaultdict(list)
    rows = Premise.objects.filter(post=post).order_by("inference", "position")
    for inference, claim in rows.values_list("inference_id", "claim_id"):
        premises[inference].append(claim)
    steps = Inference.objects.published().filter(post=post).order_by("pk")
    columns = ("pk", "key", "stance", "conclusion_id", "undercuts_id", "scheme", "state", "label", "why")
    found = {
        pk: {
            "id": pk, "key": key, "stance": stance, "conclusion": aliases.claim(conclusion),
            "undercuts": aliases.step(undercuts), "premises": list(aliases.premises(premises[pk])),
            "scheme": scheme, "state": state, "label": label, "why": why,
            "url": address("inference", pk),
        }
        for pk, key, stance, conclusion, undercuts, scheme, state, label, why in steps.values_list(*columns)
        if claims.issuperset(aliases.premises(premises[pk]))
        and (conclusion is None or aliases.claim(conclusion) in claims)
    }  # fmt: skip
    while stray := [pk for pk, row in found.items() if row["undercuts"] is not None and row["undercuts"] not in found]:
        for pk in stray:
            del found[pk]
    return list(found.values())


def _citations(post: Post) -> list[dict[str, Any]]:
    rows = Citation.objects.published().filter(claim__post=post).order_by("pk")
    return [
        {
            "id": pk, "claim": claim, "source": source, "locator": locator, "quotation": quotation,
            "check": _check(found) if found else None,
        }
        for pk, claim, source, locator, quotation, found in rows.values_list(
            "pk", Coalesce("claim__merged_into", "claim"), Coalesce("source__merged_into", "source"),
            "locator", "quotation", "found",
        )
    ]  # fmt: skip


def _check(found: Mapping[str, Any]) -> dict[str, Any]:
    """What the check of a quotation found, without its details."""
    elsewhere = list(dict.fromkeys(it["source"] for it in found["elsewhere"]))
    said = {name: found[name] for name in ("verdict", "text", "start", "end")}
    return said | {"is_confirmed": found.get("is_confirmed", True), "found_elsewhere": elsewhere}


def _sources(cited: set[int], address: Address) -> list[dict[str, Any]]:
    columns = ("key", "kind", "title", "citation", "date", "curation")
    rows = Source.objects.filter(pk__in=cited).order_by("pk")
    histories = histories_of(cited)
    return [
        {
            "id": pk, **dict(zip(columns, values, strict=True)), "url": address("source", pk),
            "later_history": [_later(row) for row in histories.get(pk, ())],
        }
        for pk, *values in rows.values_list("pk", *columns)
    ]  # fmt: skip


def _later(row: LaterHistory) -> dict[str, Any]:
    """What happened to a source: by which other one, by its key since it may not be among the sources here."""
    by = row.by.survivor if row.by is not None else None
    return {
        "treatment": row.treatment,
        "extent": row.extent,
        "by": by.key if by else None,
        "cited": by.citation if by else row.cited,
        "date": row.date,
    }
