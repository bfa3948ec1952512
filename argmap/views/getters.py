"""Fetching what an address names, or saying why it cannot be shown."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, Misreading, Post, Source

WITHOUT_BODY = Prefetch("post", Post.objects.defer("body", "text"))
Contribution = TypeVar("Contribution", Claim, Inference, Citation)


class Gone(Exception):
    """Raised for what was withdrawn or hidden; answered with 410 and a stub."""

    def __init__(self, thing: Claim | Inference | Citation) -> None:
        self.thing = thing
        super().__init__(f"{thing} is {thing.state}")


def post_or_404(slug: str) -> Post:
    """The post of an address, without its body."""
    return get_object_or_404(Post.objects.defer("body", "text"), slug=slug)


def claim_or_404(number: int) -> Claim:
    """The claim of an address with its wording and post; raises Gone for one that was taken back."""
    claims = Claim.objects.with_wording().select_related("contributor").prefetch_related(WITHOUT_BODY)
    return _shown(get_object_or_404(claims, pk=_id(number)))


def inference_or_404(number: int) -> Inference:
    """The step of an address with its post; raises Gone for one that was taken back."""
    steps = Inference.objects.select_related("conclusion__wording", "undercuts", "question_of", "contributor")
    return _shown(get_object_or_404(steps.prefetch_related(WITHOUT_BODY), pk=_id(number)))


def own_claim_or_404(number: int) -> Claim:
    """The claim of an address for its author, who also sees it when it was withdrawn."""
    claims = Claim.objects.with_wording().select_related("contributor").prefetch_related(WITHOUT_BODY)
    return _not_hidden(get_object_or_404(claims, pk=_id(number)))


def own_inference_or_404(number: int) -> Inference:
    """The step of an address for its author, who also sees it when it was withdrawn."""
    steps = Inference.objects.select_related("conclusion__wording", "undercuts", "contributor")
    return _not_hidden(get_object_or_404(steps.prefetch_related(WITHOUT_BODY), pk=_id(number)))


def misreading_or_404(number: int) -> Misreading:
    """A reported misreading with its claim."""
    return get_object_or_404(Misreading.objects.select_related("claim"), pk=_id(number))


def citation_or_404(number: int) -> Citation:
    """The citation of an address with its claim, post and source; raises Gone for one that was taken back."""
    found = _citation_or_404(number)
    _shown(found.claim)
    return _shown(found)


def own_citation_or_404(number: int) -> Citation:
    """The citation of an address for its author, who also sees it when it was withdrawn."""
    found = _citation_or_404(number)
    _shown(found.claim)
    return _not_hidden(found)


def source_or_404(number: int) -> Source:
    """The source of an address; one that was merged into another is given with its survivor."""
    return get_object_or_404(Source.objects.select_related("merged_into"), pk=_id(number))


def _citation_or_404(number: int) -> Citation:
    cited = Citation.objects.select_related("claim__wording", "source", "quoted_in", "contributor")
    post = Prefetch("claim__post", Post.objects.defer("body", "text"))
    return get_object_or_404(cited.prefetch_related(post), pk=_id(number))


def _id(number: int) -> int:
    if number > models.BigIntegerField.MAX_BIGINT:
        raise Http404
    return number


def _not_hidden(thing: Contribution) -> Contribution:
    return thing if thing.state == State.WITHDRAWN else _shown(thing)


def _shown(thing: Contribution) -> Contribution:
    if thing.state == State.WAITING:
        raise Http404
    if thing.state != State.PUBLISHED:
        raise Gone(thing)
    return thing
