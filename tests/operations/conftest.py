from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps


@pytest.fixture
def everything(db) -> Callable[[], dict[str, list[tuple]]]:
    """A function that reads every row of every table, the history with it."""

    def read() -> dict[str, list[tuple]]:
        models = apps.get_app_config("argmap").get_models()
        return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}

    return read
