"""Accounts that are made without a form, and how one ends."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from argmap.models import (
    Appreciation,
    Citation,
    Claim,
    Inference,
    Misreading,
    Passage,
    Post,
    Remark,
    SourceText,
    User,
    Wording,
)
from argmap.models.user import UserRole

DEMO: Mapping[str, UserRole] = {
    "student": UserRole.MEMBER,
    "student2": UserRole.MEMBER,
    "moderator": UserRole.MODERATOR,
    "moderator2": UserRole.MODERATOR,
    "administrator": UserRole.ADMINISTRATOR,
}
#: So many sessions that have run out are deleted when somebody signs in; more than begin by it.
SWEPT = 100
CONSONANTS, VOWELS = "bdfghkmnprstvz", "aeiou"  # none that a reader takes for another


def pronounceable_password() -> str:
    """Return a random password of four groups, 49 bits, that can be typed on a phone: “bako-timu-sera-dune”."""
    groups = ("".join(secrets.choice(letters) for letters in (CONSONANTS, VOWELS) * 2) for _ in range(4))
    return "-".join(groups)


@transaction.atomic
def create_account(*, username: str, email: str, password: str, role: UserRole = UserRole.MEMBER) -> User:
    """Make an account whose e-mail address counts as verified; raise IntegrityError if the name is taken."""
    person = User.objects.create_user(username, email, password, role=role)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def create_demo_accounts() -> dict[str, str]:
    """Make an account for each role and return their passwords by username; none where there is anybody already."""
    if User.objects.exists():
        return {}
    passwords = {username: pronounceable_password() for username in DEMO}
    for username, password in passwords.items():
        create_account(username=username, email=f"{username}@example.org", password=password, role=DEMO[username])
    return passwords


@transaction.atomic
def end_sessions(*, person: User, except_for: str | None = None) -> None:
    """Sign a person out everywhere, but for the session whose key is given."""
    ended = UserSession.objects.filter(user=person).exclude(session_key=except_for)
    Session.objects.filter(session_key__in=list(ended.values_list("session_key", flat=True))).delete()
    ended.delete()


def forget_ended_sessions() -> None:
    """Delete sessions that have run out, and where and in which browser they were; some at a time, two statements."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    Session.objects.filter(pk__in=ended.values("pk")[:SWEPT]).delete()
    alone = UserSession.objects.filter(~Exists(Session.objects.filter(pk=OuterRef("session_key"))))
    UserSession.objects.filter(pk__in=alone.values("pk")[:SWEPT]).delete()


@transaction.atomic
def delete_account(*, person: User) -> None:
    """Delete an account with its addresses and sessions; what the person contributed stays, by “a former member”."""
    end_sessions(person=person)
    _posts_naming(person).update(version=F("version") + 1)  # so that nobody is shown an old page with the name
    person.delete()


def _posts_naming(person: User) -> QuerySet[Post]:
    """The posts on whose pages a person may be named."""
    if SourceText.objects.filter(supplied_by=person).exists():
        return Post.objects.all()  # words of a text may be found by quotations anywhere
    own = {"contributor": person}
    return Post.objects.filter(
        Q(pk__in=Claim.objects.filter(**own).values("post"))
        | Q(pk__in=Inference.objects.filter(**own).values("post"))
        | Q(pk__in=Wording.objects.filter(**own).values("claim__post"))
        | Q(pk__in=Citation.objects.filter(**own).values("claim__post"))
        | Q(pk__in=Misreading.objects.filter(**own).values("claim__post"))
        | Q(pk__in=Passage.objects.filter(**own).values("post"))
        | Q(pk__in=Remark.objects.filter(**own).values("post"))
        | Q(pk__in=Appreciation.objects.filter(**own).values("post"))
    )
