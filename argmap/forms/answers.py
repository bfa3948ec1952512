"""Which answer was read."""

from __future__ import annotations

from django import forms
from django.db import models


class ReadForm(forms.Form):
    """The number of an answer, or none for all of them."""

    number = forms.IntegerField(required=False, min_value=1, max_value=models.BigIntegerField.MAX_BIGINT)
