"""Answers to the reader: what happened to what they contributed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from argmap.forms.answers import ReadForm
from argmap.operations.answers import read_answers
from argmap.policies import Action
from argmap.queries.answers import answers_to, lay_out
from argmap.views import asked
from argmap.views.members import member, members_only
from argmap.views.respond import respond

PAGE_SIZE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@members_only(Action.READ_ANSWERS)
def answers(request: HttpRequest) -> HttpResponse:
    """What happened to the reader's contributions, newest first; a form marks one answer, or all, as read."""
    number = asked.number(request, "page") or 1
    if request.method == "POST":
        form = ReadForm(request.POST)
        if form.is_valid():
            read_answers(reader=member(request), **form.cleaned_data)
        return redirect(f"{reverse('answers')}?page={number}" if number > 1 else "answers")
    page = Paginator(answers_to(member(request)), PAGE_SIZE).get_page(number)
    context = {"page": page, "answers": lay_out(page.object_list, member(request))}
    return respond(request, "answers/list.html", context, partials=["answers"])
