"""Forms with which moderators and administrators decide about people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone

from argmap.forms.decisions import Reason
from argmap.models.decision import DecisionAction
from argmap.models.user import UserRole

LONGEST = 3650  # days
ROLES = {
    UserRole.MEMBER: "Member: contributes",
    UserRole.MODERATOR: "Moderator: decides about contributions, sources and members",
    UserRole.ADMINISTRATOR: "Administrator: also says who moderates",
}
SANCTIONS = {
    DecisionAction.WARN: "Warn: nothing changes, but it is said in public",
    DecisionAction.SUSPEND: "Suspend: can only read for so many days",
    DecisionAction.LIFT: "Lift the suspension",
}


class RoleForm(forms.Form):
    """A role and why somebody gets it."""

    role = forms.ChoiceField(
        label="Role",
        choices=list(ROLES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role."},
    )
    reason = Reason()


class SanctionForm(forms.Form):
    """A warning, a suspension for a number of days, or the end of one."""

    what = forms.ChoiceField(
        label="What do you decide?",
        choices=list(SANCTIONS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you decide.",
            "invalid_choice": "Choose one of these. Who is not suspended has no suspension to lift.",
        },
    )
    days = forms.IntegerField(
        label="For how many days",
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = Reason()

    def __init__(self, *values: Any, is_suspended: bool, **named: Any) -> None:
        super().__init__(*values, **named)
        if not is_suspended:
            choices = [(action, words) for action, words in SANCTIONS.items() if action != DecisionAction.LIFT]
            cast(forms.ChoiceField, self.fields["what"]).choices = choices

    @property
    def until(self) -> datetime:
        """When the suspension ends."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])

    def clean_days(self) -> int | None:
        """A suspension has an end."""
        days: int | None = self.cleaned_data["days"]
        if days is None and self.cleaned_data.get("what") == DecisionAction.SUSPEND:
            raise forms.ValidationError("Say for how many days.")
        return days


class PeopleForm(forms.Form):
    """Which people are listed."""

    name = forms.CharField(label="Name", required=False, max_length=150, validators=[ProhibitNullCharactersValidator()])
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "any"), *((role, role) for role in UserRole), ("suspended", "suspended now")],
    )


class ReviewForm(forms.Form):
    """Whether what readers contribute to a post waits for a moderator."""

    is_first = forms.TypedChoiceField(
        label="What readers contribute",
        choices=[("no", "appears at once, as not yet reviewed"), ("yes", "waits until a moderator accepts it")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two."},
    )
    reason = Reason()
