"""Fetching what an address names, or saying why it cannot be shown."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from argmap.graph.model import State
from argmap.models import (
    Citation,
    Claim,
    Decision,
    DeskItem,
    Inference,
    Misreading,
    Passage,
    Post,
    Remark,
    Source,
    SourceRequest,
    SourceText,
)
from argmap.policies import Action, Person, may
from argmap.queries.decisions import with_subjects
from argmap.queries.desk.items import with_others
from argmap.queries.sources import sources_for, texts_for

WITHOUT_BODY = Prefetch("post", Post.objects.defer("body", "text"))
Contribution = TypeVar("Contribution", Claim, Inference, Citation, Misreading, Remark)


class Gone(Exception):
    """Raised for what was withdrawn or hidden; answered with 410 and a stub."""

    def __init__(self, thing: Claim | Inference | Citation | Misreading | Remark) -> None:
        self.thing = thing
        super().__init__(f"{thing} is {thing.state}")


def post_or_404(slug: str) -> Post:
    """The post of an address, without its body."""
    return get_object_or_404(Post.objects.defer("body", "text"), slug=slug)


def post_with_text_or_404(slug: str) -> Post:
    """The post of an address with its canonical text, without its body."""
    return get_object_or_404(Post.objects.defer("body"), slug=slug)


def passage_or_404(number: int) -> Passage:
    """Words that somebody gave on the site to a claim that is published, with the claim and the post."""
    marked = Passage.objects.filter(key="", claim__state=State.PUBLISHED)
    return get_object_or_404(marked.select_related("claim__wording", "post"), pk=_id(number))


def claim_or_404(number: int, reader: Person | None = None) -> Claim:
    """The claim of an address with its wording and post, or the one it was merged into.

    Raises Gone for one that was taken back. What waits is there for a `reader` who may see it, and only for one who is
    given.
    """
    claims = Claim.objects.with_wording().select_related("contributor").prefetch_related(WITHOUT_BODY)
    found = _shown(get_object_or_404(claims, pk=_id(number)), reader)
    return claim_or_404(found.merged_into_id, reader) if found.merged_into_id else found


def inference_or_404(number: int, reader: Person | None = None) -> Inference:
    """The step of an address with its post, or the one it was merged into; what is gone or waits as for claims."""
    steps = Inference.objects.with_target().select_related("question_of", "contributor")
    found = _shown(get_object_or_404(steps.prefetch_related(WITHOUT_BODY), pk=_id(number)), reader)
    return inference_or_404(found.merged_into_id, reader) if found.merged_into_id else found


def own_claim_or_404(number: int, reader: Person) -> Claim:
    """The claim of an address for its author, who also sees it when it was withdrawn, or waits."""
    claims = Claim.objects.with_wording().select_related("contributor").prefetch_related(WITHOUT_BODY)
    return _not_hidden(get_object_or_404(claims, pk=_id(number)), reader)


def own_inference_or_404(number: int, reader: Person) -> Inference:
    """The step of an address for its author, who also sees it when it was withdrawn."""
    steps = Inference.objects.with_target().select_related("contributor")
    return _not_hidden(get_object_or_404(steps.prefetch_related(WITHOUT_BODY), pk=_id(number)), reader)


def own_misreading_or_404(number: int) -> Misreading:
    """A reported misreading with its claim, for its author, who also sees it when it was taken back."""
    return get_object_or_404(Misreading.objects.select_related("claim"), pk=_id(number))


def source_request_or_404(number: int) -> SourceRequest:
    """What somebody said about a claim that needs a source, with the claim."""
    return get_object_or_404(SourceRequest.objects.select_related("claim__merged_into"), pk=_id(number))


def misreading_or_404(number: int, reader: Person | None = None) -> Misreading:
    """A reported misreading with its claim and post; raises Gone for one that was taken back.

    What waits as for claims.
    """
    misreadings = Misreading.objects.select_related("claim__wording", "contributor")
    post = Prefetch("claim__post", Post.objects.defer("body", "text"))
    found = get_object_or_404(misreadings.prefetch_related(post), pk=_id(number))
    _shown(found.claim.survivor)
    return _shown(found, reader)


def remark_or_404(number: int, reader: Person | None = None) -> Remark:
    """A remark with its post; raises Gone for one that was taken back; what waits as for claims."""
    return _shown(_remark_or_404(number), reader)


def own_remark_or_404(number: int, reader: Person) -> Remark:
    """The remark of an address for its author, who also sees it when it was withdrawn, or waits."""
    return _not_hidden(_remark_or_404(number), reader)


def decision_or_404(number: int) -> Decision:
    """The decision of an address, with who made it and what it is about."""
    return get_object_or_404(with_subjects(Decision.objects.all()), pk=_id(number))


def citation_or_404(number: int, reader: Person | None = None) -> Citation:
    """The citation of an address with its claim, post and source; raises Gone for one that was taken back.

    What waits as for claims.
    """
    found = _citation_or_404(number)
    _shown(found.claim.survivor, reader)
    return _shown(found, reader)


def own_citation_or_404(number: int, reader: Person) -> Citation:
    """The citation of an address for its author, who also sees it when it was withdrawn."""
    found = _citation_or_404(number)
    _shown(found.claim.survivor, reader)
    return _not_hidden(found, reader)


def item_or_404(number: int) -> DeskItem:
    """An item of the desk, open or closed, with all that names what it is about."""
    return get_object_or_404(with_others(DeskItem.objects.all()), pk=_id(number))


def source_or_404(number: int, reader: Person) -> Source:
    """The source of an address, if it does not wait or its reader may see what waits; with its survivor, if merged."""
    return get_object_or_404(sources_for(reader).select_related("merged_into"), pk=_id(number))


def text_or_404(number: int, text: int, reader: Person) -> SourceText:
    """A text of the source of an address, or of one that was merged into it, also when it was rejected.

    What waits as for sources.
    """
    texts = texts_for(reader).of_source(_id(number)).select_related("source__merged_into", "supplied_by")
    return get_object_or_404(texts, pk=_id(text))


def usable_text_or_404(number: int, text: int, reader: Person) -> SourceText:
    """A text of the source of an address that was not rejected."""
    found = text_or_404(number, text, reader)
    if found.curation == "rejected":
        raise Http404
    return found


def _citation_or_404(number: int) -> Citation:
    along = ("claim__wording", "claim__merged_into__wording", "contributor")
    post = Prefetch("claim__post", Post.objects.defer("body", "text"))
    return get_object_or_404(
        Citation.objects.with_sources().select_related(*along).prefetch_related(post), pk=_id(number)
    )


def _remark_or_404(number: int) -> Remark:
    remarks = Remark.objects.select_related("contributor").prefetch_related(WITHOUT_BODY)
    return get_object_or_404(remarks, pk=_id(number))


def _id(number: int) -> int:
    if number > models.BigIntegerField.MAX_BIGINT:
        raise Http404
    return number


def _not_hidden(thing: Contribution, reader: Person) -> Contribution:
    return thing if thing.state == State.WITHDRAWN else _shown(thing, reader)


def _shown(thing: Contribution, reader: Person | None = None) -> Contribution:
    if thing.state == State.WAITING:
        if reader is not None and may(reader, Action.SEE_WAITING, thing):
            return thing
        raise Http404
    if thing.state != State.PUBLISHED:
        raise Gone(thing)
    return thing
