"""Taking back what one has written and putting it back, where no label hangs on it: citations and remarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from argmap.graph.model import State
from argmap.models import Citation, Remark, User
from argmap.operations.edits import NotThere
from argmap.policies import Action
from argmap.views.members import demand, member
from argmap.views.respond import leave_for, respond
from argmap.views.telling import WAITS


@dataclass(frozen=True, slots=True)
class Own:
    """Something of one's own: what it is called in a sentence, what asks before, and where one goes without it."""

    thing: Citation | Remark
    called: str
    page: str
    context: Mapping[str, Any]
    home: str


def take_back(request: HttpRequest, own: Own, withdraw: Callable[[User], None]) -> HttpResponse:
    """Ask, then take it back; what was taken back is offered to be put back."""
    thing = own.thing
    demand(request, Action.WITHDRAW, thing)
    if thing.state == State.WITHDRAWN:
        return leave_for(request, reverse(f"{thing._meta.model_name}-restore", args=[thing.pk]))
    if request.method != "POST":
        return respond(request, own.page, own.context)
    try:
        withdraw(member(request))
    except NotThere:
        return leave_for(request, thing.get_absolute_url())
    messages.success(request, f"Withdrawn: {own.called}.")
    return leave_for(request, own.home)


def put_back(request: HttpRequest, own: Own, restore: Callable[[User], None]) -> HttpResponse:
    """Ask, then put it back, or let it wait where the post is reviewed first."""
    thing = own.thing
    demand(request, Action.RESTORE, thing)
    if thing.state != State.WITHDRAWN:
        return leave_for(request, thing.get_absolute_url())
    if request.method != "POST":
        return respond(request, own.page, {**own.context, "is_restoring": True})
    try:
        restore(member(request))
    except NotThere:
        return leave_for(request, thing.get_absolute_url())
    thing.refresh_from_db(fields=["state"])
    waits = f" {WAITS}" if thing.state == State.WAITING else ""
    messages.success(request, f"Put back: {own.called}.{waits}")
    return leave_for(request, thing.get_absolute_url())
