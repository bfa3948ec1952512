"""What people do with their own contributions: reword, withdraw, put back; and say that the map misreads the post."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from argmap.forms.edits import MisreadingForm, WordingForm
from argmap.graph.model import State
from argmap.models import Claim, Inference
from argmap.operations import edits
from argmap.operations.editions import edition_of
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.prose.differences import differences
from argmap.queries import claims, effects
from argmap.queries.openings import first_words
from argmap.queries.withdrawals import answers_to, built_on_by_others
from argmap.views.claims import path_by
from argmap.views.getters import claim_or_404, own_claim_or_404, own_inference_or_404, own_misreading_or_404
from argmap.views.limits import writes_nothing
from argmap.views.members import demand, forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond
from argmap.views.telling import WAITS, tell_of_change

METHODS = ["GET", "HEAD", "POST"]
BUILT_ON = "Others have built on this claim, so it stays. You can say it otherwise."


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Give a claim another wording; where somebody else was quicker, both texts are shown to be brought together."""
    claim = claim_or_404(number, request.user)
    demand(request, Action.REWORD, claim)
    form = WordingForm(request.POST or None, initial=_wording_of(request, claim))
    context: dict[str, Any] = {"claim": claim, "post": claim.post, "form": form, "answered": answers_to(claim)}
    context["path"] = path_by(claim.post, claims.way_to(claim.pk), claim.key)
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            relabelled = edits.reword(claim=claim, contributor=member(request), **form.cleaned_data)
        except Resent as sent:
            messages.info(request, "That was saved already.")
            return leave_for(request, sent.address)
        except edits.EditedMeanwhile as meanwhile:
            context |= _conflict(form, meanwhile.claim)
            status = HTTPStatus.CONFLICT
        except edits.SaysTheSame as same:
            form.add_error("text", f"The claim {same.claim.key} says exactly this already.")
            context["same"] = same.claim
        except edits.NotThere:
            form.add_error(None, "This claim was withdrawn meanwhile. Your words are kept here.")
        else:
            forget_typed(request)
            if claim.wordings.filter(state=State.WAITING).exists():
                messages.success(request, f"Saved: {claim.key}. {WAITS}")
            else:
                tell_of_change(request, f"Saved: {claim.key}", relabelled)
            return leave_for(request, claim.get_absolute_url())
    return respond(request, "moves/edit.html", context, partials=["move"], status=status)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def misreading(request: HttpRequest, number: int) -> HttpResponse:
    """Say that the map misreads the post at a claim that has a passage."""
    claim = claim_or_404(number)
    passages = list(claim.passages.order_by("start"))
    if not passages:
        return redirect(claim)
    initial = typed_before(request) or {"words": passages[0].exact[:1000]}
    form = MisreadingForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            edits.misread(claim=claim, contributor=member(request), **form.cleaned_data)
        except Resent as sent:
            return leave_for(request, sent.address)
        except edits.NotThere:
            form.add_error(None, "This claim was withdrawn meanwhile. Your words are kept here.")
        else:
            forget_typed(request)
            shown = (
                "The moderators see it."
                if claim.post.is_reviewed_first
                else "It shows on the claim, and the moderators see it."
            )
            messages.success(request, f"Reported. {shown}")
            return leave_for(request, claim.get_absolute_url())
    path = path_by(claim.post, claims.way_to(claim.pk), claim.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"claim": claim, "post": claim.post, "form": form, "path": path}
    return respond(request, "moves/misreading.html", context, partials=["move"], status=status)


