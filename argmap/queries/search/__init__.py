"""Finding claims, notes, sources, texts on file and passages by their words."""

from argmap.queries.search.finding import Kind, Wanted
from argmap.queries.search.results import PAGE_SIZE, Result, Results, search

__all__ = ["PAGE_SIZE", "Kind", "Result", "Results", "Wanted", "search"]
