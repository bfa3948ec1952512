"""How a post and a claim are cited themselves: a line as lawyers write it, and BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.dateformat import format

from argmap.graph.model import Voice
from argmap.models import Claim, Post
from argmap.prose.references import Reference, as_bibtex
from argmap.templatetags.argument import who

#: Where both stand, as a source names the collection it is a part of.
WORK = "argmap"


@dataclass(frozen=True, slots=True)
class Citing:
    """A thing of the site as a source of others: a line, its entry in BibTeX, and its address alone."""

    words: str
    bibtex: str
    address: str


def cite_post(request: HttpRequest, post: Post) -> Citing:
    """A post as its author’s, in this place."""
    address = request.build_absolute_uri(post.get_absolute_url())
    words = f"{post.author}, {post.title}, {WORK} ({_day(post.created_at)}), {address}"
    return Citing(words, _bibtex(post.slug, post.title, post.author, post.created_at, address), address)


def cite_claim(request: HttpRequest, claim: Claim, post: Post) -> Citing:
    """A claim as it is worded now, under the name of who says so."""
    address = request.build_absolute_uri(claim.get_absolute_url())
    of_author = claim.voice in (Voice.AUTHOR, Voice.REPORTED)
    whose = post.author if of_author else who(claim, post)
    work = f"{post.title}, claim {claim.key}" if of_author else f"claim {claim.key} on {post.author}, {post.title}"
    written = claim.wording.created_at
    edition = f"wording {claim.public_wording}, {_day(written)}"
    words = f"{whose}, {work}: “{claim.text}” {WORK} ({edition}), {address}"
    return Citing(words, _bibtex(f"{post.slug}-{claim.key}", claim.text, whose, written, address), address)


def _day(moment: datetime) -> str:
    return format(moment, "N j, Y")


def _bibtex(key: str, title: str, author: str, moment: datetime, address: str) -> str:
    date = moment.date().isoformat()
    return as_bibtex([Reference(key, "page", title, WORK, date=date, address=address, authors=(author,))])
