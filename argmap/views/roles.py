"""What moderators and administrators decide about people and about how a post takes contributions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.people import PeopleForm, ReviewForm, RoleForm, SanctionForm
from argmap.models import Decision, User
from argmap.models.decision import DecisionAction
from argmap.models.user import UserRole
from argmap.operations import moderation, sanctions
from argmap.operations.edits import NotThere
from argmap.policies import Action, is_suspended, may_sanction
from argmap.queries import people
from argmap.queries.decisions import suspension_of
from argmap.views import asked
from argmap.views.getters import post_or_404
from argmap.views.members import member, members_only
from argmap.views.people import person_or_404
from argmap.views.posts import path_to
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
PAGE_SIZE = 50


@require_safe
@members_only(Action.MODERATE)
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, for moderators: role, suspension, how much they contributed."""
    form = PeopleForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = people.accounts(name=wanted.get("name", ""), role=wanted.get("role", ""))
    page = Paginator(found, PAGE_SIZE).get_page(asked.number(request, "page") or 1)
    return respond(request, "people/list.html", {"form": form, "page": page})


@require_http_methods(METHODS)
@members_only(Action.ADMINISTER)
def role(request: HttpRequest, username: str) -> HttpResponse:
    """Give somebody a role, with a reason; the last administrator stays one."""
    found = person_or_404(username)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    refusals = {
        sanctions.NothingToDo: f"{found.username} has this role already.",
        sanctions.LastAdministrator: "This is the last administrator: name another one first.",
    }
    made = _decide(form, refusals, lambda: _appoint(found, form, member(request)))
    if made is not None:
        messages.success(request, f"{found.username} is {_article(made.details['became'])} now.")
        return leave_for(request, made.get_absolute_url())
    return respond(request, "people/role.html", {"person": found, "form": form}, status=_status(form))


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def sanction(request: HttpRequest, username: str) -> HttpResponse:
    """Warn or suspend somebody, or end a suspension, with a reason."""
    found = person_or_404(username)
    if found == request.user:
        raise PermissionDenied("Nobody decides about their own account. Another administrator can.")
    if not may_sanction(request.user, found):
        raise PermissionDenied("Moderators decide about members; only administrators about moderators.")
    form = SanctionForm(request.POST or None, is_suspended=is_suspended(found))
    refusals = {sanctions.NothingToDo: f"{found.username} is not suspended.", sanctions.NotYours: "You may not."}
    made = _decide(form, refusals, lambda: _sanction(found, form, member(request)))
    if made is not None:
        messages.success(request, f"Recorded. {found.username} is told, with the reason.")
        return leave_for(request, made.get_absolute_url())
    until = found.suspended_until if is_suspended(found) else None
    context = {"person": found, "form": form, "until": until, "suspension": suspension_of(found) if until else None}
    return respond(request, "people/sanction.html", context, status=_status(form))


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Say whether what readers contribute to a post appears at once or waits for a moderator."""
    post = post_or_404(slug)
    form = ReviewForm(request.POST or None, initial={"is_first": "yes" if post.is_reviewed_first else "no"})
    refusals: dict[type[Exception], str] = {NotThere: "It is so already."}
    made = _decide(form, refusals, lambda: moderation.set_review(post=post, by=member(request), **form.cleaned_data))
    if made is not None:
        messages.success(request, "Changed. It holds for what is contributed from now on.")
        return leave_for(request, post.get_absolute_url())
    context = {"post": post, "form": form, "path": path_to(post, "Settings")}
    return respond(request, "posts/settings.html", context, status=_status(form))


def _decide(form: Any, refusals: Mapping[type[Exception], str], make: Callable[[], Decision]) -> Decision | None:
    """Make the decision that a form asks for; None when there is none, or it could not be, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return make()
    except tuple(refusals) as refused:
        form.add_error(None, refusals[type(refused)])
        return None


def _appoint(found: User, form: RoleForm, by: User) -> Decision:
    given = form.cleaned_data
    return sanctions.appoint(person=found, role=UserRole(given["role"]), by=by, reason=given["reason"])


def _sanction(found: User, form: SanctionForm, by: User) -> Decision:
    given = {"person": found, "by": by, "reason": form.cleaned_data["reason"]}
    what = form.cleaned_data["what"]
    if what == DecisionAction.SUSPEND:
        return sanctions.suspend(until=form.until, **given)
    return sanctions.warn(**given) if what == DecisionAction.WARN else sanctions.lift(**given)


def _article(role: str) -> str:
    return f"an {role}" if role == UserRole.ADMINISTRATOR else f"a {role}"


def _status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
