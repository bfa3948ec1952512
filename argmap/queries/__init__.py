"""Reads over several models, each in a number of queries that does not depend on the size of the argument."""
