"""Union-find over hashable names, with path halving and union by size."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class UnionFind(Generic[T]):
    """Disjoint sets that grow as names are first mentioned."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}
        self._size: dict[T, int] = {}

    def __contains__(self, name: T) -> bool:
        return name in self._parent

    def __iter__(self) -> Iterator[T]:
        return iter(self._parent)

    def add(self, name: T) -> None:
        """Make `name` known, alone in its set unless it is known already."""
        if name not in self._parent:
            self._parent[name] = name
            self._size[name] = 1

    def find(self, name: T) -> T:
        """Root of the set of `name`, which becomes known."""
        parent = self._parent
        if name not in parent:
            self.add(name)
            return name
        while (above := parent[name]) != name:
            parent[name] = name = parent[above]
        return name

    def union(self, a: T, b: T) -> T:
        """Join the two sets; returns the root."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return a
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        return a

    def groups(self) -> dict[T, list[T]]:
        """Members by root, in the order they were first mentioned."""
        found: dict[T, list[T]] = {}
        for name in self._parent:
            found.setdefault(self.find(name), []).append(name)
        return found
