"""Merging what is the same: claims and steps that make one point, sources that are one document; and undoing that.

Rows are not moved: what is merged names its survivor (`merged_into`), chains are kept one link long, and whatever reads
the graph or the library lets the survivor stand for it. So undoing restores exactly what was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from argmap.graph.model import State
from argmap.models import Answer, Claim, Decision, DeskItem, Inference, Passage, Post, Source, User
from argmap.models.answer import AnswerKind
from argmap.models.decision import DecisionAction
from argmap.operations.changes import changing, revising
from argmap.operations.checking import recheck_source
from argmap.operations.decisions import decide
from argmap.queries.curation import citing_posts

Thing = TypeVar("Thing", Claim, Inference, Source)


class NotTheSame(Exception):
    """Raised when two things cannot be merged, with why in words for who wanted it."""


class NotMerged(Exception):
    """Raised when a merge that is to be undone no longer stands."""


class MergedSince(Exception):
    """Raised when something was merged further since, which is to be undone first."""


def merge_sources(*, source: Source, into: Source, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Let one source stand for another, which stays as its alias: citations, texts and later history are its own now.

    Quotations are checked anew. Raises NotTheSame and AlreadyDecided.
    """
    with _revising_library(source, into, by=by):
        merged, survivor = _locked(Source, source, into)
        if survivor.waits_for_id is not None and merged.waits_for_id is None:
            raise NotTheSame("That one waits for a moderator. Merge it into this one, or confirm it first.")
        details = _merge(Source, merged, survivor)
        recheck_source(source=survivor.pk)
        return _decided(by, reason, merged, item, details)


