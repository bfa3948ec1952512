"""How pages show the fields of a form."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def control(field: BoundField, *, focused: bool = False) -> SafeString:
    """Show what a field is filled in with; of those that are wrong, the first has the focus when the page opens.

    Where none is, a field that is `focused` has it.
    """
    attributes: dict[str, Any] = {"placeholder": False}  # a label says it better, and stays
    if field.name == next(iter(field.form.errors), field.name if focused else None):
        attributes["autofocus"] = True
    return field.as_widget(attrs=attributes)
