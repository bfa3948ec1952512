"""Loading claims, their wordings and passages, and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.graph.model import Relation, Stance, State
from argmap.graph.notation import ClaimRecord, Mistake, StepRecord
from argmap.models import Claim, Inference, Passage, Post, Premise, Wording
from argmap.operations.folders import Folder
from argmap.operations.merging import Merge


def load_claims(post: Post, folder: Folder, merge: Merge) -> dict[str, Claim]:
    """Make the post's loaded claims those of the folder; gives every claim of the folder by key."""
    records = folder.document.claims
    rows = {claim.key: claim for claim in Claim.objects.filter(post=post).with_wording()}
    for key, record in records.items():
        if key in rows and merge.is_ours(rows[key], key=key, place=record.place):
            _reload_claim(rows[key], record, merge)
    fresh = [record for key, record in records.items() if key not in rows]
    rows |= _create_claims(post, fresh, merge)
    merge.withdraw_missing(claim for key, claim in rows.items() if key not in records)
    merge.check()
    _order_main(folder.document.post.keys("main"), rows, merge)
    return {key: rows[key] for key in records}


def _values(record: ClaimRecord) -> dict[str, object]:
    return {
        "voice": record.voice,
        "granted": record.granted,
        "note": record.note,
        "state": State.PUBLISHED.value,
        "text": record.text,
    }


def _reload_claim(claim: Claim, record: ClaimRecord, merge: Merge) -> None:
    before = claim.loaded
    changes = merge.changes(claim, _values(record), thing=record.key, place=record.place)
    text = changes.pop("text", None)
    if text is not None:
        number = claim.wordings.count() + 1
        Wording.objects.create(claim=claim, number=number, text=text, is_shipped=True)
        changes["public_wording"] = number
        merge.counts["claims reworded"] += 1
    for name, value in changes.items():
        setattr(claim, name, value)
    if changes or claim.loaded != before:
        claim.save(update_fields=[*changes, "loaded"])
    if changes.keys() - {"public_wording"}:
        merge.count(claim, "changed")


def _create_claims(post: Post, records: list[ClaimRecord], merge: Merge) -> dict[str, Claim]:
    values = [_values(record) for record in records]
    claims = Claim.objects.bulk_create(
        Claim(post=post, key=record.key, voice=record.voice, granted=record.granted, note=record.note, loaded=loaded)
        for record, loaded in zip(records, values, strict=True)
    )
    Wording.objects.bulk_create(
        Wording(claim=claim, number=1, text=record.text, is_shipped=True)
        for claim, record in zip(claims, records, strict=True)
    )
    merge.counts["claims added"] += len(claims)
    return {claim.key: claim for claim in claims}


def _order_main(keys: list[str], rows: Mapping[str, Claim], merge: Merge) -> None:
    for claim in rows.values():
        order = keys.index(claim.key) + 1 if claim.key in keys else None
        if claim.main_order != order:
            claim.main_order = order
            claim.save(update_fields=["main_order"])
            merge.counts["main claims ordered"] += 1


def load_passages(post: Post, folder: Folder, claims: Mapping[str, Claim], merge: Merge) -> None:
    """Make the post's loaded passages those of the folder; passages marked on the site stay."""
    wanted = {
        (claims[record.claim].pk if record.claim else None, record.role, anchor.start, anchor.end): (record, anchor)
        for record, anchor in zip(folder.document.passages, folder.anchors, strict=True)
    }
    for passage in Passage.objects.filter(post=post).exclude(key=""):
        place = (passage.claim_id, passage.role, passage.start, passage.end)
        words = (passage.exact, passage.prefix, passage.suffix)
        if place in wanted and words == (wanted[place][1].exact, wanted[place][1].prefix, wanted[place][1].suffix):
            del wanted[place]
        else:
            passage.delete()
            merge.count(passage, "removed")
    Passage.objects.bulk_create(
        Passage(post=post, claim_id=claim, key=record.key, role=role, start=start, end=end,
                exact=anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix)
        for (claim, role, start, end), (record, anchor) in wanted.items()
    )  # fmt: skip
    merge.counts["passages added"] += len(wanted)


