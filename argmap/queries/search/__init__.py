"""Finding claims, notes, sources, texts on file, passages and remarks by their words."""

from argmap.queries.search.finding import Kind, Wanted
from argmap.queries.search.results import PAGE_SIZE, Result, Results, few_words, search

__all__ = ["PAGE_SIZE", "Kind", "Result", "Results", "Wanted", "few_words", "search"]
