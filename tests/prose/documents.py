"""Texts that are hard to count in, as Hypothesis strategies and as HTML."""

from __future__ import annotations

from hypothesis import strategies as st

from argmap.prose import markup

PLAIN = ["law", "weights,", "naïve", "&amp;", "&copy;", "<b>", "a\u00a0b", "“so”"]
COMPOSING = ["cafe\u0301", "\u0301", "e\u0323\u0301", "\u1112\u1161\u11ab", "🏛️", "👩‍⚖️"]
SCRIPTS = ["שלום", "مرحبا", "한글", "権利"]
WORDS = st.sampled_from(PLAIN + COMPOSING + SCRIPTS)
INLINE = st.sampled_from(["*{}*", "**{}**", "`{}`", "[{}](https://good.example)", "{}", "a{}b", "{}  \nend"])
PHRASES = st.builds(str.format, INLINE, st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
LINES = st.lists(st.one_of(PHRASES, WORDS), min_size=1, max_size=5).map(" ".join)
LEADS = st.sampled_from(["", "# ", "> ", "- ", "1. ", "    ", "- - ", "> - "])
BLOCKS = st.one_of(
    st.builds(str.__add__, LEADS, LINES),
    st.sampled_from(["---", "- a\n    - b\n    - c\n- d"]),
    st.sampled_from(["|a|b|\n|-|-|\n||c|\n|d|*e*|", "```\n\n  x\n\ny \n```"]),
)
MARKDOWN = st.lists(BLOCKS, min_size=1, max_size=6).map("\n\n".join)
HTML = MARKDOWN.map(markup.render)
