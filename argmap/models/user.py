from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from argmap.models.fields import choices_of, one_of


class UserRole(StrEnum):
    """What a person is on the site, each more than the one before."""

    MEMBER = "member"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class User(AbstractUser):
    """A person with an account; what they may do says `policies`."""

    role = models.CharField(max_length=13, choices=choices_of(UserRole), default=UserRole.MEMBER)
    suspended_until = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = (
            models.UniqueConstraint(Lower("username"), name="username_once_in_any_case"),
            one_of("role", UserRole, name="user_role"),
        )
