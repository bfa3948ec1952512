"""Who runs a copy names its first administrator."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from argmap.models import Decision, User
from tests.people import person

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_named_from_the_command_line_and_that_is_recorded(client):
    person("ada")
    call_command("name_administrator", "ada")
    call_command("name_administrator", "ada")
    assert User.objects.get().role == "administrator"
    made = Decision.objects.get()
    assert (made.moderator, made.details["became"]) == (None, "administrator")
    assert client.get(f"/decisions/{made.pk}/").status_code == 200


def test_nobody_is_named_who_has_no_account():
    with pytest.raises(CommandError):
        call_command("name_administrator", "nobody")
