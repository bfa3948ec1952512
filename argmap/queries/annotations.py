"""What is marked in a post as W3C Web Annotations (docs/annotations-json.md). Only what is published appears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from argmap.models import Passage, Post, Remark, User
from argmap.queries.passages import remarks_on

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ANALYSIS = {"type": "Organization", "name": "argmap’s analysis"}
#: Makes an address of this site one of the web.
Absolute = Callable[[str], str]


def annotation_collection(post: Post, absolute: Absolute) -> dict[str, Any]:
    """A post's passages and remarks as an AnnotationCollection whose one page is in it; two queries.

    `absolute` makes an address of the web. The selectors count the text of the post, not its page.
    """
    collection = absolute(reverse("annotations-json", args=[post.slug]))
    items = [_passage(it, post, absolute) for it in _passages(post)]
    items += [_remark(it, post, absolute) for it in remarks_on(post)]
    page = {"id": f"{collection}#page", "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items}
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": f"Words of “{post.title}”",
        "total": len(items),
    }
    return found | ({"first": page, "last": page["id"]} if items else {})


def _passages(post: Post) -> list[Passage]:
    rows = Passage.objects.filter(post=post).shown().with_claims().select_related("contributor")
    return list(rows.order_by("start", "-end", "pk"))


def _passage(passage: Passage, post: Post, absolute: Absolute) -> dict[str, Any]:
    """A passage: its role as a tag, and the claim that it states as a link and in words."""
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "value": passage.role, "purpose": "tagging"}]
    if (claim := passage.stated) is not None:
        says = {"type": "TextualBody", "value": claim.text, "format": "text/plain", "purpose": "describing"}
        leads = {"type": "SpecificResource", "source": absolute(claim.get_absolute_url()), "purpose": "linking"}
        bodies += [says, leads]
    creator = ANALYSIS if passage.is_shipped else _person(passage.contributor, absolute)
    return {
        "id": absolute(f"{post.get_absolute_url()}#passage-{passage.pk}"),
        "type": "Annotation",
        "motivation": "describing" if passage.claim else "classifying",
        "creator": creator,
        "created": _time(passage.created_at),
        "body": bodies,
        "target": _target(passage, post, absolute),
    }


def _remark(remark: Remark, post: Post, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": absolute(remark.get_absolute_url()),
        "type": "Annotation",
        "motivation": "commenting",
        "creator": _person(remark.contributor, absolute),
        "created": _time(remark.created_at),
        "body": {"type": "TextualBody", "value": remark.body, "format": "text/markdown"},
        "target": _target(remark, post, absolute),
    }


def _target(words: Passage | Remark, post: Post, absolute: Absolute) -> dict[str, Any]:
    """The words in the text of the post, which is what their offsets count, as they are read on its page."""
    quote = {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
    position = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
    text, page = absolute(reverse("post-text", args=[post.slug])), absolute(post.get_absolute_url())
    return {"type": "SpecificResource", "source": text, "scope": page, "selector": [quote, position]}


def _person(person: User | None, absolute: Absolute) -> dict[str, Any]:
    if person is None or not person.is_active:
        return {"type": "Person", "name": "a former member"}
    address = absolute(reverse("person", args=[person.get_username()]))
    return {"id": address, "type": "Person", "nickname": person.get_username(), "name": person.get_username()}


def _time(moment: datetime) -> str:
    """A moment as xsd:dateTime in UTC, with the letter that the model asks for."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
