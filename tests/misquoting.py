"""A post that quotes words which stand in another source than the one it names: the first thing on a desk."""

from __future__ import annotations

from argmap.models import Post
from tests.builders import make_post

SOURCES = """\
source right
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
text: right.txt
extent: whole

source wrong
kind: page
title: A page
citation: A page (2024)
"""
QUOTED = "cite a\nsource: wrong\nquotation: the words of the case stand here\n"
TEXTS = {"right.txt": "In 1800 it was held that the words of the case stand here, and nowhere else.\n"}


def make_misquoting_post(argument: str = "i: a -> c; b") -> Post:
    """A post with this argument, whose claim `a` quotes from the wrong source; its main claim is `c`."""
    return make_post(argument, main=["c"], extra=QUOTED, sources=SOURCES, texts=TEXTS)