def load_steps(post: Post, folder: Folder, claims: Mapping[str, Claim], merge: Merge) -> None:
    """Make the post's loaded steps those of the folder."""
    records = folder.document.steps
    rows = {step.key: step for step in Inference.objects.filter(post=post).prefetch_related("premises")}
    there = [key for key in records if key in rows]
    merge.withdraw_missing(step for key, step in rows.items() if key not in records)
    waiting = [record for key, record in records.items() if key not in rows]
    while waiting:
        ready = [record for record in waiting if _needs(record) <= rows.keys()]
        if not ready:
            circle = ", ".join(record.key for record in waiting)
            merge.mistakes.append(
                Mistake(waiting[0].place, f"these undercut or question each other in a circle: {circle}")
            )
            break
        rows |= _create_steps(post, ready, rows, claims, merge)
        waiting = [record for record in waiting if record.key not in rows]
    for key in there:
        if merge.is_ours(rows[key], key=key, place=records[key].place):
            _reload_step(rows[key], records[key], rows, claims, merge)
    merge.check()


def _needs(record: StepRecord) -> set[str]:
    """The keys of the steps that must be there before this one."""
    undercut = {record.target} if record.relation is Relation.UNDERCUT else set()
    return undercut | ({record.question_of} if record.question_of else set())


def _step_values(record: StepRecord, rows: Mapping[str, Inference]) -> dict[str, object]:
    return {
        "scheme": record.scheme,
        "question": record.question,
        "question_of_id": rows[record.question_of].pk if record.question_of in rows else None,
        "voice": record.voice,
        "note": record.note,
        "state": State.PUBLISHED.value,
    }


def _reload_step(
    row: Inference, record: StepRecord, rows: Mapping[str, Inference], claims: Mapping[str, Claim], merge: Merge
) -> None:
    undercut = record.relation is Relation.UNDERCUT
    target = rows.get(record.target) if undercut else claims.get(record.target)
    target_now = row.undercuts_id if undercut else row.conclusion_id
    premises = [premise.claim_id for premise in sorted(row.premises.all(), key=lambda premise: premise.position)]
    same = premises == [claims[key].pk for key in record.premises] and target is not None and target.pk == target_now
    if not same or row.relation != record.relation:
        reason = (
            f"{record.key} has other premises or another target now: a changed step is a new one and wants a new key"
        )
        merge.mistakes.append(Mistake(record.place, reason))
        return
    merge.apply(row, _step_values(record, rows), thing=record.key, place=record.place)


def _create_steps(
    post: Post,
    records: list[StepRecord],
    rows: Mapping[str, Inference],
    claims: Mapping[str, Claim],
    merge: Merge,
) -> dict[str, Inference]:
    steps = Inference.objects.bulk_create(_inference(post, record, rows, claims) for record in records)
    Premise.objects.bulk_create(
        Premise(post=post, inference=step, claim=claims[key], position=position)
        for step, record in zip(steps, records, strict=True)
        for position, key in enumerate(record.premises, start=1)
    )
    merge.counts["steps added"] += len(steps)
    return {step.key: step for step in steps}


def _inference(post: Post, record: StepRecord, rows: Mapping[str, Inference], claims: Mapping[str, Claim]) -> Inference:
    undercut = record.relation is Relation.UNDERCUT
    target = None if undercut else claims[record.target]
    values = _step_values(record, rows)
    return Inference(
        post=post,
        key=record.key,
        stance=Stance.FOR if record.relation is Relation.SUPPORT else Stance.AGAINST,
        conclusion=target,
        undercuts=rows[record.target] if undercut else None,
        met_wording=target.public_wording if target else None,
        loaded=values,
        **values,
    )
