"""What moderators decide about misreadings and about claims that somebody wants a source for."""

from __future__ import annotations

from argmap.graph.model import State
from argmap.models import Decision, DeskItem, Misreading, SourceRequest, User
from argmap.models.decision import DecisionAction
from argmap.operations.changes import changing
from argmap.operations.decisions import decide
from argmap.operations.edits import NotThere


def agree_to_misreading(*, misreading: Misreading, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Agree that a claim misreads the post, which is then to be reworded; raises NotThere and AlreadyDecided."""
    return _settle(misreading, DecisionAction.ACCEPT, by, reason, item)


def dismiss_misreading(*, misreading: Misreading, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Leave a claim as it reads the post; raises NotThere and AlreadyDecided."""
    return _settle(misreading, DecisionAction.DISMISS, by, reason, item)


def dismiss_request(*, request: SourceRequest, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that a claim needs no source, or has one; raises NotThere and AlreadyDecided."""
    return _settle(request, DecisionAction.DISMISS, by, reason, item)


def _settle(
    thing: Misreading | SourceRequest, action: DecisionAction, by: User, reason: str, item: DeskItem | None
) -> Decision:
    """Close what somebody has said about a claim: it is shown as open no longer."""
    with changing(post=thing.claim.post_id, by=by):
        rows = type(thing)._default_manager.filter(pk=thing.pk, state=State.PUBLISHED)
        made = decide(by=by, action=action, reason=reason, subject=thing, item=item, wording=thing.claim.public_wording)
        if not rows.update(state=State.WITHDRAWN):
            raise NotThere
    return made
