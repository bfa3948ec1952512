"""`pytest tests/graph --hypothesis-profile=thorough` tries each property on 2,000 graphs."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
