"""Remarks on words of a post: writing one, a page for each, and taking one back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.passages import RemarkForm
from argmap.graph.model import State
from argmap.models import Post, Remark
from argmap.operations import remarks
from argmap.operations.passages import WordsMoved
from argmap.operations.submissions import Resent
from argmap.policies import Action, may
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import own_remark_or_404, post_with_text_or_404, remark_or_404
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.passages import place_or_404
from argmap.views.posts import path_to
from argmap.views.respond import leave_for, respond
from argmap.views.taking_back import Own, put_back, take_back

METHODS = ["GET", "HEAD", "POST"]


def remark_version(number: int) -> int | None:
    """What a remark's page goes by."""
    return Post.objects.filter(remarks=number).values_list("version", flat=True).first()


@require_safe
@unless_unchanged(remark_version)
def remark(request: HttpRequest, number: int) -> HttpResponse:
    """A remark: the words, what was noted about them, and by whom."""
    found = remark_or_404(number, request.user)
    context = _about(found) | {"may_withdraw": may(request.user, Action.WITHDRAW, found)}
    return respond(request, "remarks/remark.html", context)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def new(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponse:
    """Note something about words of a post, and publish it when it was sent."""
    post = post_with_text_or_404(slug)
    place = place_or_404(post, start, end)
    form = RemarkForm(request.POST or None, initial=typed_before(request) or {})
    there: Remark | None = None
    if form.is_valid():
        try:
            given = {"body": form.cleaned_data["note"], "token": form.cleaned_data["token"]}
            made = remarks.add_remark(post=post, place=place, contributor=member(request), **given)
        except Resent as sent:
            messages.info(request, "That was published already.")
            return leave_for(request, sent.address)
        except WordsMoved:
            form.add_error(None, "The text of the post has changed. Choose the words again; yours are kept here.")
        except remarks.RemarkThere as same:
            there = same.remark
            form.add_error(None, "You have noted exactly this already.")
        else:
            forget_typed(request)
            return _leave_with(request, made)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    back = reverse("passage", args=[slug, start, end])
    context = {"form": form, "post": post, "place": place, "there": there, "back": back, "path": path_to(post, "Note")}
    return respond(request, "remarks/new.html", context, partials=["move"], status=status)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a remark of one's own."""
    found = own_remark_or_404(number, request.user)
    return take_back(request, _own(found), lambda by: remarks.withdraw(remark=found, by=by))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Put a withdrawn remark back."""
    found = own_remark_or_404(number, request.user)
    return put_back(request, _own(found), lambda by: remarks.restore(remark=found, by=by))


def _own(found: Remark) -> Own:
    return Own(found, "your note", "remarks/withdraw.html", _about(found), found.post.get_absolute_url())


def _leave_with(request: HttpRequest, made: Remark) -> HttpResponse:
    if made.state == State.WAITING:
        messages.success(request, "Sent. A moderator looks at it before it is shown.")
        return leave_for(request, made.post.get_absolute_url())
    said = format_html('Note published, not yet reviewed: <a href="{}">see it alone</a>.', made.get_absolute_url())
    messages.success(request, said)
    return leave_for(request, f"{made.post.get_absolute_url()}#remark-{made.pk}")


def _about(found: Remark) -> dict[str, Any]:
    return {"remark": found, "post": found.post, "path": path_to(found.post, "Note")}
