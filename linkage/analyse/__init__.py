"""Figures about a graph: how right it is, and what its links are worth. Pure functions."""
