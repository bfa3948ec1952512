"""One decision, which stays at its address, and the answer of whom it affects."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.decisions import AppealForm
from argmap.operations import appeals
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.queries.decisions import decision_page
from argmap.views.getters import decision_or_404
from argmap.views.hiding import address_to_take_back
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@cache_control(private=True, no_cache=True)
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """What was decided, when, by whom and why, what was said to it, and what became of it."""
    page = decision_page(decision_or_404(number), request.user)
    again = address_to_take_back(request.user, page.decision) if page.undone_by is None else ""
    return respond(request, "decisions/decision.html", {"page": page, "again": again})


@require_http_methods(METHODS)
@members_only(Action.APPEAL)
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a decision, once; for whom it affects, also while they are suspended."""
    page = decision_page(decision_or_404(number), request.user)
    if request.method != "POST" and not page.may_appeal:
        if page.appeal is None:
            raise PermissionDenied("Only whom a decision affects can answer it.")
        return leave_for(request, page.decision.get_absolute_url())
    form = AppealForm(request.POST or None, initial=typed_before(request) or {})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_bound and not page.may_appeal and page.appeal is None:
        raise PermissionDenied("Only whom a decision affects can answer it.")
    if form.is_valid():
        try:
            appeals.appeal(decision=page.decision, contributor=member(request), **form.cleaned_data)
        except Resent as sent:
            return leave_for(request, sent.address)
        except appeals.NotAffected as error:
            raise PermissionDenied("Only whom a decision affects can answer it.") from error
        except appeals.AppealedAlready:
            messages.info(request, "You have answered this decision already.")
            return leave_for(request, page.decision.get_absolute_url())
        forget_typed(request)
        messages.success(request, "Sent. The moderators will read it.")
        return leave_for(request, page.decision.get_absolute_url())
    return respond(request, "decisions/appeal.html", {"page": page, "form": form}, status=status)
