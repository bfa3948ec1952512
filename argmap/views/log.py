"""What moderators decided, for everybody to read."""

from __future__ import annotations

from html import unescape

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import strip_tags
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from argmap.models import Post
from argmap.models.decision import DecisionAction
from argmap.prose.handout import UNPRINTABLE
from argmap.queries.log import Entry, decisions, entries
from argmap.templatetags.decisions import done, named, outcome
from argmap.views import asked
from argmap.views.respond import respond

PAGE_SIZE = FEED_SIZE = 50


@require_safe
@cache_control(private=True, no_cache=True)
def log(request: HttpRequest) -> HttpResponse:
    """Every decision, newest first, by what was done, by whom, in which post and why."""
    name, moderator = asked.words(request, "action"), asked.words(request, "moderator")
    action = DecisionAction(name) if name in list(DecisionAction) else None
    post = Post.objects.defer("body", "text").filter(slug=asked.words(request, "post")).first()
    words = asked.words(request, "q")
    found = decisions(action=action, moderator=moderator, post=post, words=words)
    page = Paginator(found, PAGE_SIZE).get_page(asked.number(request, "page") or 1)
    context = {
        "page": page,
        "entries": entries(page.object_list),
        "filters": {"action": action, "moderator": moderator, "post": post, "words": words},
        "is_narrowed": bool(action or moderator or post or words),
        "actions": list(DecisionAction),
        "posts": Post.objects.defer("body", "text").order_by("title"),
    }
    return respond(request, "log/log.html", context, partials=["results"])


@require_safe
@cache_control(private=True, no_cache=True)
def log_feed(request: HttpRequest) -> HttpResponse:
    """The newest fifty decisions as an Atom feed (RFC 4287)."""
    base = request.build_absolute_uri("/").removesuffix("/")
    feed = Atom1Feed(
        title="What moderators decided",
        link=f"{base}{reverse('log')}",
        description="Every decision of the moderators of argmap, with its reason.",
        language="en",
        feed_url=request.build_absolute_uri(request.path),
        author_name="argmap",
    )
    for entry in entries(decisions()[:FEED_SIZE]):
        _add(feed, entry, base)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Atom1Feed, entry: Entry, base: str) -> None:
    made = entry.decision
    address = f"{base}{made.get_absolute_url()}"
    who = made.moderator.username if made.moderator and made.moderator.is_active else "a former moderator"
    about = strip_tags(f"{named(entry.about, 'the')}{outcome(made, entry.about)}")
    feed.add_item(
        title=UNPRINTABLE.sub("", f"{who} {done(made)} {unescape(about)}"),
        link=address,
        description=UNPRINTABLE.sub("", render_to_string("log/_entry.html", {"entry": entry, "base": base})),
        unique_id=get_tag_uri(address, made.created_at),
        author_name=who,
        pubdate=made.created_at,
        updateddate=made.created_at,
    )
