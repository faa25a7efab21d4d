"""Resolvers that do what a test needs at the moment when a store asks them."""

from __future__ import annotations

from collections.abc import Callable

from linkage.link.rules import DEFAULT_RULES
from linkage.model import Kind
from linkage.ports import GraphView, Resolution, Touched
from linkage.resolve import make_resolver


class Acting:
    """A resolver that resolves by a function, and finds what is alike by the shipped rules."""

    def __init__(self, act: Callable[[GraphView, Touched], Resolution]) -> None:
        self._act = act
        self._real = make_resolver(DEFAULT_RULES)

    def __call__(self, view: GraphView, touched: Touched) -> Resolution:
        """What the function says."""
        return self._act(view, touched)

    def likeness(self, kind: Kind, value: str, a: bytes, b: bytes) -> float | None:
        """See `Resolver`."""
        return self._real.likeness(kind, value, a, b)
