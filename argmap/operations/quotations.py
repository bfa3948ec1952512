"""What moderators decide about quotations that are not where they are said to be."""

from __future__ import annotations

from argmap.graph.model import State
from argmap.models import Citation, Decision, DeskItem, Source, User
from argmap.models.decision import DecisionAction
from argmap.operations.changes import changing
from argmap.operations.checking import check_quotations
from argmap.operations.citations import CitationThere
from argmap.operations.decisions import decide
from argmap.operations.edits import NotThere


def point_elsewhere(
    *, citation: Citation, source: Source, locator: str, by: User, reason: str, item: DeskItem | None = None
) -> Decision:
    """Let a citation point at the source where its words do stand, and check it there.

    Raises NotThere, CitationThere when the claim cites exactly that already, and AlreadyDecided.
    """
    with changing(post=citation.claim.post_id, by=by):
        now, to = _as_it_is(citation), source.survivor
        details = {
            "was": {"source": now.source_id, "locator": now.locator},
            "became": {"source": to.pk, "locator": locator},
        }
        same = Citation.objects.filter(claim=now.claim_id, source=to, locator=locator, quotation=now.quotation)
        if there := same.exclude(pk=now.pk).first():
            raise CitationThere(there)
        made = decide(
            by=by, action=DecisionAction.POINT_ELSEWHERE, reason=reason, subject=now, item=item, details=details
        )
        now.source, now.locator, now.quoted_in = to, locator, None
        now.save(update_fields=["source", "locator", "quoted_in"])
        check_quotations(citations=[now])
    return made


def accept_paraphrase(*, citation: Citation, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that a quotation gives the sense of its source though not its words; raises NotThere and AlreadyDecided."""
    return _judge(citation, DecisionAction.ACCEPT_PARAPHRASE, by, reason, item)


def raise_rebuttal(*, citation: Citation, by: User, reason: str, item: DeskItem | None = None) -> Decision:
    """Say that the claim itself is to be answered because of its quotation, which the moderator then does under their
    own name; raises NotThere and AlreadyDecided.
    """
    return _judge(citation, DecisionAction.RAISE_REBUTTAL, by, reason, item)


def _judge(citation: Citation, action: DecisionAction, by: User, reason: str, item: DeskItem | None) -> Decision:
    with changing(post=citation.claim.post_id, by=by):
        now = _as_it_is(citation)
        details = {"quotation": now.quotation, "source": now.source_id}
        return decide(by=by, action=action, reason=reason, subject=now, item=item, details=details)


def _as_it_is(citation: Citation) -> Citation:
    """Read it again now that its post is locked."""
    now = Citation.objects.published().select_related("claim").filter(pk=citation.pk).first()
    if now is None or now.state != State.PUBLISHED:
        raise NotThere
    return now
