"""Merging what is the same, and undoing that."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from argmap.forms.curation import MergeForm, MergeSourceForm, ReasonForm
from argmap.models import Claim, Decision, Inference, Source
from argmap.models.decision import DecisionAction
from argmap.operations import merges
from argmap.policies import Action
from argmap.queries.mergeable import candidates_for
from argmap.queries.naming import words_of
from argmap.queries.openings import first_words
from argmap.views.getters import claim_or_404, decision_or_404, inference_or_404, source_or_404
from argmap.views.members import member, members_only
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
SINCE = "It was merged further since. Undo that first."
Thing = Claim | Inference | Source


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def merge_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Let another claim stand for this one, which says the same."""
    claim = claim_or_404(number)
    form = MergeForm(request.POST or None, offered=_offered(claim))
    if form.is_valid():
        into = Claim.objects.published().filter(post=claim.post_id, key__iexact=form.cleaned_data["into"]).first()
        if into is None:
            form.add_error("into", "There is no such claim in this post.")
        elif done := _done(request, form, merges.merge_claims, {"claim": claim, "into": into}):
            return done
    return _form(request, form, claim, f"Merge {claim.key} into another claim", claim.text)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def merge_inference(request: HttpRequest, number: int) -> HttpResponse:
    """Let another step stand for this one, which makes the same point."""
    step = inference_or_404(number)
    form = MergeForm(request.POST or None, offered=_offered(step))
    if form.is_valid():
        into = Inference.objects.published().filter(post=step.post_id, key__iexact=form.cleaned_data["into"]).first()
        if into is None:
            form.add_error("into", "There is no such step in this post.")
        elif done := _done(request, form, merges.merge_steps, {"step": step, "into": into}):
            return done
    return _form(request, form, step, f"Merge {step.key} into another step", first_words([step.pk]).get(step.pk, ""))


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def merge_source(request: HttpRequest, number: int) -> HttpResponse:
    """Let another source stand for this one, which is the same document."""
    source = source_or_404(number, request.user).survivor
    form = MergeSourceForm(request.POST or None, offered=_offered(source))
    if form.is_valid():
        given = {"source": source, "into": form.cleaned_data["into"]}
        if done := _done(request, form, merges.merge_sources, given):
            return done
    return _form(request, form, source, f"Merge {source.key} into another source", source.citation)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a merge back, so that all is as it was before."""
    decision = decision_or_404(number)
    thing: Any = decision.subject
    if decision.action != DecisionAction.MERGE or thing is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            merges.undo_merge(merge=decision, by=member(request), reason=form.cleaned_data["reason"])
        except merges.NotMerged:
            messages.info(request, "That was undone already.")
            return leave_for(request, decision.get_absolute_url())
        except merges.MergedSince:
            form.add_error(None, SINCE)
        else:
            messages.success(request, f"Undone: {thing.key} stands for itself again.")
            return leave_for(request, thing.get_absolute_url())
    words = thing.citation if isinstance(thing, Source) else words_of(thing)
    return _form(request, form, thing, "Undo this merge?", words, undone=decision)


def _done(request: HttpRequest, form: forms.Form, merge: Any, given: dict[str, Any]) -> HttpResponse | None:
    """Merge and go to the survivor; None where that cannot be, which the form then says."""
    try:
        decision: Decision = merge(**given, by=member(request), reason=form.cleaned_data["reason"])
    except merges.NotTheSame as error:
        form.add_error("into", str(error))
        return None
    merged: Any = decision.subject
    said = '{} is {} now, by <a href="{}">decision {}</a>, where that can be undone.'
    messages.success(
        request, format_html(said, merged.key, given["into"].key, decision.get_absolute_url(), decision.pk)
    )
    return leave_for(request, given["into"].get_absolute_url())


def _offered(thing: Thing) -> list[tuple[str, str]]:
    """What something may be merged into, each by its key and in a line."""
    found = candidates_for(thing)
    return [
        (it.key, f"{', '.join(filter(None, (it.key, it.by and f'by {it.by}', it.label)))}: {it.words}") for it in found
    ]


def _form(
    request: HttpRequest, form: forms.Form, thing: Thing, title: str, words: str, *, undone: Decision | None = None
) -> HttpResponse:
    """The page of a merge, or of undoing one."""
    address = thing.get_absolute_url()
    path = [("Posts", reverse("home")), (thing.key, address), ("Merge", "")]
    if isinstance(thing, Source):
        path[0] = ("Sources", reverse("sources"))
    context = {
        "form": form,
        "thing": thing,
        "words": words,
        "title": title,
        "button": "Undo it" if undone else "Merge them",
        "is_source": isinstance(thing, Source),
        "undone": undone,
        "back": address,
        "path": path,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "curation/form.html", context, partials=["move"], status=status)
