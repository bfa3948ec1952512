"""Words of a post given to a claim: a new one that they state, or one that is there."""

from __future__ import annotations

from uuid import UUID

from argmap.graph.model import State, Voice
from argmap.models import Claim, Passage, Post, User, Wording
from argmap.models.fields import Role
from argmap.operations.changes import changing
from argmap.operations.edits import NotThere, SaysTheSame
from argmap.operations.moves import next_key
from argmap.operations.submissions import accept, refuse_resent
from argmap.prose.passages import Anchor
from argmap.queries import likeness


class WordsMoved(Exception):
    """Raised when the text of a post has changed, so that other words stand at a place."""


class MarkedAlready(Exception):
    """Raised when these very words are given to the claim already; `passage` says so."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        super().__init__(f"passage {passage.pk} says the same")


class ReviewedFirst(Exception):
    """Raised where a moderator sees contributions first: words given to a claim would show at once."""


def state_claim(
    *, post: Post, place: Anchor, contributor: User, text: str, granted: bool, note: str, token: UUID
) -> Passage:
    """Add a claim that words of a post state, by a reader; where the post is reviewed first, it waits.

    Raises Resent, WordsMoved, and SaysTheSame for a claim that is there in the very words.
    """
    with changing(post=post.pk, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        demand_words(change.post, place)
        if same := likeness.same_claim(change.post, text):
            raise SaysTheSame(same)
        claim = Claim.objects.create(
            post=change.post,
            key=next_key(change.post),
            voice=Voice.READER,
            granted=granted,
            state=change.post.first_state,
            note=note,
            contributor=contributor,
        )
        Wording.objects.create(claim=claim, number=1, text=text, state=change.post.first_state, contributor=contributor)
        made = _mark(change.post, place, claim, contributor)
        accept(token=token, contributor=contributor, address=place_in_post(made))
    return made


def give_words(*, claim: Claim, place: Anchor, contributor: User, token: UUID) -> Passage:
    """Say that words of a post state a claim that is there; raises Resent, WordsMoved, NotThere, MarkedAlready and
    ReviewedFirst.
    """
    with changing(post=claim.post_id, by=contributor) as change:
        refuse_resent(token=token, contributor=contributor)
        demand_words(change.post, place)
        if change.post.is_reviewed_first:
            raise ReviewedFirst
        if not Claim.objects.published().filter(pk=claim.pk).exists():
            raise NotThere
        there = Passage.objects.filter(claim=claim, role=Role.CLAIM, start=place.start, end=place.end).first()
        if there is not None:
            raise MarkedAlready(there)
        made = _mark(change.post, place, claim, contributor)
        accept(token=token, contributor=contributor, address=place_in_post(made))
    return made


def take_words(*, passage: Passage, by: User) -> None:
    """Take words from a claim that somebody gave it on the site; the history keeps them. Raises NotThere."""
    with changing(post=passage.post_id, by=by):
        if not Passage.objects.filter(pk=passage.pk, key="").exists():
            raise NotThere
        Passage.objects.get(pk=passage.pk).delete()


def demand_words(post: Post, place: Anchor) -> None:
    """Raise WordsMoved unless the words of a place stand there, now that the post is locked."""
    if post.text[place.start : place.end] != place.exact:
        raise WordsMoved


def place_in_post(passage: Passage) -> str:
    """Where a post shows a passage, with its claim beside it where that is published."""
    claim = passage.claim
    chosen = f"?claim={claim.pk}" if claim is not None and claim.state == State.PUBLISHED else ""
    return f"{passage.post.get_absolute_url()}{chosen}#passage-{passage.pk}"


def _mark(post: Post, place: Anchor, claim: Claim, contributor: User) -> Passage:
    return Passage.objects.create(
        post=post,
        claim=claim,
        role=Role.CLAIM,
        contributor=contributor,
        exact=place.exact,
        prefix=place.prefix,
        suffix=place.suffix,
        start=place.start,
        end=place.end,
    )
