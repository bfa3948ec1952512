"""Forms with which people change what they contributed, or say that the map misreads the post."""

from __future__ import annotations

from django import forms

from argmap.forms.fields import Note, OneSentence, Token, most
from argmap.models import Misreading


class WordingForm(forms.Form):
    """Another wording of a claim; `edition` is the state of the claim that its author saw."""

    token = Token()
    edition = forms.CharField(max_length=16, widget=forms.HiddenInput)
    text = OneSentence(label="The claim, in one sentence", error_messages={"required": "A claim says something."})
    granted = forms.BooleanField(required=False, label="Taken as granted until somebody rebuts it")
    note = Note(label="Note, in Markdown")


class TokenForm(forms.Form):
    """A form that only confirms something."""

    token = Token()


class MisreadingForm(forms.Form):
    """Words of the post, and how they should be read."""

    token = Token()
    words = OneSentence(
        label="Which words of the post",
        max_length=most(Misreading, "words"),
        error_messages={"required": "Say which words are misread."},
    )
    reading = OneSentence(
        label="What they say instead, in one sentence",
        max_length=most(Misreading, "reading"),
        error_messages={"required": "Say how you read them."},
    )
    note = Note(label="Why, in Markdown")