@require_POST
@members_only(Action.CONTRIBUTE)
def withdraw_misreading(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that the map misreads the post."""
    found = own_misreading_or_404(number)
    demand(request, Action.WITHDRAW, found)
    try:
        edits.settle_misreading(misreading=found, by=member(request))
    except edits.NotThere:
        messages.info(request, "That was taken back already.")
    else:
        messages.success(request, "Taken back.")
    return leave_for(request, found.claim.get_absolute_url())


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def withdraw_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a claim of one's own that nobody else has built on."""
    return _withdraw(request, own_claim_or_404(number, request.user))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def withdraw_inference(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a step of one's own."""
    return _withdraw(request, own_inference_or_404(number, request.user))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def restore_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Put a withdrawn claim back."""
    return _restore(request, own_claim_or_404(number, request.user))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def restore_inference(request: HttpRequest, number: int) -> HttpResponse:
    """Put a withdrawn step back."""
    return _restore(request, own_inference_or_404(number, request.user))


@require_POST
@members_only(Action.CONTRIBUTE)
@writes_nothing
def preview(request: HttpRequest) -> HttpResponse:
    """A note as it will look."""
    return render(request, "moves/preview.html", {"note": request.POST.get("note", "")[:5000]})


def _withdraw(request: HttpRequest, thing: Claim | Inference) -> HttpResponse:
    demand(request, Action.WITHDRAW, thing)
    if thing.state == State.WITHDRAWN:
        return leave_for(request, reverse(f"{_kind(thing)}-restore", args=[thing.pk]))
    refused = BUILT_ON if isinstance(thing, Claim) and built_on_by_others(thing) else ""
    if request.method == "POST" and not refused:
        try:
            relabelled = edits.withdraw(thing=thing, by=member(request))
        except edits.BuiltOn:
            refused = BUILT_ON
        except edits.NotThere:
            return leave_for(request, thing.get_absolute_url())
        else:
            tell_of_change(request, f"Withdrawn: {thing.key}", relabelled)
            return leave_for(request, _about(thing))
    context = {"effect": effects.effect_of_withdrawing(thing.post, thing), "refused": refused}
    status = HTTPStatus.CONFLICT if refused and request.method == "POST" else HTTPStatus.OK
    return respond(request, "moves/withdraw.html", _shown(thing) | context, status=status)


def _restore(request: HttpRequest, thing: Claim | Inference) -> HttpResponse:
    demand(request, Action.RESTORE, thing)
    if thing.state != State.WITHDRAWN:
        return leave_for(request, thing.get_absolute_url())
    if request.method == "POST":
        try:
            relabelled = edits.restore(thing=thing, by=member(request))
        except edits.NotThere:
            return leave_for(request, thing.get_absolute_url())
        thing.refresh_from_db(fields=["state"])
        if thing.state == State.WAITING:
            messages.success(request, f"Put back: {thing.key}. {WAITS}")
        else:
            tell_of_change(request, f"Put back: {thing.key}", relabelled)
        return leave_for(request, thing.get_absolute_url())
    return respond(request, "moves/withdraw.html", _shown(thing) | {"is_restoring": True})


def _shown(thing: Claim | Inference) -> dict[str, Any]:
    is_claim = isinstance(thing, Claim)
    words = thing.text if isinstance(thing, Claim) else first_words([thing.pk]).get(thing.pk, "")
    return {"thing": thing, "post": thing.post, "words": words, "is_claim": is_claim, "back": _about(thing)}


def _about(thing: Claim | Inference) -> str:
    """Where to go when a thing is gone: to what it was about, or to its post."""
    if isinstance(thing, Inference):
        target = thing.bears_on or thing.attacks
        return target.get_absolute_url() if target else thing.post.get_absolute_url()
    return thing.post.get_absolute_url()


def _kind(thing: Claim | Inference) -> str:
    return "claim" if isinstance(thing, Claim) else "inference"


def _wording_of(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    now = {"text": claim.text, "granted": claim.granted, "note": claim.note, "edition": edition_of(claim)}
    waiting = claim.wordings.filter(state=State.WAITING).exclude(number=claim.public_wording).first()
    if waiting is not None:
        now |= {"text": waiting.text, "granted": waiting.granted, "note": waiting.note}
    typed = typed_before(request)
    return now if typed is None else now | {"granted": False} | typed.dict()


def _conflict(form: WordingForm, theirs: Claim) -> dict[str, Any]:
    """Both texts, and the form made ready to be saved over the newer one."""
    form.data = dict(form.data.items()) | {"edition": edition_of(theirs)}
    return {"theirs": theirs, "differences": differences(theirs.text, form.cleaned_data["text"])}
