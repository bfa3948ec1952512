"""How wide words are in a typeface, so that drawn lines fit their cards before any browser sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "static" / "fonts"
SERIF = FONTS / "source-serif-4-latin-wght-normal.woff2"
REGULAR = 400

# Widths in em of what a face lacks and a browser takes from another: an East Asian character is one em wide
UNKNOWN = 1.0
PICTOGRAM = 1.4
PICTOGRAMS = range(0x1F000, 0x20000)
WITHOUT_WIDTH = {"Mn", "Me", "Cf"}
ROUNDING = 1e-6  # pixels: the same widths added in another order
BREAKS = re.compile(r"[ \t\n\r\f]+")


class Face:
    """A typeface at one weight. Kerning is left out: it mostly narrows, so what is reckoned is enough."""

    def __init__(self, path: Path, weight: int = REGULAR) -> None:
        """Read the advances from the font file at `path`, a variable font being set to `weight`."""
        with TTFont(path) as font:
            em = font["head"].unitsPerEm
            location = {"wght": weight} if "fvar" in font else None
            glyphs = font.getGlyphSet(location=location)
            self._advances = _Advances(
                {chr(code): glyphs[name].width / em for code, name in font.getBestCmap().items()}
            )

    def measure(self, text: str, size: float) -> float:
        """Return the width of one line of `text` in pixels, letters being `size` pixels."""
        return sum(map(self._advances.__getitem__, text)) * size

    def wrap(self, text: str, size: float, limit: float) -> list[str]:
        """Return `text` in lines at most `limit` pixels wide; a word wider than that is divided."""
        space = self.measure(" ", size)
        lines: list[str] = []
        used = 0.0
        for word in BREAKS.split(text):
            for part, width in self._divided(word, size, limit):
                if lines and used + space + width <= limit + ROUNDING:
                    lines[-1] += f" {part}"
                    used += space + width
                else:
                    lines.append(part)
                    used = width
        return lines

    def _divided(self, word: str, size: float, limit: float) -> Iterator[tuple[str, float]]:
        """Give a word, or as many pieces of it as `limit` asks for, each with its width."""
        start, used = 0, 0.0
        for at, character in enumerate(word):
            width = self._advances[character] * size
            # a mark without width stays with its letter
            if at > start and width and used + width > limit + ROUNDING:
                yield word[start:at], used
                start, used = at, 0.0
            used += width
        if word:
            yield word[start:], used


class _Advances(dict[str, float]):
    """Widths in em by character, also of those the face lacks."""

    def __missing__(self, character: str) -> float:
        if unicodedata.category(character) in WITHOUT_WIDTH:
            return 0.0
        if ord(character) in PICTOGRAMS:
            return PICTOGRAM
        return UNKNOWN


@lru_cache(maxsize=8)
def face(path: Path = SERIF, weight: int = REGULAR) -> Face:
    """Return the face in the font file at `path`, read once; the text face unless told otherwise."""
    return Face(path, weight)