def merge_claims(*, claim: Claim, into: Claim, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Let one claim stand for another that says the same: what answers, supports or uses either is about both.

    Raises NotTheSame and AlreadyDecided.
    """
    with changing(post=claim.post_id, by=by):
        merged, survivor = _locked(Claim, claim, into)
        _refuse_claims(merged, survivor)
        return _decided(by, reason, merged, item, _merge(Claim, merged, survivor))


def merge_steps(*, step: Inference, into: Inference, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Let one step stand for another at the same target that makes the same point: what undercuts either is about both.

    Where each has one premise of its own, these say the same too and are merged along, so that what answers the one
    answers the other. Raises NotTheSame and AlreadyDecided.
    """
    with changing(post=step.post_id, by=by):
        merged, survivor = _locked(Inference, step, into)
        _refuse_steps(merged, survivor)
        along = [{"merged": one.pk, **_merge(Claim, one, other)} for one, other in _premises_to_merge(merged, survivor)]
        details = _merge(Inference, merged, survivor)
        return _decided(by, reason, merged, item, {**details, **({"claims": along} if along else {})})


def undo_merge(*, merge: Decision, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Take a merge back, so that everything is as it was before it, and what came since goes where it was put.

    Raises NotMerged, MergedSince and AlreadyDecided.
    """
    if isinstance(merge.subject, Source):
        source, survivor = merge.subject, Source.objects.get(pk=merge.details["into"])
        with _revising_library(source, survivor, by=by):
            undone = _undo(merge, by, reason, item)
            recheck_source(source=source.pk)
            recheck_source(source=survivor.pk)
            return undone
    if not isinstance(merge.subject, (Claim, Inference)):
        raise NotMerged
    with changing(post=merge.subject.post_id, by=by):
        return _undo(merge, by, reason, item)


def _undo(merge: Decision, by: User, reason: str, item: DeskItem | None) -> Decision:
    if merge.action != DecisionAction.MERGE or Decision.objects.filter(undoes=merge).exists():
        raise NotMerged
    subject: Any = merge.subject
    _unmerge(type(subject), subject.pk, merge.details)
    for along in merge.details.get("claims", ()):
        _unmerge(Claim, along["merged"], along)
    subject.refresh_from_db()
    return decide(
        by=by,
        action=DecisionAction.UNMERGE,
        reason=reason,
        subject=subject,
        item=item,
        details=merge.details,
        undoes=merge,
    )


def _decided(by: User, reason: str, merged: Any, item: DeskItem | None, details: dict[str, Any]) -> Decision:
    """Record a merge; who contributed what stays is told as well as whose was merged."""
    made = decide(by=by, action=DecisionAction.MERGE, reason=reason, subject=merged, item=item, details=details)
    author = merged.survivor.contributor
    if author is not None and author not in (by, merged.contributor):
        Answer.objects.create(recipient=author, kind=AnswerKind.DECISION, decision=made)
    return made


def _locked(model: type[Thing], one: Thing, other: Thing) -> tuple[Thing, Thing]:
    """Read both again, locked; one that stands for others takes them along, one that was merged is given as such."""
    pks = [one.pk, other.pk]
    rows = model._default_manager.filter(pk__in=pks).order_by("pk").select_for_update().in_bulk()
    merged, survivor = rows[one.pk], rows[other.pk]
    if merged == survivor:
        raise NotTheSame("These are one already.")
    if merged.merged_into_id is not None or survivor.merged_into_id is not None:
        raise NotTheSame("One of these was merged meanwhile. Look at what stands for it now.")
    return merged, survivor


def _merge(model: type[Thing], merged: Thing, survivor: Thing) -> dict[str, Any]:
    """Name the survivor in a row and in those it stood for; gives what undoes that."""
    aliases: list[int] = sorted(model._default_manager.filter(merged_into=merged.pk).values_list("pk", flat=True))
    model._default_manager.filter(pk__in=[merged.pk, *aliases]).update(merged_into=survivor.pk)
    merged.refresh_from_db()
    return {"into": survivor.pk, "aliases": aliases}


def _unmerge(model: type[Any], pk: int, details: dict[str, Any]) -> None:
    """Let a row stand for itself again, and for what it stood for before it was merged."""
    rows = [pk, *details["aliases"]]
    now = dict(model._default_manager.select_for_update().filter(pk__in=rows).values_list("pk", "merged_into"))
    if any(now[row] != details["into"] for row in rows):
        raise MergedSince
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(merged_into=None)
    except IntegrityError as error:  # another source has its citation by now
        raise MergedSince from error
    model._default_manager.filter(pk__in=details["aliases"]).update(merged_into=pk)


def _refuse_claims(merged: Claim, survivor: Claim) -> None:
    """Stop where two claims cannot be one, with why."""
    if merged.post_id != survivor.post_id:
        raise NotTheSame("They belong to different posts.")
    if {merged.state, survivor.state} != {State.PUBLISHED}:
        raise NotTheSame("One of them is not published.")
    if merged.main_order is not None or Passage.objects.filter(claim=merged).exists():
        raise NotTheSame("The post itself says this. Merge the other one into it.")
    if _leads_from(merged, survivor) or _leads_from(survivor, merged):
        raise NotTheSame("One of them is given as a reason for or against the other, so they do not say the same.")


def _leads_from(premise: Claim, conclusion: Claim) -> bool:
    """Whether a step that counts goes from one claim, or the same, straight to the other."""
    steps = Inference.objects.filter(state=State.PUBLISHED)
    return steps.bearing_on([conclusion.pk]).starting_from([premise.pk]).exists()


def _refuse_steps(merged: Inference, survivor: Inference) -> None:
    """Stop where two steps cannot be one, with why."""
    steps = Inference.objects.counting().with_target().in_bulk([merged.pk, survivor.pk])
    if len(steps) < 2:
        raise NotTheSame("One of them does not count: it, a premise of it or its target is not published.")
    one, other = steps[merged.pk], steps[survivor.pk]
    if (one.bears_on, one.attacks) != (other.bears_on, other.attacks):
        raise NotTheSame("They are about different things.")
    if one.stance != other.stance:
        raise NotTheSame("One is for and one against.")


def _premises_to_merge(merged: Inference, survivor: Inference) -> Iterable[tuple[Claim, Claim]]:
    """The premises of two steps that have one each, where the first is of no other use."""
    ones, others = ([it.claim.survivor for it in step.premises.select_related("claim__merged_into")]
                    for step in (merged, survivor))  # fmt: skip
    if len(ones) != 1 or len(others) != 1 or ones == others:
        return
    one, other = ones[0], others[0]
    if Inference.objects.filter(state=State.PUBLISHED).starting_from([one.pk]).exclude(pk=merged.pk).exists():
        return
    try:
        _refuse_claims(one, other)
    except NotTheSame:
        return
    yield one, other


@contextmanager
def _revising_library(*sources: Source, by: User) -> Iterator[None]:
    """Change which source stands for which, with all posts locked, since quotations of any may be checked anew."""
    with transaction.atomic():
        list(Post.objects.select_for_update().order_by("pk").values_list("pk"))
        with revising(posts={post for source in sources for post in citing_posts(source)}, by=by):
            yield
