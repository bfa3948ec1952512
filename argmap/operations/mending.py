"""Mending a citation: where in its source, in which words, with which note, or another source."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from argmap.graph.model import State
from argmap.models import Citation, Source, User
from argmap.models.decision import DecisionAction
from argmap.operations.changes import changing
from argmap.operations.checking import check_quotations
from argmap.operations.citations import Backing, CitationThere, bring_along, recheck, refuse_repeated, source_of
from argmap.operations.decisions import decide
from argmap.operations.desk import sync_library
from argmap.operations.editions import edition_of
from argmap.operations.edits import NotThere
from argmap.operations.submissions import accept, refuse_resent


class CitationEdited(Exception):
    """Raised when somebody else has changed the citation since the form was opened; `citation` is as it is now."""

    def __init__(self, citation: Citation) -> None:
        self.citation = citation
        super().__init__(f"citation {citation.pk} was changed meanwhile")


def mend(*, citation: Citation, by: User, backing: Backing, seen: str, token: UUID, reason: str = "") -> Citation:
    """Let a citation say something else, unless it is no longer as it was `seen`, and check its words again.

    What somebody mends who did not make it is a decision, with a reason. Where the post is reviewed first, what its
    author mends waits. Raises Resent, NotThere, CitationEdited, and
    CitationThere when the claim cites exactly that already; then nothing was written.
    """
    with changing(post=citation.claim.post_id, by=by) as change:
        refuse_resent(token=token, contributor=by)
        rows = Citation.objects.select_related("claim", "source", "contributor").select_for_update(of=("self",))
        now = rows.filter(pk=citation.pk).exclude(state__in=(State.WITHDRAWN, State.HIDDEN)).first()
        if now is None:
            raise NotThere
        if edition_of(now) != seen:
            raise CitationEdited(now)
        source, is_added = source_of(backing, by)
        was, became = _store(now, source, backing, by)
        if became and now.contributor_id != by.pk:
            action = DecisionAction.POINT_ELSEWHERE if "source" in became else DecisionAction.CORRECT
            decide(by=by, action=action, reason=reason, subject=now, details={"was": was, "became": became})
        elif became and change.post.first_state == State.WAITING:
            now.state = State.WAITING
            now.save(update_fields=["state"])
        bring_along(now, backing=backing, is_added=is_added, by=by)
        check_quotations(citations=[now])
        sync_library()
        accept(token=token, contributor=by, address=now.get_absolute_url())
    recheck([now] if backing.paragraph else [])
    return now


def _store(now: Citation, source: Source, backing: Backing, by: User) -> tuple[dict[str, Any], dict[str, Any]]:
    """Store what is otherwise, and give it as it was and as it became; what was accepted is to be looked at again."""
    values = {"locator": backing.locator, "quotation": backing.quotation, "note": backing.note}
    became: dict[str, Any] = {name: value for name, value in values.items() if getattr(now, name) != value}
    was = {name: getattr(now, name) for name in became}
    if source != now.source.survivor:
        was, became = was | {"source": now.source_id}, became | {"source": source.pk}
        now.source, now.quoted_in = source, None
    same = Citation.objects.filter(
        claim=now.claim_id, source=now.source_id, locator=backing.locator, quotation=backing.quotation
    ).exclude(pk=now.pk)
    if there := same.first():
        raise CitationThere(there)
    now.locator, now.quotation, now.note = backing.locator, backing.quotation, backing.note
    if became.keys() - {"note"}:
        refuse_repeated(now, by=by)
    now.is_accepted = now.is_accepted and not became
    now.save(update_fields=["source", "quoted_in", "locator", "quotation", "note", "is_accepted"])
    return was, became
