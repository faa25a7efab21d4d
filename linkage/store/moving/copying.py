"""Copying one store into another: resumable, and compared afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linkage.errors import ConflictError, StoreError
from linkage.ports import AuditEntry
from linkage.store.moving.parts import AuditLine, Digest, Key, Page, Part
from linkage.store.moving.protocols import Movable

PARTS = tuple(Part)
PAGE = 2_000
"""Entries of one transaction: as many rows as one statement of Neo4j takes well."""


class Moving(NamedTuple):
    """How far it is: `doing` is "copy" or "compare"; `entries` of the part so far."""

    doing: str
    part: Part
    entries: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A part that both stores hold alike."""

    part: Part
    entries: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Origin:
    """What is copied: a store at one revision, and its audit log up to one entry."""

    store: str
    revision: int

    def mark(self, part: Part, last: Key) -> str:
        return json.dumps([self.store, self.revision, part, last])


def copy(
    source: Movable, target: Movable, began: AuditEntry, progress: Callable[[Moving], None]
) -> Sequence[Moved]:
    """Copy all of `source` into `target`, which is empty or holds the beginning of the same copy.

    `began` goes into the source's audit log first, and so into the target's.

    Raises ConflictError for a target with something else in it and for a source that changes
    meanwhile, StoreError when the two differ afterwards. The target stays unusable until all is
    there and compared.
    """
    origin = _Origin(hashlib.sha256(source.secret()).hexdigest(), source.revision())
    part, last = _begin_at(origin, target)
    until = source.audit(began)
    for each in PARTS[PARTS.index(part) :]:
        last = _copy_part(source, target, each, last if each is part else None, origin, until, progress)
        target.load(each, (), origin.mark(each, last))
    moved = [_compare(source, target, each, until, progress) for each in PARTS]
    if source.revision() != origin.revision:
        raise ConflictError(
            "the source was written to while it was copied; stop its writers, empty the target, begin again"
        )
    target.unmark()
    return moved


def _begin_at(origin: _Origin, target: Movable) -> tuple[Part, Key]:
    """Where to go on, from what the target says of itself."""
    mark = target.mark()
    if mark is None:
        if target.revision() or target.keys() or target.audit_entries(0, 1):
            raise ConflictError("the target holds something already; copy into an empty store")
        target.load(PARTS[0], (), origin.mark(PARTS[0], None))
        return PARTS[0], None
    store, revision, part, last = json.loads(mark)
    if store != origin.store:
        raise ConflictError("the target holds the beginning of a copy of another store")
    if revision != origin.revision:
        raise ConflictError(
            f"the target holds the beginning of a copy of revision {revision}, "
            f"the source is at {origin.revision}; empty the target and begin again"
        )
    # The audit log may have grown since; everything else stands as it was.
    if PARTS.index(part) > PARTS.index(Part.AUDIT):
        return Part.AUDIT, _last_audit(target)
    return Part(part), last


def _last_audit(store: Movable) -> Key:
    last: Key = None
    for page in _pages(store, Part.AUDIT, None):
        last = page.last
    return last


def _pages(store: Movable, part: Part, after: Key, until: int | None = None) -> Iterator[Page]:
    while True:
        entries, after = store.page(part, after, PAGE)
        if part is Part.AUDIT and until is not None:
            entries = [one for one in entries if isinstance(one, AuditLine) and one.sequence <= until]
        if not entries:
            return
        yield Page(entries, after)


def _copy_part(
    source: Movable,
    target: Movable,
    part: Part,
    after: Key,
    origin: _Origin,
    until: int,
    progress: Callable[[Moving], None],
) -> Key:
    done, last = 0, after
    for page in _pages(source, part, after, until):
        last = page.last
        target.load(part, page.entries, origin.mark(part, last))
        done += len(page.entries)
        progress(Moving("copy", part, done))
    return last


def _compare(
    source: Movable, target: Movable, part: Part, until: int, progress: Callable[[Moving], None]
) -> Moved:
    """Read both again: what was written is what is compared, not what was meant to be written."""
    found = []
    for store in (source, target):
        digest = Digest()
        for entries, _ in _pages(store, part, None, until):
            digest.add(entries)
        found.append(digest)
    here, there = found
    progress(Moving("compare", part, here.count))
    if (here.count, here.value()) != (there.count, there.value()):
        raise StoreError(
            f"the copy differs from its source in {part}: {here.count} and {there.count} entries; "
            "it cannot be used"
        )
    return Moved(part, here.count, here.value())
