"""Flagging a contribution."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from argmap.forms.flags import REASONS, FlagForm
from argmap.models.flag import FlagReason
from argmap.operations import flags
from argmap.operations.editions import Contribution
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.queries.flags import flag_by
from argmap.queries.naming import named
from argmap.views.getters import citation_or_404, claim_or_404, inference_or_404, misreading_or_404, remark_or_404
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
THANKS = "Thank you. The moderators will look at it; nobody else sees that you flagged it."


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def flag_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Flag a claim."""
    return _flag(request, claim_or_404(number))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def flag_inference(request: HttpRequest, number: int) -> HttpResponse:
    """Flag a step."""
    return _flag(request, inference_or_404(number))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def flag_citation(request: HttpRequest, number: int) -> HttpResponse:
    """Flag a citation."""
    return _flag(request, citation_or_404(number))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def flag_misreading(request: HttpRequest, number: int) -> HttpResponse:
    """Flag what somebody says of a misreading."""
    return _flag(request, misreading_or_404(number))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def flag_remark(request: HttpRequest, number: int) -> HttpResponse:
    """Flag a remark."""
    return _flag(request, remark_or_404(number))


def _flag(request: HttpRequest, thing: Contribution) -> HttpResponse:
    """Tell the moderators what is wrong; who has done so is shown what they said."""
    form = FlagForm(request.POST or None, initial=typed_before(request) or {})
    before = flag_by(member(request), thing)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            flags.flag(thing=thing, contributor=member(request), **form.cleaned_data)
        except Resent as sent:
            return leave_for(request, sent.address)
        except flags.FlaggedAlready as already:
            before, status = already.flag, HTTPStatus.CONFLICT
        else:
            forget_typed(request)
            messages.success(request, THANKS)
            return leave_for(request, thing.get_absolute_url())
    about = named(thing)
    reason = REASONS[FlagReason(before.why)] if before else ""
    context = {"thing": thing, "about": about, "post": about.post, "form": form, "before": before, "reason": reason}
    return respond(request, "flags/new.html", context, status=status)
