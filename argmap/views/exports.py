"""A person's contributions as a file: as data (docs/export-json.md), or to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as written

from argmap.graph.model import State
from argmap.models import Citation, Claim, Inference, User
from argmap.prose.handout import Block, Handout, Heading, Item, Listing, Look, Paragraph, line, run
from argmap.queries.people import Contribution
from argmap.templatetags.people import became, kind_in_words, target_in_words, towards

Absolute = Callable[[str], str]
NOTICE = "An argument map, not legal advice."


def as_data(person: User, found: Sequence[Contribution], absolute: Absolute) -> dict[str, Any]:
    """A person's contributions as plain values for JSON, newest first; `absolute` makes an address one of the web."""
    return {
        "person": {"username": person.get_username(), "url": absolute(reverse("person", args=[person.get_username()]))},
        "contributions": [_data(contribution, absolute) for contribution in found],
    }


def _data(contribution: Contribution, absolute: Absolute) -> dict[str, Any]:
    row, thing = contribution.row, contribution.thing
    return {
        "kind": contribution.kind,
        "relation": row.relation if isinstance(row, Inference) else None,
        "id": row.pk,
        "key": contribution.key,
        "post": contribution.post.slug,
        "at": contribution.at.isoformat(),
        "text": contribution.words,
        "target": _target(contribution),
        "source": _source(contribution),
        "state": contribution.state,
        "label": _label(contribution),
        "against": contribution.against,
        "reworded": contribution.is_reworded,
        "url": absolute(thing.get_absolute_url()),
    }


def as_handout(person: User, found: Sequence[Contribution], absolute: Absolute) -> Handout:
    """A person's contributions as blocks to read, by post, newest first."""
    blocks: list[Block] = [
        Paragraph(line(absolute(reverse("person", args=[person.get_username()]))), is_byline=True),
        Paragraph(line(NOTICE), is_byline=True),
    ]
    for post in dict.fromkeys(contribution.post for contribution in found):
        items = [_item(contribution, absolute) for contribution in found if contribution.post == post]
        blocks += [Heading(1, line(post.title)), Listing(items)]
    return Handout(f"Contributions of {person.get_username()}", NOTICE, person.get_username(), blocks)


def _item(contribution: Contribution, absolute: Absolute) -> Item:
    kind = kind_in_words(contribution).capitalize()
    about = f" {towards(contribution)} {target_in_words(contribution)}" if _target(contribution) else ""
    label, source = _label(contribution), _source(contribution)
    address = absolute(contribution.thing.get_absolute_url())
    facts = [
        written(contribution.at, "j F Y"),
        *([contribution.key] if contribution.key else []),
        *([label] if label else []),
        *became(contribution),
    ]
    return Item(
        line(run(f"{kind}{about}", Look.STRONG)),
        details=[
            *([line(contribution.words)] if contribution.words else []),
            *([line(source)] if source else []),
            line(" · ".join(facts), " · ", run(address, address=address)),
        ],
    )


def _target(contribution: Contribution) -> dict[str, str] | None:
    """What a contribution is about: a claim, a step, or words of the post, which have no key."""
    if contribution.target is None and not contribution.target_words:
        return None
    return {"key": contribution.target.key if contribution.target else "", "text": contribution.target_words}


def _label(contribution: Contribution) -> str | None:
    row = contribution.row
    return row.label if isinstance(row, (Claim, Inference)) else None


def _source(contribution: Contribution) -> str | None:
    row = contribution.row
    return row.rests_on.citation if isinstance(row, Citation) and contribution.state == State.PUBLISHED else None
