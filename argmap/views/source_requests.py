"""Saying that a claim needs a source."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from argmap.forms.source_requests import SourceRequestForm
from argmap.operations import source_requests
from argmap.operations.edits import NotThere
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.queries import claims
from argmap.views.claims import path_by
from argmap.views.getters import claim_or_404, source_request_or_404
from argmap.views.members import demand, forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a claim needs a source; whoever attaches one closes it."""
    claim = claim_or_404(number)
    form = SourceRequestForm(request.POST or None, initial=typed_before(request) or {})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            source_requests.ask_for_source(claim=claim, contributor=member(request), **form.cleaned_data)
        except Resent as sent:
            return leave_for(request, sent.address)
        except NotThere:
            form.add_error(None, "This claim was withdrawn meanwhile. Your words are kept here.")
        except source_requests.WordsAreReviewed:
            form.add_error("words", "Moderators look first at what is said here. Ask without words of your own.")
        except source_requests.AskedAlready:
            form.add_error(None, f"You have asked for a source of {claim.key} already.")
            status = HTTPStatus.CONFLICT
        else:
            forget_typed(request)
            messages.success(request, "Asked for. It shows on the claim until somebody attaches a source.")
            return leave_for(request, claim.get_absolute_url())
    path = path_by(claim.post, claims.way_to(claim.pk), claim.key)
    context = {"claim": claim, "post": claim.post, "form": form, "path": path}
    return respond(request, "source_requests/new.html", context, partials=["move"], status=status)


@require_POST
@members_only(Action.CONTRIBUTE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that a claim needs a source."""
    found = source_request_or_404(number)
    demand(request, Action.WITHDRAW, found)
    try:
        source_requests.take_back(request=found, by=member(request))
    except NotThere:
        messages.info(request, "That was closed already.")
    else:
        messages.success(request, "Taken back.")
    return leave_for(request, found.claim.get_absolute_url())
