"""What people do in tests, done as a request of theirs would do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import uuid4

import pghistory

from argmap.graph.model import Stance
from argmap.models import Claim, Inference, User
from argmap.operations.edits import edition_of, reword
from argmap.operations.moves import add_step
from tests.prose.xss import CORPUS


def packed(texts: Iterable[str], size: int) -> Iterator[str]:
    """The texts one after the other, as many together as make no more than `size` characters."""
    pack = ""
    for text in texts:
        if pack and len(pack) + len(text) >= size:
            yield pack
            pack = ""
        pack = f"{pack} {text}"[:size] if pack else text[:size]
    yield pack


#: Attacks as a form would let them through, as many to a claim as it holds.
ATTACKS = list(packed((text.replace("\0", "") for text in CORPUS), 500))


def person(name: str) -> User:
    """Somebody with an account."""
    return User.objects.filter(username=name).first() or User.objects.create_user(name, f"{name}@example.org")


def doing(somebody: User) -> pghistory.context:
    """What is written inside is one doing of this person, as in a request."""
    return pghistory.context(user=somebody.pk, url="/")


def answer(somebody: User, target: Claim | Inference, *premises: str | int, stance=Stance.AGAINST) -> Inference:
    """Somebody says something against a claim or a step, or for a claim."""
    with doing(somebody):
        return add_step(target=target, stance=stance, contributor=somebody, premises=list(premises), token=uuid4()).step


def say_otherwise(somebody: User, claim: Claim, text: str) -> None:
    """Somebody gives a claim another wording."""
    now = Claim.objects.with_wording().get(pk=claim.pk)
    with doing(somebody):
        reword(
            claim=now, contributor=somebody, text=text, granted=now.granted, note=now.note,
            edition=edition_of(now), token=uuid4(),
        )  # fmt: skip
