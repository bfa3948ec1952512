"""Writes: keyword-only, atomic, with named errors of their own."""
