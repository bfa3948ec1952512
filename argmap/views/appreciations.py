"""Saying that one appreciates a post."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from argmap.operations import appreciations
from argmap.policies import Action
from argmap.views.getters import post_or_404
from argmap.views.members import member, members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only(Action.APPRECIATE)
def appreciation(request: HttpRequest, slug: str) -> HttpResponse:
    """Appreciate a post, or take that back; who comes here by a link, as after signing in, is led to the post."""
    post = post_or_404(slug)
    if request.method == "POST":
        change = appreciations.take_back if "undo" in request.POST else appreciations.appreciate
        change(post=post, person=member(request))
    asked = request.GET.urlencode()
    return redirect(f"{post.get_absolute_url()}?{asked}" if asked else post.get_absolute_url())
