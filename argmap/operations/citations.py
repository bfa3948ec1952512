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
from argmap.operations.appearing import describe_anew, let_wait
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

    What somebody took back before is published anew, under the name of who cites it now. A paragraph that was pasted is
    put on file as an excerpt of the source. Where the post is reviewed first, all of it waits. Raises Resent, NotThere
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
    found, is_added = source_of(backing, contributor)
    new = Citation(
        claim=claim,
        source=found,
        locator=backing.locator,
        quotation=backing.quotation,
        state=claim.post.first_state,
    )
    made = _publish(new, contributor, backing.note)
    bring_along(made, backing=backing, is_added=is_added, by=contributor)
    check_quotations(citations=[made])
    if made.state == State.PUBLISHED:
        settle_requests(claim=claim)
    if isinstance(backing.source, NewSource) or backing.paragraph:
        sync_library()
    return made


def source_of(backing: Backing, contributor: User) -> tuple[Source, bool]:
    """The source that a claim is to rest on, and whether it was added for that."""
    if isinstance(backing.source, Source):
        return backing.source.survivor, False
    return find_or_add(backing.source, contributor)


def bring_along(made: Citation, *, backing: Backing, is_added: bool, by: User) -> None:
    """Put on file what was pasted with a citation; that and a source that was added wait where the citation does.

    Where the citation is published, a source that waited for somebody else is described as its author does it.
    """
    text, is_stored = None, False
    if backing.paragraph:
        given = {"text": backing.paragraph, "found_at": backing.found_at}
        text, is_stored = supply_paragraph(source=made.source, by=by, **given)
    let_wait(made, source=made.source if is_added else None, text=text if is_stored else None)
    if made.state == State.PUBLISHED and isinstance(backing.source, NewSource):
        describe_anew(made.source, asdict(backing.source), by.pk)


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


def find_or_add(new: NewSource, contributor: User) -> tuple[Source, bool]:
    """The source with this citation and edition, and whether it was added; others may add sources at the same time."""
    for number in range(1, TRIES + 1):
        if (there := source_cited(new.citation, new.edition)) is not None:
            return there, False
        try:
            with transaction.atomic():
                key = _free_key(new.citation)
                return Source.objects.create(key=key, contributor=contributor, **asdict(new)), True
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
