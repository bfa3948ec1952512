"""Finding posts, claims, notes, sources, texts on file, passages and remarks by their words."""

from argmap.queries.search.results import PAGE_SIZE, Result, Results, few_words, search
from argmap.queries.search.wanted import Kind, Wanted

__all__ = ["PAGE_SIZE", "Kind", "Result", "Results", "Wanted", "few_words", "search"]
