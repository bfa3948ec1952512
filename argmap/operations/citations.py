"""Attaching a source to a claim, and taking that back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from argmap.graph.model import State, Voice
from argmap.models import Citation, Claim, Source, User
from argmap.operations.changes import changing
from argmap.operations.checking import check_quotations, recheck_source
from argmap.operations.desk import sync_library
from argmap.operations.edits import NotThere
from argmap.operations.source_requests import settle_requests
from argmap.operations.submissions import accept, refuse_resent
from argmap.operations.texts import supply_paragraph
from argmap.queries.citing import cited_before, says_the_same
from argmap.queries.matching import source_cited
from argmap.queries.withdrawals import LIVING

LONGEST_KEY = 40
#: How often a key is tried anew when somebody else takes it at the same moment.
TRIES = 5


class CitationThere(Exception):
    """Raised when the claim cites this already; `citation` may be one that a moderator has hidden."""

    def __init__(self, citation: Citation) -> None:
        self.citation = citation
        super().__init__(f"citation {citation.pk} says the same")


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that is to be added, as somebody described it."""

    kind: str
    title: str
    citation: str
    edition: str = ""
    date: str = ""
    address: str = ""
    archived_address: str = ""


@dataclass(frozen=True, slots=True)
class Backing:
    """What a claim is to rest on: a source, where in it, in which words.

    `paragraph` is what these were read in, as somebody pasted it, and `found_at` where that stands.
    """

    source: Source | NewSource
    locator: str = ""
    quotation: str = ""
    note: str = ""
    paragraph: str = ""
    found_at: str = ""


def cite(
    *,
    claim: Claim,
    source: Source | NewSource,
    contributor: User,
    token: UUID,
    locator: str = "",
    quotation: str = "",
    note: str = "",
    paragraph: str = "",
    found_at: str = "",
) -> Citation:
    """Let a claim rest on a source, which is added where no other has its citation and edition.

    What somebody took back before is published anew, under the name of who cites it now. Where the post is reviewed
    first, it waits. A paragraph that was pasted is put on file as an excerpt of the source. Raises Resent, NotThere
    when the claim is gone, and CitationThere; then nothing was written.
    """
    with changing(post=claim.post_id, by=contributor):
        refuse_resent(token=token, contributor=contributor)
        claim = Claim.objects.get(pk=claim.pk).survivor
        if claim.state != State.PUBLISHED:
            raise NotThere
        backing = Backing(source, locator, quotation, note, paragraph, found_at)
        made = attach(claim=claim, backing=backing, contributor=contributor)
        accept(token=token, contributor=contributor, address=made.get_absolute_url())
    recheck([made] if paragraph else [])
    return made


def attach(*, claim: Claim, backing: Backing, contributor: User) -> Citation:
    """Let a claim rest on what backs it, in the caller's change; raises CitationThere.

    Where a paragraph is put on file by it, call `recheck` when no post is locked any more.
    """
    source, is_new = backing.source, isinstance(backing.source, NewSource)
    found = source.survivor if isinstance(source, Source) else find_or_add(source, contributor)
    if backing.paragraph:
        supply_paragraph(source=found, by=contributor, text=backing.paragraph, found_at=backing.found_at)
    new = Citation(
        claim=claim,
        source=found,
        locator=backing.locator,
        quotation=backing.quotation,
        state=claim.post.first_state,
    )
    made = _publish(new, contributor, backing.note)
    check_quotations(citations=[made])
    if made.state == State.PUBLISHED:
        settle_requests(claim=claim)
    if is_new or backing.paragraph:
        sync_library()
    return made


def recheck(made: Iterable[Citation]) -> None:
    """Check again what paragraphs that came with these citations may settle elsewhere; call it with no post locked."""
    for source in {citation.source_id for citation in made}:
        recheck_source(source=source)


def withdraw(*, citation: Citation, by: User) -> None:
    """Take back a citation of one's own; raises NotThere if it is neither published nor waits."""
    with changing(post=citation.claim.post_id, by=by):
        if not Citation.objects.filter(pk=citation.pk, state__in=LIVING).update(state=State.WITHDRAWN):
            raise NotThere


def restore(*, citation: Citation, by: User) -> None:
    """Put back a citation that its author took back; raises NotThere if it is not withdrawn.

    Where the post is reviewed first, one that no moderator has accepted waits.
    """
    with changing(post=citation.claim.post_id, by=by) as change:
        now = Citation.objects.filter(pk=citation.pk, state=State.WITHDRAWN).first()
        if now is None:
            raise NotThere
        now.state = State.PUBLISHED if now.is_reviewed else change.post.first_state
        now.save(update_fields=["state"])


def _publish(new: Citation, contributor: User, note: str) -> Citation:
    """Store a citation, or the withdrawn one with the same words in its place."""
    same = Citation.objects.filter(
        claim=new.claim, source=new.source, locator=new.locator, quotation=new.quotation
    ).first()
    if same is not None and same.state != State.WITHDRAWN:
        raise CitationThere(same)
    refuse_repeated(new, by=contributor)
    made = same or new
    made.state, made.voice, made.note, made.contributor = new.state, Voice.READER, note, contributor
    made.quoted_in, made.loaded, made.is_accepted = None, None, False
    made.created_at = timezone.now()
    made.save()
    return made


def refuse_repeated(citation: Citation, *, by: User) -> None:
    """Raise CitationThere where the claim cites the same place and words of the source already, spelled in any way."""
    for there in cited_before(claim=citation.claim, source=citation.source, by=by, but=citation.pk):
        if says_the_same(there, citation.locator, citation.quotation):
            raise CitationThere(there)


def find_or_add(new: NewSource, contributor: User) -> Source:
    """The source with this citation and edition, added if it is not there; others may add sources at the same time."""
    for number in range(1, TRIES + 1):
        if (there := source_cited(new.citation, new.edition)) is not None:
            return there
        try:
            with transaction.atomic():
                return Source.objects.create(key=_free_key(new.citation), contributor=contributor, **asdict(new))
        except IntegrityError:
            if number == TRIES:
                raise
    raise AssertionError("the last try returns or raises")


def _free_key(citation: str) -> str:
    """The words of a citation as a key, with a number where another source has it."""
    plain = unicodedata.normalize("NFKD", citation).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_KEY].strip("-") or "source"
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    keys = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2)))
    return next(key for key in keys if key not in taken)
