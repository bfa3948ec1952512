"""The form with which somebody says that a claim needs a source."""

from __future__ import annotations

from django import forms

from argmap.forms.fields import OneSentence, Token, most
from argmap.models import SourceRequest


class SourceRequestForm(forms.Form):
    """Which kind of source would do, if its author wants to say."""

    token = Token()
    words = OneSentence(
        label="Which kind would do? You may leave this empty.", required=False, max_length=most(SourceRequest, "words")
    )
